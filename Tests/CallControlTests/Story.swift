import CallControl
import Foundation

/// Events of a made-up Asterisk, a second apart unless said otherwise.
struct Story {
    var replay = Replay()
    private(set) var now = Date(timeIntervalSince1970: 1_700_000_000)
    private var states: [String: ChannelSnapshot] = [:]
    private var count = 0

    var picture: CallPicture { replay.picture }

    mutating func pass(_ seconds: TimeInterval) { now += seconds }

    mutating func tell(_ event: CallEvent) {
        now += 1
        replay.take(replay.picture.handle(event, at: now))
    }

    /// - Returns: its Uniqueid.
    @discardableResult
    mutating func comes(_ name: String, call: String? = nil, _ state: ChannelState = .ring) -> String {
        count += 1
        let id = "1700000000.\(count)"
        states[id] = ChannelSnapshot(id: id, call: call ?? id, name: name, state: state)
        if let snapshot = states[id] { tell(.created(snapshot)) }
        return id
    }

    subscript(id: String) -> ChannelSnapshot {
        get { states[id] ?? ChannelSnapshot(id: id, call: id, name: "PJSIP/nobody-00000000") }
        set { states[id] = newValue }
    }

    mutating func answers(_ id: String) {
        self[id].state = .up
        tell(.changed(self[id]))
    }

    mutating func enters(_ id: String, _ bridge: String, technology: String = "simple_bridge", type: String = "basic") {
        tell(.bridgeEntered(Self.bridge(bridge, technology, type), self[id], swapping: nil))
    }

    mutating func leaves(_ id: String, _ bridge: String) {
        tell(.bridgeLeft(Self.bridge(bridge), self[id]))
    }

    mutating func hangsUp(_ id: String) {
        tell(.hungUp(self[id], cause: 16, text: "Normal Clearing"))
    }

    /// A caller and somebody he has dialled, both answered and in a bridge.
    mutating func conversation(_ caller: String, _ callee: String, bridge: String = "b") -> (String, String) {
        let one = comes(caller)
        let two = comes(callee, call: one, .down)
        tell(.dialBegan(caller: self[one], callee: self[two], dialString: "x"))
        answers(two)
        tell(.dialEnded(caller: self[one], callee: self[two], status: "ANSWER"))
        answers(one)
        enters(two, bridge)
        enters(one, bridge)
        return (one, two)
    }

    static func bridge(_ id: String, _ technology: String = "simple_bridge", _ type: String = "basic") -> BridgeSnapshot
    {
        BridgeSnapshot(id: id, type: type, technology: technology, channelCount: 1)
    }
}
