import Foundation
import Testing

@testable import Alerts

/// What a caller chose stands in headers: it may not become headers.
@Suite("headers of mails") struct MailHeadersTests {
    private static func message(
        id: String = "missedCall-1", to: String = "a@b.example", name: String = "Office",
        subject: String = "Missed call"
    ) -> MailMessage {
        MailMessage(
            id: id, to: to, senderName: name, subject: subject, text: "text", date: Date(timeIntervalSince1970: 0))
    }

    /// Decodes what RFC 2047 encodes, as a reader would.
    private static func decoded(_ field: String) -> String {
        let unfolded = field.replacing("\r\n ", with: " ")
        var (text, rest) = ("", Substring(unfolded))
        var wasWord = false
        while let match = rest.firstMatch(of: /=\?utf-8\?B\?([A-Za-z0-9+\/=]*)\?=/) {
            let between = rest[..<match.range.lowerBound]
            // Space between two words is no part of the text.
            if !(wasWord && between.allSatisfy { $0 == " " }) { text += between }
            text += String(decoding: Data(base64Encoded: String(match.1)) ?? Data(), as: UTF8.self)
            rest = rest[match.range.upperBound...]
            wasWord = true
        }
        return text + rest
    }

    @Test("the fields of a plain message")
    func plain() throws {
        #expect(
            try MailHeaders.fields(of: Self.message(), from: "pbx@office.example")
                == [
                    "Date: Thu, 01 Jan 1970 00:00:00 +0000", "From: Office <pbx@office.example>", "To: <a@b.example>",
                    "Subject: Missed call", "Message-ID: <missedCall-1@office.example>",
                    "Auto-Submitted: auto-generated",
                    "Switchboard-Alert: missedCall-1",
                ].map { $0.replacing("01 Jan", with: "1 Jan") })
    }

    @Test(
        "any text comes through, and no line is added or too long",
        arguments: [
            "Пропущенный звонок от +79035551234", String(repeating: "ё", count: 199), "👩‍👩‍👧 ring", "=?utf-8?B?0J8=?=",
            "a\r\nBcc: victim@example.org", "a\nBcc: victim@example.org", "a\u{2028}b", "nul\0byte", "\u{202E}desrever",
            String(repeating: "long subject ", count: 15), "", " ", "\"quotes\" <and@brackets>",
        ])
    func texts(subject: String) throws {
        let fields = try MailHeaders.fields(
            of: Self.message(name: subject, subject: subject), from: "pbx@office.example")
        #expect(fields.count == 7)
        for field in fields {
            for line in field.components(separatedBy: "\r\n") {
                #expect(line.utf8.count <= 90, "\(line)")
                #expect(line.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(line)")
            }
            // A line end is followed by a space: the field goes on.
            #expect(field.components(separatedBy: "\r\n").dropFirst().allSatisfy { $0.hasPrefix(" =?") })
        }
        let seen = EncodedWord.oneLine(subject)
        #expect(Self.decoded(fields[3]) == "Subject: " + seen.prefix(200))
        #expect(Self.decoded(fields[1]) == "From: " + (seen.isEmpty ? "" : seen + " ") + "<pbx@office.example>")
    }

    @Test(
        "what is no single plain address is refused for good",
        arguments: [
            "", "a", "a@", "@b", "a@b@c", "a b@c.example", "a@b.example,c@d.example", "a@b.example\r\nBcc: x@y",
            "<a@b>",
            "\"a b\"@c.example", "иван@example.org", "a@пример.рф", "a@b..example", ".a@b", "a@b.example>",
            "a@[127.0.0.1]",
            String(repeating: "a", count: 65) + "@b.example", "a@" + String(repeating: "b", count: 254),
        ])
    func addresses(address: String) {
        #expect(!MailAddress.isValid(address))
        #expect {
            try MailHeaders.fields(of: Self.message(to: address), from: "pbx@office.example")
        } throws: {
            if case .permanent? = $0 as? DeliveryFailure { true } else { false }
        }
    }

    @Test("usual addresses are taken", arguments: ["a@b", "first.last+tag@mail.example.org", "o'neil@x-y.example"])
    func usual(address: String) { #expect(MailAddress.isValid(address)) }

    @Test("an ID that would end the header is refused", arguments: ["", "a b", "a>b", "a\r\nb", "ä"])
    func ids(id: String) {
        #expect(throws: DeliveryFailure.self) {
            try MailHeaders.fields(of: Self.message(id: id), from: "pbx@office.example")
        }
    }
}
