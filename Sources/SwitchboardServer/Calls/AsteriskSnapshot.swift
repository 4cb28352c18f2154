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
        let bridges = try await list("BridgeList")
        let devices = try await list("DeviceStateList")
        // res_parking is not loaded everywhere; then nobody is parked.
        let parked = try await list("ParkedCalls")
        var ended: [String: PictureSnapshot.Ended] = [:]
        let first = Int(max(start, moment.addingTimeInterval(-Self.remembered)).timeIntervalSince1970) / Self.slot
        let last = max(first, Int(moment.timeIntervalSince1970) / Self.slot)
        for slot in first...last {
            // No such family: nothing ended then.
            for record in try await list("DBGetTree", ["Family": "switchboard-ended/\(slot % 12)"]).events {
                if let (id, end) = Self.end(record) { ended[id] = end }
            }
        }
        self.moment = moment
        picture = PictureSnapshot(
            channels: channels.events, bridges: bridges.events, devices: devices.events, parked: parked.events,
            ended: ended, at: moment)
    }

    /// `Key: /switchboard-ended/3/1700000000.42`, `Val: 1700000000.41|1700000012.345|16`.
    private static func end(_ record: AMIMessage) -> (String, PictureSnapshot.Ended)? {
        guard let id = record["Key"]?.split(separator: "/").last, let value = record["Val"] else { return nil }
        let parts = value.split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 3, let seconds = Double(parts[1]) else { return nil }
        return (
            String(id), .init(moment: Date(timeIntervalSince1970: seconds), cause: Int(parts[2]) ?? 0)
        )
    }
}

/// Asterisk does not answer the account's question.
struct AsteriskRefusal: Error, CustomStringConvertible {
    let action: String
    let message: String

    var description: String {
        "\(action): \(message) (the account needs write = call,reporting,user: see asterisk-conf/include/manager.conf)"
    }
}
