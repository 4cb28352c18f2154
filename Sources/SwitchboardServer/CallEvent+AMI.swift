import AMI
import CallControl
import Foundation

extension CallEvent {
    /// The events of AMI that the picture needs, by name: for `eventfilter(name(…)) =` in manager.conf, which compares
    /// hashes. All are of the classes `call`, `system` (FullyBooted, Shutdown), `user` (UserEvent) and `agent` (queues):
    /// `read=system,call,user,agent`.
    ///
    /// Besides, manager.conf needs `timestampevents=yes`, for the moments, and `channelvars=` with ``channelVariables``.
    static let amiEvents = [
        "Newchannel", "Newstate", "NewCallerid", "NewConnectedLine", "Rename", "Hangup", "DialBegin", "DialEnd",
        "BridgeEnter", "BridgeLeave", "BridgeMerge", "BridgeDestroy", "LocalBridge", "LocalOptimizationBegin",
        "LocalOptimizationEnd", "Hold", "Unhold", "MusicOnHoldStart", "MusicOnHoldStop", "ParkedCall", "ParkedCallSwap",
        "UnParkedCall", "ParkedCallTimeOut", "ParkedCallGiveUp", "BlindTransfer", "AttendedTransfer", "Pickup",
        "QueueCallerJoin", "QueueCallerAbandon", "QueueCallerLeave", "AgentRingNoAnswer", "AgentConnect",
        "AgentComplete", "DeviceStateChange", "UserEvent", "FullyBooted", "Shutdown",
    ]

    /// The channel variables that every event of a channel must show.
    static let channelVariables = [
        "SWITCHBOARD_LEG", "SWITCHBOARD_TRANSFER", "SWITCHBOARD_TRANSFEROR_CHANNEL", "SWITCHBOARD_TRANSFEROR_LEG",
    ]

    /// What a message tells.
    /// - Returns: `nil` when it is no event the picture needs, or what it needs is missing in it.
    init?(_ message: AMIMessage) {
        let event: CallEvent? =
            switch message.event {
            case "Newchannel": Self.of(message) { .created($0) }
            case "Newstate", "NewCallerid", "NewConnectedLine": Self.of(message) { .changed($0) }
            case "Hangup":
                Self.of(message) {
                    .hungUp($0, cause: message["Cause"].flatMap { Int($0) } ?? 0, text: message["Cause-txt"] ?? "")
                }
            case "Hold": Self.of(message) { .held($0) }
            case "Unhold": Self.of(message) { .unheld($0) }
            case "MusicOnHoldStart": Self.of(message) { .musicBegan($0) }
            case "MusicOnHoldStop": Self.of(message) { .musicEnded($0) }
            case "DialBegin", "DialEnd": Self.dial(message)
            case "BridgeEnter", "BridgeLeave", "BridgeMerge", "BridgeDestroy": Self.bridge(message)
            case "LocalBridge", "LocalOptimizationBegin", "LocalOptimizationEnd": Self.local(message)
            case "ParkedCall", "ParkedCallSwap", "UnParkedCall", "ParkedCallTimeOut", "ParkedCallGiveUp":
                Self.parking(message)
            case "BlindTransfer", "AttendedTransfer", "Pickup", "Rename": Self.transfer(message)
            case "QueueCallerJoin", "QueueCallerAbandon", "QueueCallerLeave", "AgentRingNoAnswer", "AgentConnect",
                "AgentComplete":
                QueueEvent(message).map { .queue($0) }
            case "DeviceStateChange": Self.device(message)
            case "UserEvent": Self.command(message)
            case "FullyBooted": .fullyBooted
            case "Shutdown": .shutdown
            default: nil
            }
        guard let event else { return nil }
        self = event
    }

    private static func of(_ message: AMIMessage, _ event: (ChannelSnapshot) -> CallEvent) -> CallEvent? {
        ChannelSnapshot(message).map(event)
    }

    private static func dial(_ message: AMIMessage) -> CallEvent? {
        guard let callee = ChannelSnapshot(message, "Dest") else { return nil }
        let caller = ChannelSnapshot(message)
        return message.event == "DialBegin"
            ? .dialBegan(caller: caller, callee: callee, dialString: message["DialString"] ?? "")
            : .dialEnded(caller: caller, callee: callee, status: message["DialStatus"] ?? "")
    }

    private static func bridge(_ message: AMIMessage) -> CallEvent? {
        if message.event == "BridgeMerge" {
            guard let from = message["FromBridgeUniqueid"], let into = message["ToBridgeUniqueid"] else { return nil }
            return .bridgesMerged(from: from, into: into)
        }
        guard let bridge = BridgeSnapshot(message) else { return nil }
        if message.event == "BridgeDestroy" { return .bridgeDestroyed(bridge.id) }
        guard let channel = ChannelSnapshot(message) else { return nil }
        return message.event == "BridgeEnter"
            ? .bridgeEntered(bridge, channel, swapping: message["SwapUniqueid"]) : .bridgeLeft(bridge, channel)
    }

    private static func local(_ message: AMIMessage) -> CallEvent? {
        guard let one = ChannelSnapshot(message, "LocalOne"), let two = ChannelSnapshot(message, "LocalTwo") else {
            return nil
        }
        // LocalOptimizationEnd's Success says No also where it succeeded (seen with 22.10).
        return switch message.event {
        case "LocalBridge": .localConnected(one, two)
        case "LocalOptimizationBegin": .localOptimizationBegan(one, two)
        default: .localOptimizationEnded(one, two)
        }
    }

    private static func parking(_ message: AMIMessage) -> CallEvent? {
        guard let parkee = ChannelSnapshot(message, "Parkee") else { return nil }
        return message.event == "ParkedCall" || message.event == "ParkedCallSwap"
            ? .parked(parkee, lot: message["Parkinglot"] ?? "", space: message["ParkingSpace"] ?? "")
            : .unparked(parkee, retriever: ChannelSnapshot(message, "Retriever"))
    }

    private static func transfer(_ message: AMIMessage) -> CallEvent? {
        switch message.event {
        case "Pickup":
            guard let by = ChannelSnapshot(message), let target = ChannelSnapshot(message, "Target") else { return nil }
            return .pickedUp(by: by, target: target)
        case "Rename":
            guard let id = message["Uniqueid"], let from = message["Channel"], let to = message["Newname"] else {
                return nil
            }
            return .renamed(channel: id, from: from, to: to)
        case "BlindTransfer":
            guard let transferor = ChannelSnapshot(message, "Transferer") else { return nil }
            return .blindTransfer(
                BlindTransfer(
                    result: message["Result"] ?? "", transferor: transferor,
                    transferee: ChannelSnapshot(message, "Transferee"), context: message["Context"] ?? "",
                    extension: message["Extension"] ?? ""))
        default:
            guard let transferor = ChannelSnapshot(message, "OrigTransferer"),
                let second = ChannelSnapshot(message, "SecondTransferer")
            else { return nil }
            return .attendedTransfer(
                AttendedTransfer(
                    result: message["Result"] ?? "", transferor: transferor, second: second,
                    transferee: ChannelSnapshot(message, "Transferee"),
                    target: ChannelSnapshot(message, "TransferTarget"), destination: message["DestType"] ?? ""))
        }
    }

    private static func device(_ message: AMIMessage) -> CallEvent? {
        guard let name = message["Device"], let state = message["State"] else { return nil }
        return .deviceState(name: name, DeviceState(rawValue: state) ?? .unknown)
    }

    /// Only operators' commands; of their fields the first of a name counts.
    private static func command(_ message: AMIMessage) -> CallEvent? {
        guard message["UserEvent"] == "SwitchboardCommand" else { return nil }
        let own: Set = ["event", "privilege", "timestamp", "userevent", "command", "actionid", "systemname"]
        let fields = message.headers.map { ($0.name.lowercased(), $0.value) }.filter { !own.contains($0.0) }
        return .command(
            OperatorCommand(
                name: message["Command"] ?? "", actionID: message.actionID,
                fields: Dictionary(fields) { first, _ in first }))
    }
}
