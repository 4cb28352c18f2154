import Foundation
import OfficeFile
import PhoneNumbers
import Routing
import Testing

@Suite struct OfficeFileTests {
    static let numbering = LibPhoneNumber()
    static let sample = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../examples/office.yaml").standardized

    @Test("the sample applies as it stands, and its export is the same office")
    func sampleRoundTrip() throws {
        let text = try String(contentsOf: Self.sample, encoding: .utf8)
        let office = try OfficeFile.read(text, named: "office.yaml", numbering: Self.numbering).office
        #expect(office.users.map(\.extension) == ["100", "101", "102", "103", "104", "105"])
        #expect(office.users[1].forward.count == 4)
        #expect(office.users[1].voicemail?.pin == "4417")
        #expect(office.users[2].forward.first?.until == LocalDateTime("2026-12-31T18:00"))
        #expect(office.groups[1].members[2] == .init(to: .number("+79160000199"), ring: Seconds(20), confirm: true))
        #expect(office.queues[0].callback?.notify?.webhook == "http://127.0.0.1:8099/callbacks")
        #expect(office.queues[0].otherwise == .init(after: Seconds(300), to: .voicemail("100")))
        #expect(office.menus[0].keys.map(\.key) == ["1", "2", "0"])
        #expect(office.schedules[0].except == ["2026-12-31..2027-01-08", "*-05-09"])
        #expect(office.numbers[0].rules.count == 7)
        #expect(office.numbers[0].rules[4].familiar == .today)

        let exported = try OfficeFile.write(office)
        let again = try OfficeFile.read(exported, named: "export", numbering: Self.numbering).office
        #expect(again == office)
        #expect(try OfficeFile.write(again) == exported)
    }

    @Test("numbers are stored as E.164, however they were written")
    func numbers() throws {
        let text = Self.file(users: "- { extension: 101, name: A, mobile: 8 916 000-01-01 }")
        let office = try OfficeFile.read(text, named: "t", numbering: Self.numbering).office
        #expect(office.users[0].mobile == "+79160000101")
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let user: String
        let line: Int
        let says: String
        var testDescription: String { user }
    }

    @Test(
        "a mistake is named with its line, its key and what was expected",
        arguments: [
            Wrong(
                user: "- { extension: 101, name: A, phone: PJSIP/101, mobil: 8916 }", line: 13,
                says: "users[0].mobil: unknown key mobil; expected mobile, or"),
            Wrong(
                user: "- { extension: 101, name: A }", line: 13,
                says: "nothing that rings; expected a phone: or a mobile:"),
            Wrong(user: "- { name: A, phone: PJSIP/101 }", line: 13, says: "the key extension is missing"),
            Wrong(
                user: "- { extension: 1a, name: A, phone: PJSIP/101 }", line: 13,
                says: "users[0].extension: \"1a\" is not an extension"),
            Wrong(
                user: "- { extension: 101, name: A, phone: \"PJSIP/101&PJSIP/102\" }", line: 13,
                says: "is not a device; expected Asterisk's name"),
            Wrong(
                user: "- { extension: 101, name: A, mobile: 12 }", line: 13,
                says: "users[0].mobile: \"12\" is not a telephone number"),
            Wrong(
                user: "- { extension: 101, name: A, mobile: +12125550123 }", line: 13,
                says: "no trunk may call +12125550123 (US)"),
            Wrong(
                user: "- { extension: 101, name: \"${X}\", phone: PJSIP/101 }", line: 13,
                says: "can't be shown as a name"),
            Wrong(
                user: "- extension: 101\n    name: A\n    phone: PJSIP/101\n    forward:\n      busy: { to: user 109 }",
                line: 17,
                says: "users[0].forward.busy.to: there is no user 109; expected the extension of a user (101)"),
            Wrong(
                user: "- extension: 101\n    name: A\n    phone: PJSIP/101\n    forward:\n      busy: { to: mobile }",
                line: 17,
                says: "users[0].forward.busy.to: user 101 has no mobile"),
            Wrong(
                user:
                    "- extension: 101\n    name: A\n    phone: PJSIP/101\n    forward:\n      busy: { to: voicemail 101 }",
                line: 17,
                says: "user 101 has no mailbox"),
            Wrong(
                user:
                    "- extension: 101\n    name: A\n    phone: PJSIP/101\n    forward:\n      busy: { to: somewhere }",
                line: 17,
                says: "\"somewhere\" does not fit here; expected user 101 · group NAME"),
            Wrong(
                user:
                    "- extension: 101\n    name: A\n    phone: PJSIP/101\n    forward:\n      busy: { to: number +78095001234 }",
                line: 17,
                says: "+78095001234 is a premium-rate number, which is never called"),
            Wrong(
                user:
                    "- extension: 101\n    name: A\n    phone: PJSIP/101\n    forward:\n      noAnswer: { after: 20, to: operator }",
                line: 17,
                says: "users[0].forward.noAnswer.after: \"20\" does not fit here; expected a time like 20s"),
            Wrong(
                user:
                    "- extension: 101\n    name: A\n    phone: PJSIP/101\n    forward:\n      always: { to: operator, until: tomorrow }",
                line: 17,
                says: "expected a time like 2026-12-31T18:00"),
            Wrong(
                user:
                    "- extension: 101\n    name: A\n    phone: PJSIP/101\n    forward:\n      external:\n        busy: { to: user 101 }",
                line: 18,
                says: "users[0].forward.external.busy.to: a user can't forward to himself"),
            Wrong(user: "- [1, 2]", line: 13, says: "users[0]: this is not a mapping"),
        ])
    func mistakes(_ wrong: Wrong) throws {
        let error = try #require(throws: OfficeFileError.self) {
            try OfficeFile.read(Self.file(users: wrong.user), named: "office.yaml", numbering: Self.numbering)
        }
        let lines = error.problems.map(\.description)
        #expect(lines.contains { $0.hasPrefix("office.yaml:\(wrong.line):") && $0.contains(wrong.says) }, "\(lines)")
    }

    @Test(
        "a device is nothing that Dial would take for more",
        arguments: [
            "PJSIP", "PJSIP/", "/101", "PJSIP/101&PJSIP/102", "PJSIP/101,30", "PJSIP/${X}", "PJSIP/1 2", "1PJSIP/101",
            "PJSIP/é", "PJSIP/101)", "Local/1@x\\n",
        ])
    func devices(device: String) throws {
        let text = Self.file(users: "- { extension: 101, name: A, phone: \"\(device)\" }")
        let error = try #require(throws: OfficeFileError.self) {
            try OfficeFile.read(text, named: "f", numbering: Self.numbering)
        }
        #expect(error.description.contains("is not a device") || error.description.contains("control characters"))
    }

    @Test(
        "mail addresses that would be more than one, or none",
        arguments: ["a", "a@", "@b", "a@b@c", "a b@c", "a@b,c@d", "a@b;c"])
    func mail(address: String) throws {
        let text = Self.file(
            users: "- { extension: 101, name: A, phone: PJSIP/101, voicemail: { email: \"\(address)\" } }")
        let error = try #require(throws: OfficeFileError.self) {
            try OfficeFile.read(text, named: "f", numbering: Self.numbering)
        }
        #expect(error.description.contains("f:13:") && error.description.contains("is not an e-mail address"))
    }

    @Test("every mistake is told at once")
    func several() throws {
        let text = Self.file(
            users: "- { extension: 101, name: A, phone: P }\n  - { extension: 101, phone: PJSIP/1, x: 1 }")
        let error = try #require(throws: OfficeFileError.self) {
            try OfficeFile.read(text, named: "f", numbering: Self.numbering)
        }
        #expect(error.problems.count == 2, "what can't be read is told before what does not fit: \(error)")
    }

    @Test(
        "what is no YAML names the line",
        arguments: ["office: [", "a: b: c", "version: 1\nversion: 1", "", "- 1", "\u{0}"])
    func notYAML(text: String) throws {
        let error = try #require(throws: OfficeFileError.self) {
            try OfficeFile.read(text, named: "f", numbering: Self.numbering)
        }
        #expect(error.description.hasPrefix("f:"))
    }

    @Test("duplicates are refused")
    func duplicates() throws {
        let text = Self.file(
            users: "- { extension: 101, name: A, phone: PJSIP/101 }\n  - { extension: 101, name: B, phone: PJSIP/101 }")
        let error = try #require(throws: OfficeFileError.self) {
            try OfficeFile.read(text, named: "f", numbering: Self.numbering)
        }
        let lines = error.problems.map(\.description)
        #expect(lines.contains { $0.hasPrefix("f:14:") && $0.contains("extension 101 is there already") })
        #expect(lines.contains { $0.hasPrefix("f:14:") && $0.contains("phone PJSIP/101 is there already") })
    }

    @Test("extensions that hide emergency numbers are a warning with a sentence")
    func warnings() throws {
        let text = Self.file(users: "- { extension: 103, name: A, phone: PJSIP/103 }")
        var warnings: [LocatedProblem] = []
        _ = try OfficeFile.read(text, named: "f", numbering: Self.numbering) { warnings.append($0) }
        #expect(warnings.map(\.description).contains { $0.contains("warning: 103: emergency numbers in RU") })
    }

    /// Users begin in line 13.
    private static func file(users: String) -> String {
        """
        version: 1
        office:
          name: Test
          country: RU
          timezone: Europe/Moscow
          operator: \(users.contains("103") ? "user 103" : "user 101")
        trunks:
          - name: main
            dial: PJSIP/{number}@main
            callerId: +74951234567
            allow: [RU, IT]
        users:
          \(users)
        """
    }
}
