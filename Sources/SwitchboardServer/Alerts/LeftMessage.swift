import AMI
import Foundation

/// What the dialplan has written down of a message (extensions.conf, switchboard-message).
struct LeftMessage: Sendable, Hashable {
    /// Uniqueid of the channel that left it.
    let channel: String
    /// Linkedid of its call.
    let call: String
    /// When it was left.
    let moment: Date
    /// The mailbox.
    let mailbox: String
    /// Its file without folder and type: `msg0003`.
    let file: String
    /// The caller's number; `nil`: withheld.
    let number: String?
    /// The name that was shown with it.
    let name: String?

    /// An entry of DBGetTree: `Key: /switchboard-messages/5/5/1700000000.42`,
    /// `Val: 1700000000.41|1700000012.345|101|msg0003|+79035551234|Ivan`.
    ///
    /// Mailbox and file become parts of a path: digits, and what app_voicemail names its files (`make_file`).
    init?(_ record: AMIMessage) {
        guard let channel = record["Key"]?.split(separator: "/").last, let value = record["Val"] else { return nil }
        let parts = value.split(separator: "|", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, let seconds = Double(parts[1]), Self.isNumber(parts[2]), parts[3].hasPrefix("msg"),
            Self.isNumber(String(parts[3].dropFirst(3)))
        else { return nil }
        self.channel = String(channel)
        call = parts[0]
        moment = Date(timeIntervalSince1970: seconds)
        (mailbox, file) = (parts[2], parts[3])
        number = parts[4].isEmpty ? nil : parts[4]
        name = parts[5].isEmpty ? nil : parts[5]
    }

    /// Whether an event says that there is one. Operators may send such events, too: what there is, the dialplan tells.
    static func isAnnounced(by message: AMIMessage) -> Bool {
        message.event == "UserEvent" && message["UserEvent"] == "SwitchboardMessage"
    }

    private static func isNumber(_ text: String) -> Bool {
        (1...10).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
