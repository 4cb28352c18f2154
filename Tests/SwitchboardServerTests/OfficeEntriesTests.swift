import Foundation
import OfficeFile
import PhoneNumbers
import Routing
import Storage
import Testing

@testable import SwitchboardServer

@Suite("the office in the store") struct OfficeEntriesTests {
    static let numbering = LibPhoneNumber()
    static let sample = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../examples/office.yaml").standardized

    static func office(_ edit: (String) -> String = { $0 }) throws -> CheckedOffice {
        let text = edit(try String(contentsOf: sample, encoding: .utf8))
        return try OfficeFile.read(text, named: "office.yaml", numbering: numbering)
    }

    @Test("everything in the file comes back, what this version can't decide included")
    func roundTrip() throws {
        let office = try Self.office().office
        var reader = EntryReader()
        #expect(try Office(entries: try office.entries(), reader: &reader) == office)
        #expect(try Office(entries: [], reader: &reader) == nil)
    }

    @Test("a reader that remembers sees every change, and forgets what is gone")
    func remembering() throws {
        var reader = EntryReader()
        let before = try Self.office().office
        _ = try Office(entries: try before.entries(), reader: &reader)
        let after = try Self.office {
            $0.replacing("name: Reception", with: "name: Front desk").replacing(
                "extension: 103", with: "extension: 109"
            )
            .replacing("user 103", with: "user 109")
        }.office
        #expect(try Office(entries: try after.entries(), reader: &reader) == after)
        #expect(try Office(entries: try before.entries(), reader: &reader) == before)
        var broken = try before.entries()
        broken[2].body = "{}"
        #expect(throws: EntryError.self) { try Office(entries: broken, reader: &reader) }
    }

    @Test("a change is told value by value, and a PIN is not")
    func difference() throws {
        let before = try Self.office().office.entries()
        let after = try Self.office {
            $0.replacing("busy: { to: user 102 }", with: "busy: { to: user 103 }")
                .replacing("callWaiting: false", with: "callWaiting: true").replacing("4417", with: "9999")
        }.office.entries()
        let difference = OfficeDifference(from: before, to: after)
        #expect(difference.items.map(\.name) == ["user 101"])
        #expect(
            difference.items.first?.values == [
                "callWaiting: false → true", "forward[0].to: user 102 → user 103", "voicemail.pin: changed",
            ])
        #expect(OfficeDifference(from: before, to: before).items.isEmpty)
        let fewer = OfficeDifference(from: before, to: Array(before.dropLast()))
        #expect(fewer.items.map(\.name) == ["number +74951234568"])
        #expect(fewer.items.map(\.change) == [.removed])
    }

    @Test("applying is one revision, applying again is none, and a dry run changes nothing")
    func apply() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let repository = try OfficeRepository(database: folder.appending(path: "s.db").path)
        #expect(try repository.office() == nil)
        let office = try Self.office()
        let dry = try repository.apply(office, author: "a", comment: "c", dryRun: true)
        // The office, 1 trunk, 6 users, 3 groups, 1 queue, 1 menu, 2 schedules, 2 numbers.
        #expect(dry.difference.items.count == 17)
        #expect(try repository.office() == nil)
        #expect(try repository.apply(office, author: "a", comment: "c").revision == 1)
        #expect(try repository.apply(office, author: "a", comment: "c").revision == 1)
        #expect(try repository.office()?.office.office == office.office)
        #expect(try repository.history(limit: 5).map(\.comment) == ["c"])
    }

    @Test("mailboxes are written so that a name stays a name")
    func mailboxes() throws {
        let settings = OfficeSettings(
            name: "T", country: "RU", timezone: "Europe/Moscow", language: "ru", operator: .user("101"))
        let user = User(
            extension: "101", name: "Bob, 9999,x@y.z;[a]=|\"", phone: "PJSIP/101", languages: ["it"],
            voicemail: VoicemailBox(email: "bob@example.org", pin: "4417"))
        let none = User(extension: "102", name: "None", phone: "PJSIP/102")
        let office = Office(settings: settings, users: [user, none])
        let lines = MailboxFile.contents(office).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.last?.split(separator: ",", omittingEmptySubsequences: false).count == 5)
        #expect(lines.last?.hasPrefix("101 => 4417,Bob") == true)
        #expect(lines.last?.hasSuffix(",bob@example.org,,language=it") == true)
        // Where we mail the messages Asterisk must not.
        #expect(MailboxFile.contents(office, mailedByAsterisk: false).hasSuffix(",,,language=it\n"))
    }
}
