import AMI
import CallControl
import Foundation

/// What the dialplan has written down of a channel's end (extensions.conf, switchboard-ended).
struct EndedChannel: Sendable, Hashable {
    /// Uniqueid.
    let id: String
    /// Linkedid of its call.
    let call: String
    /// When, and by which cause.
    let end: PictureSnapshot.Ended
    /// It had been answered.
    let wasUp: Bool
    /// Its name.
    let name: String

    /// An entry of DBGetTree: `Key: /switchboard-ended/1/2833333/1700000000.42`,
    /// `Val: 1700000000.41|1700000012.345|16|Up|PJSIP/101-0000002a`.
    init?(_ record: AMIMessage) {
        guard let id = record["Key"]?.split(separator: "/").last, let value = record["Val"] else { return nil }
        let parts = value.split(separator: "|", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, let seconds = Double(parts[1]) else { return nil }
        self.id = String(id)
        call = parts[0]
        end = .init(moment: Date(timeIntervalSince1970: seconds), cause: Int(parts[2]) ?? 0)
        wasUp = parts[3] == "Up"
        name = parts[4]
    }

    /// When it came up.
    var began: Date { Date(uniqueID: id) ?? end.moment }
}
