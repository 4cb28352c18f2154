import Foundation

/// The header of a message (RFC 5322), but for what libcurl's MIME part adds.
enum MailHeaders {
    /// Characters of a subject at most.
    private static let longestSubject = 200

    /// One element a field, folded where it is long.
    ///
    /// - Throws: ``DeliveryFailure/permanent(_:)`` for an address or ID that can't stand in a header.
    static func fields(of message: MailMessage, from sender: String) throws(DeliveryFailure) -> [String] {
        for address in [message.to, sender] where !MailAddress.isValid(address) {
            throw .permanent("\"\(EncodedWord.oneLine(address))\" is no address that mail can be sent to or from")
        }
        guard !message.id.isEmpty, message.id.utf8.allSatisfy(isIDCharacter) else {
            throw .permanent("\"\(EncodedWord.oneLine(message.id))\" can't be a Message-ID")
        }
        let name = EncodedWord.phrase(message.senderName)
        return [
            "Date: \(date(message.date))",
            "From: \(name.isEmpty ? "" : name + " ")<\(sender)>",
            "To: <\(message.to)>",
            "Subject: \(EncodedWord.header(String(message.subject.prefix(longestSubject))))",
            "Message-ID: <\(message.id)@\(MailAddress.domain(of: sender))>",
            // Nobody answers it automatically (RFC 3834 §5).
            "Auto-Submitted: auto-generated",
            "Switchboard-Alert: \(message.id)",
        ]
    }

    /// `Sat, 21 Nov 2026 14:31:29 +0000` (RFC 5322 §3.3), whatever the locale.
    static func date(_ date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.weekday, .day, .month, .year, .hour, .minute, .second], from: date)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return String(
            format: "%@, %d %@ %04d %02d:%02d:%02d +0000", days[(parts.weekday ?? 1) - 1], parts.day ?? 1,
            months[(parts.month ?? 1) - 1], parts.year ?? 1970, parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0)
    }

    private static func isIDCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
