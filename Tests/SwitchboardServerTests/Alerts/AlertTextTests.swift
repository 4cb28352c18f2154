import Foundation
import Routing
import Storage
import Testing

@testable import SwitchboardServer

/// What people read.
@Suite("alerts in words") struct AlertTextTests {
    private static let noon = AlertPlanTests.noon

    private static func text(_ fact: AlertFact, _ language: String = "en") throws -> AlertText {
        AlertText(fact, table: try AlertPlanTests.table(language: language))
    }

    private static func missed() throws -> AlertFact {
        let record = AlertPlanTests.missed(legs: [("101", nil, .noAnswer), (nil, "+79160000199", .unreachable)])
        return .missedCall(try #require(MissedCallFact(record, table: AlertPlanTests.table())))
    }

    @Test("a missed call, in the office's language and on its clock")
    func missedCall() throws {
        let english = try Self.text(Self.missed())
        #expect(english.subject == "Missed call: Ivan <+79035551234>")
        #expect(
            english.body == """
                Caller: Ivan <+79035551234>
                Dialled: +74951234567 (main line)
                When: 2026-09-21 17:13:20, 0:25
                End: nobody answered
                Tried: 101 (Ivanova): no answer
                Tried: +79160000199: unreachable
                Call: 1790000000.42

                """)
        #expect(try Self.text(Self.missed(), "ru").subject == "Пропущенный звонок: Ivan <+79035551234>")
        #expect(try Self.text(Self.missed(), "ru").body.contains("Вызывали: 101 (Ivanova): не ответил\n"))
        #expect(try Self.text(Self.missed(), "it").subject == "Chiamata persa: Ivan <+79035551234>")
        #expect(try Self.text(Self.missed(), "de").subject == english.subject)
    }

    @Test("every language has a word for everything", arguments: [AlertWords.english, .russian, .italian])
    func words(_ words: AlertWords) {
        for child in Mirror(reflecting: words).children {
            if let text = child.value as? String { #expect(!text.isEmpty, "\(child.label ?? "")") }
        }
        #expect(Set(words.ends.keys) == CallDisposition.allMissed)
        #expect(Set(words.outcomes.keys) == Set(CallRecord.Leg.Outcome.allCases))
    }

    @Test(
        "a caller's name makes no lines and turns no writing",
        arguments: ["a\nDialled: 112", "a\r\nb", "a\u{202E}b", "a\0b"])
    func hostile(name: String) throws {
        let record = AlertPlanTests.missed(name: name)
        let fact = AlertFact.missedCall(try #require(MissedCallFact(record, table: AlertPlanTests.table())))
        let text = try Self.text(fact)
        #expect(text.body.split(separator: "\n").count == 6)
        #expect(!text.subject.contains(name))
        #expect(text.subject.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        #expect(text.body.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    }

    @Test("a message, a callback, a trunk, recordings")
    func others() throws {
        let message = VoicemailFact(id: "1", mailbox: "101", call: "1.1", left: Self.noon, seconds: 83.4)
        #expect(try Self.text(.voicemailLeft(message)).subject == "Message in mailbox 101: number withheld")
        #expect(
            try Self.text(.voicemailLeft(message)).body == """
                Mailbox: 101 (Ivanova)
                Caller: number withheld
                When: 2026-09-21 17:13:20
                Length: 1:23
                Recording: to be heard by phone
                Call: 1.1

                """)
        let callback = CallbackFact(
            id: "7", queue: "support", number: "+79035551234", requested: Self.noon, attempts: 2,
            ended: Self.noon + 600,
            reason: "no answer")
        #expect(
            try Self.text(.callbackFailed(callback)).body == """
                Queue: support
                Client: +79035551234
                Requested: 2026-09-21 17:13:20
                Attempts: 2
                End: 2026-09-21 17:23:20
                Reason: no answer

                """)
        let trunk = TrunkFact(trunk: "main", since: Self.noon, until: Self.noon + 3_723)
        #expect(try Self.text(.trunkUp(trunk)).body == "Trunk: main\nWas down: 2026-09-21 17:13:20, 1:02:03\n")
        let quota = RecordingQuotaFact(id: "1", used: 950_000_000, quota: 1_000_000_000, noticed: Self.noon)
        #expect(try Self.text(.recordingQuota(quota)).subject == "Space for recordings: 95 %")
    }
}
