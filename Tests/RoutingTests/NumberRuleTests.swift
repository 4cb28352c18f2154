import Foundation
import Routing
import Testing

/// The rules of a number: who calls, and when. Each office asks one rule; `hit` says that it fits.
@Suite("rules of a number") struct NumberRuleTests {
    static let schedules = """
        schedules:
          - { name: hours, open: ["Mon-Fri 09:00-18:00", "Sat 10:00-14:00"], except: ["2026-12-31..2027-01-08", "*-05-09"] }
          - { name: night, open: ["daily 22:00-06:00"] }
          - { name: rome, open: ["daily 09:00-18:00"], zone: Europe/Rome }
          - { name: rome small hours, open: ["daily 02:00-03:00"], zone: Europe/Rome }
          - { name: rome night, open: ["daily 22:00-06:00"], zone: Europe/Rome }
        """

    static func office(rules: String, overrides: [ScheduleOverride] = [], number: String = "") throws -> TestOffice {
        try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100, languages: [it], voicemail: { pin: "1200" } }
                \(schedules)
                lists:
                  - { name: vip, numbers: [8 903 555-00-01, +390612345678] }
                  - { name: empty, numbers: [] }
                numbers:
                  - { number: +74951234567, \(number) rules: [ \(rules) ] }
                """), overrides: overrides)
    }

    /// Whether a rule with these conditions fits.
    private static func fits(
        _ conditions: String, from caller: String? = "+79035550001",
        at moment: Date = TestOffice.moment("2026-11-20T12:00"),
        overrides: [ScheduleOverride] = []
    ) throws -> Bool {
        try office(rules: "{ \(conditions), to: play hit }, { to: play miss }", overrides: overrides)
            .way(to: "+74951234567", from: caller, at: moment) == ["say hit"]
    }

    // MARK: Who calls

    struct Caller: Sendable, CustomTestStringConvertible {
        let caller: String
        let fits: [String?]
        let misses: [String?]
        var testDescription: String { caller }
    }

    @Test(
        "who calls",
        arguments: [
            Caller(
                caller: "[+79035550001]", fits: ["+79035550001", "89035550001", "79035550001"],
                misses: ["+79035550002", nil]),
            Caller(caller: "8 903 555-00-01", fits: ["+79035550001"], misses: ["+79035550002"]),
            Caller(
                caller: "\"+7812*\"", fits: ["+78125550001", "88125550001"],
                misses: ["+78135550001", "+79035550001", "+39781255500", nil]),
            Caller(caller: "country IT", fits: ["+390612345678", "+393331234567"], misses: ["+79035550001", nil]),
            // +7 is not Russia's alone.
            Caller(caller: "country RU", fits: ["+79035550001"], misses: ["+77012345678", "+390612345678"]),
            Caller(
                caller: "abroad", fits: ["+390612345678", "390612345678", "+77012345678"],
                misses: ["+79035550001", "89035550001", nil, "", "anonymous", "100"]),
            Caller(
                caller: "anonymous", fits: [nil, "", "anonymous", "unknown", "Restricted"],
                misses: ["+79035550001", "100"]),
            Caller(
                caller: "list vip", fits: ["+79035550001", "89035550001", "+390612345678"],
                misses: ["+79035550002", nil]),
            Caller(caller: "list empty", fits: [], misses: ["+79035550001", nil]),
            Caller(
                caller: "[\"+7812*\", country IT, anonymous, +79035550001]",
                fits: ["+78125550001", "+390612345678", nil, "+79035550001"],
                misses: ["+79035550002", "+4915112345678"]),
        ])
    func caller(_ one: Caller) throws {
        for caller in one.fits { #expect(try Self.fits("caller: \(one.caller)", from: caller), "\(caller ?? "nil")") }
        for caller in one.misses {
            #expect(try !Self.fits("caller: \(one.caller)", from: caller), "\(caller ?? "nil")")
        }
    }

    @Test("all conditions of a rule must hold")
    func all() throws {
        let open = TestOffice.moment("2026-11-20T12:00")
        let shut = TestOffice.moment("2026-11-20T19:00")
        let rule = "caller: list vip, during: hours"
        #expect(try Self.fits(rule, at: open))
        #expect(try !Self.fits(rule, at: shut))
        #expect(try !Self.fits(rule, from: "+79035550002", at: open))
    }

    @Test("the first rule that fits wins; where none does, the operator; the explanation names the rule")
    func order() throws {
        let office = try Self.office(
            rules:
                "{ caller: abroad, to: play a }, { caller: country IT, to: play b }, { caller: list vip, to: play c }",
            number: "name: main line,")
        #expect(office.way(to: "+74951234567", from: "+390612345678") == ["say a"])
        #expect(office.way(to: "+74951234567") == ["say c"])
        #expect(office.way(to: "+74951234567", from: nil) == ["PJSIP/100 30s"])
        #expect(
            office.decisions(to: "+74951234567")[0].explanation
                == ["+74951234567 (main line), rule 3: caller +79035550001 is list vip → play c"])
        #expect(
            office.decisions(to: "+74951234567", from: nil)[0].explanation
                .contains("+74951234567 (main line): no rule fits, the operator takes the call"))
    }

    @Test("the failure route rings what the first rule without conditions says")
    func lastGood() throws {
        let table = try Self.office(
            rules: "{ caller: abroad, to: busy }, { language: en }, { to: user 100 }, { to: number +79160000199 }"
        ).table
        let call = table.call(.external, to: "+74951234567", from: "+390612345678")
        #expect(table.lastGood(for: call) == [.phone("PJSIP/100")])
    }

    // MARK: When

    struct Time: Sendable, CustomTestStringConvertible {
        let schedule: String
        /// With its offset from UTC.
        let time: String
        let isOpen: Bool
        var testDescription: String { "\(schedule) \(time) \(isOpen)" }

        init(_ schedule: String, _ time: String, _ isOpen: Bool) {
            (self.schedule, self.time, self.isOpen) = (schedule, time, isOpen)
        }
    }

    @Test(
        "during and outside, to the second",
        arguments: [
            Time("hours", "2026-11-20T08:59:59+03:00", false), Time("hours", "2026-11-20T09:00:00+03:00", true),
            Time("hours", "2026-11-20T17:59:59+03:00", true), Time("hours", "2026-11-20T18:00:00+03:00", false),
            // Saturday, Sunday.
            Time("hours", "2026-11-21T13:59:59+03:00", true), Time("hours", "2026-11-21T14:00:00+03:00", false),
            Time("hours", "2026-11-22T12:00:00+03:00", false),
            // The New Year holidays, both ends included; May 9th of any year.
            Time("hours", "2026-12-30T12:00:00+03:00", true), Time("hours", "2026-12-31T12:00:00+03:00", false),
            Time("hours", "2027-01-08T12:00:00+03:00", false), Time("hours", "2027-01-11T12:00:00+03:00", true),
            Time("hours", "2025-05-09T12:00:00+03:00", false), Time("hours", "2029-05-09T12:00:00+03:00", false),
            Time("hours", "2029-05-10T12:00:00+03:00", true),
            // Over midnight.
            Time("night", "2026-11-20T21:59:59+03:00", false), Time("night", "2026-11-20T22:00:00+03:00", true),
            Time("night", "2026-11-20T23:59:59+03:00", true), Time("night", "2026-11-21T00:00:00+03:00", true),
            Time("night", "2026-11-21T05:59:59+03:00", true), Time("night", "2026-11-21T06:00:00+03:00", false),
            // On the schedule's clock, not the office's.
            Time("rome", "2026-11-20T10:59:59+03:00", false), Time("rome", "2026-11-20T11:00:00+03:00", true),
            Time("rome", "2026-11-20T19:59:59+03:00", true), Time("rome", "2026-11-20T20:00:00+03:00", false),
            // Rome's clocks go forward on 2026-03-29, from 02:00 to 03:00 (tz database): 18:00 comes an hour sooner.
            Time("rome", "2026-03-28T16:59:59Z", true), Time("rome", "2026-03-28T17:00:00Z", false),
            Time("rome", "2026-03-29T06:59:59Z", false), Time("rome", "2026-03-29T07:00:00Z", true),
            Time("rome", "2026-03-29T15:59:59Z", true), Time("rome", "2026-03-29T16:00:00Z", false),
            Time("rome night", "2026-03-29T00:59:59Z", true), Time("rome night", "2026-03-29T01:00:00Z", true),
            Time("rome night", "2026-03-29T03:59:59Z", true), Time("rome night", "2026-03-29T04:00:00Z", false),
            // The hour that is not shown.
            Time("rome small hours", "2026-03-29T00:59:59Z", false),
            Time("rome small hours", "2026-03-29T01:00:00Z", false),
            // They go back on 2026-10-25, from 03:00 to 02:00: that hour is shown, and open, twice.
            Time("rome small hours", "2026-10-24T23:59:59Z", false),
            Time("rome small hours", "2026-10-25T00:00:00Z", true),
            Time("rome small hours", "2026-10-25T01:59:59Z", true),
            Time("rome small hours", "2026-10-25T02:00:00Z", false),
            Time("rome night", "2026-10-25T04:59:59Z", true), Time("rome night", "2026-10-25T05:00:00Z", false),
            Time("rome", "2026-10-25T16:59:59Z", true), Time("rome", "2026-10-25T17:00:00Z", false),
        ])
    func time(_ one: Time) throws {
        let moment = try Date(one.time, strategy: .iso8601)
        #expect(try Self.fits("during: \(one.schedule)", at: moment) == one.isOpen)
        #expect(try Self.fits("outside: \(one.schedule)", at: moment) == !one.isOpen)
    }

    @Test("an override holds until its minute on the schedule's clock, or until it is taken back")
    func override() throws {
        let noon = TestOffice.moment("2026-11-20T12:00")
        let shut = try #require(LocalDateTime("2026-11-20T15:00"))
        let closed = [ScheduleOverride(schedule: "hours", isOpen: false, until: shut)]
        #expect(try !Self.fits("during: hours", at: noon, overrides: closed))
        #expect(try Self.fits("outside: hours", at: noon, overrides: closed))
        let end = TestOffice.moment("2026-11-20T15:00")
        #expect(try !Self.fits("during: hours", at: end.addingTimeInterval(-1), overrides: closed))
        #expect(try Self.fits("during: hours", at: end, overrides: closed))
        #expect(try Self.fits("during: night", at: TestOffice.moment("2026-11-20T23:00"), overrides: closed))
        // 15:00 in Rome is 17:00 in Moscow.
        let rome = [ScheduleOverride(schedule: "rome", isOpen: false, until: shut)]
        #expect(try !Self.fits("during: rome", at: TestOffice.moment("2026-11-20T16:59"), overrides: rome))
        #expect(try Self.fits("during: rome", at: TestOffice.moment("2026-11-20T17:00"), overrides: rome))
        // A holiday that is worked, for good.
        let open = [ScheduleOverride(schedule: "hours", isOpen: true)]
        #expect(try Self.fits("during: hours", at: TestOffice.moment("2027-01-01T03:00"), overrides: open))
    }

    @Test("why a schedule decides is said")
    func reasons() throws {
        func why(_ condition: String, at time: String, overrides: [ScheduleOverride] = []) throws -> String? {
            try Self.office(rules: "{ \(condition), to: play hit }", overrides: overrides)
                .decisions(to: "+74951234567", at: TestOffice.moment(time))[0].explanation.first
        }
        let rule = "+74951234567, rule 1: "
        #expect(
            try why("during: hours", at: "2026-11-20T12:00")
                == rule + "during hours (open: Mon-Fri 09:00-18:00) → play hit")
        #expect(
            try why("outside: hours", at: "2027-01-01T12:00")
                == rule + "outside hours (closed: 2026-12-31..2027-01-08) → play hit")
        let held = ScheduleOverride(schedule: "hours", isOpen: false, until: LocalDateTime("2026-11-20T15:00"))
        #expect(
            try why("outside: hours", at: "2026-11-20T12:00", overrides: [held])
                == rule + "outside hours (held closed by hand until 2026-11-20T15:00) → play hit")
    }

    // MARK: Language

    @Test(
        "the language of what the caller hears",
        arguments: [
            // The office's; the number's; a rule's; one that only sets it, and one after it.
            ("", "{ to: menu m }", "ru"), ("language: it,", "{ to: menu m }", "it"),
            ("language: it,", "{ language: en, to: menu m }", "en"),
            ("", "{ caller: list vip, language: en }, { to: menu m }", "en"),
            ("", "{ caller: list empty, language: en }, { to: menu m }", "ru"),
            ("", "{ language: en }, { caller: list vip, language: de, to: menu m }", "de"),
            // Who is sent to those who speak a language understands it, unless the rule itself says otherwise.
            ("", "{ to: speakers it }", "it"), ("language: de,", "{ to: speakers it }", "it"),
            ("", "{ language: en }, { to: speakers it }", "it"), ("", "{ language: en, to: speakers it }", "en"),
        ])
    func language(number: String, rules: String, language: String) throws {
        let office = try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100, languages: [it] }
                menus:
                  - { name: m, greeting: g, wait: 5s, attempts: 2, silence: { to: operator }, mistake: { to: operator } }
                lists:
                  - { name: vip, numbers: [+79035550001] }
                  - { name: empty, numbers: [] }
                numbers:
                  - { number: +74951234567, \(number) rules: [ \(rules) ] }
                """))
        let decisions = office.decisions(to: "+74951234567", then: [.keys("5"), .keys("5")])
        for decision in decisions.prefix(rules.contains("menu") ? 3 : 1) {
            let cursor = try #require(CallCursor(decision.cursor.description))
            let call = office.table.call(.external, to: "+74951234567", from: "+79035550001")
            #expect(office.table.language(for: call, at: cursor) == language)
        }
        #expect(decisions[0].step != .failure)
    }

    @Test("colleagues hear their own language, but a number's and a rule's come before it")
    func colleagues() throws {
        let office = try Self.office(rules: "{ during: night, language: en }, { to: play hit }")
        func language(_ dialled: String, at time: String) -> String {
            let call = office.table.call(.internal(device: "PJSIP/100"), to: dialled, from: nil)
            let decision = office.table.next(call, at: TestOffice.moment(time))
            return office.table.language(for: call, at: decision.cursor)
        }
        #expect(language("84951234567", at: "2026-11-20T12:00") == "it")
        #expect(language("84951234567", at: "2026-11-20T23:00") == "en")
        #expect(language("100", at: "2026-11-20T23:00") == "it")
    }
}
