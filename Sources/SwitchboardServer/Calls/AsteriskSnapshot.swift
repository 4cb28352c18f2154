import AMI
import CallControl
import Foundation

/// What Asterisk says is there after a login.
struct AsteriskSnapshot: Sendable {
    /// How long the dialplan's records of ended channels are kept, in seconds (switchboard-ended in extensions.conf:
    /// twelve slots of ten minutes, of which the one in use was emptied).
    static let remembered = 6_600.0
    /// How long a slot lasts.
    private static let slot = 600

    /// The lists.
    let picture: PictureSnapshot
    /// The channels that have ended lately.
    let ended: [EndedChannel]
    /// What the dialplan has written down of callbacks.
    let callbacks: CallbackTraces
    /// When they were taken, by Asterisk's clock.
    let moment: Date

    /// Asks for them.
    ///
    /// - Parameter endedSince: records of channels that ended earlier are of no interest.
    init(of client: AMIClient, endedSince start: Date) async throws {
        func list(_ name: String, _ fields: KeyValuePairs<String, String> = [:]) async throws -> AMIReply {
            try await client.send(AMIAction(name, fields), within: .seconds(10))
        }
        let ping = try await list("Ping")
        let moment = ping.response["Timestamp"].flatMap(Double.init).map { Date(timeIntervalSince1970: $0) } ?? Date()
        let channels = try await list("CoreShowChannels")
        guard channels.isSuccess else { throw AsteriskRefusal(action: "CoreShowChannels", message: channels.message) }
        // No list shows who is on hold.
        var held: Set<String> = []
        for channel in channels.events {
            guard let id = channel["Uniqueid"], let name = channel["Channel"], channel["BridgeId"]?.isEmpty == false
            else { continue }
            let hold = try await list("Getvar", ["Channel": name, "Variable": "CHANNEL(onhold)"])
            if hold.response["Value"] == "1" { held.insert(id) }
        }
        let bridges = try await list("BridgeList")
        let devices = try await list("DeviceStateList")
        // res_parking is not loaded everywhere; then nobody is parked.
        let parked = try await list("ParkedCalls")
        // Neither is app_queue.
        let queues = try await list("QueueStatus")
        var ended: [EndedChannel] = []
        let first = Int(max(start, moment.addingTimeInterval(-Self.remembered)).timeIntervalSince1970) / Self.slot
        let last = max(first, Int(moment.timeIntervalSince1970) / Self.slot)
        for slot in first...last {
            // No such family: nothing ended then.
            let records = try await list("DBGetTree", ["Family": "switchboard-ended/\(slot % 12)"])
            ended += records.events.compactMap(EndedChannel.init)
        }
        callbacks = CallbackTraces(try await list("DBGetTree", ["Family": CallbackTraces.family]).events)
        self.moment = moment
        self.ended = ended
        picture = PictureSnapshot(
            channels: channels.events, bridges: bridges.events, devices: devices.events, parked: parked.events,
            queues: queues.events, held: held,
            ended: Dictionary(ended.map { ($0.id, $0.end) }) { first, _ in first }, at: moment)
    }
}

/// Asterisk does not answer the account's question.
struct AsteriskRefusal: Error, CustomStringConvertible {
    let action: String
    let message: String

    var description: String {
        "\(action): \(message) (the account needs write = call,reporting,user,agent,originate: see asterisk-conf/include/manager.conf)"
    }
}
