import Foundation
import Routing
import Testing

/// Rules for callers who have talked with somebody before.
@Suite("familiar employees") struct FamiliarTests {
    private static let noon = TestOffice.moment("2026-11-20T12:00")

    private static func office(_ rules: String) throws -> TestOffice {
        try TestOffice(
            TestOffice.yaml(
                trunks: """
                    trunks:
                      - { name: main, dial: "PJSIP/{number}@main", callerId: +74951234567, allow: [RU] }
                      - { name: second, dial: "PJSIP/{number}@second", callerId: +74951234568, allow: [RU] }
                    """,
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100 }
                  - extension: 101
                    name: A
                    phone: PJSIP/101
                    callWaiting: false
                    voicemail: { pin: "1200" }
                    forward: { busy: { to: voicemail 101 }, noAnswer: { to: hangup, after: 40s }, unreachable: { to: hangup } }
                  - { extension: 102, name: B, mobile: +79160000102 }
                  - { extension: 103, name: C, phone: PJSIP/103, shift: night }
                  - { extension: 104, name: D, phone: PJSIP/104 }
                groups:
                  - { extension: 600, name: sales, strategy: ringall, ring: 9s, members: [user 101, user 104], otherwise: { to: busy } }
                menus:
                  - { name: m, greeting: g, keys: { 1: group sales }, wait: 5s, attempts: 1, silence: { to: operator }, mistake: { to: operator } }
                schedules:
                  - { name: night, open: ["daily 22:00-06:00"] }
                  - { name: afternoon, open: ["daily 12:00-18:00"] }
                lists:
                  - { name: vip, numbers: [+79035550001] }
                numbers:
                  - { number: +74951234567, rules: [ \(rules) ] }
                """))
    }

    private static func talks(_ talks: [(String, Date)]) -> CallMemory {
        CallMemory(talks: talks.map { CallMemory.Talk(user: $0, date: $1) })
    }

    private static func way(
        _ office: TestOffice, _ memory: CallMemory, then outcomes: [StepOutcome] = [], at moment: Date = noon
    ) -> [String] {
        office.decisions(to: "+74951234567", then: outcomes, at: moment, memory: memory).map(\.step.line)
    }

    // MARK: The window

    @Test(
        "the edges of the window, to the second",
        arguments: [
            // Midnight in Moscow.
            ("today", "2026-11-19T21:00:00Z", true), ("today", "2026-11-19T20:59:59Z", false),
            ("today", "2026-11-20T08:59:59Z", true),
            ("24h", "2026-11-19T09:00:00Z", true), ("24h", "2026-11-19T08:59:59Z", false),
            ("1h", "2026-11-20T08:00:00Z", true), ("1h", "2026-11-20T07:59:59Z", false),
            ("7d", "2026-11-13T09:00:00Z", true), ("7d", "2026-11-13T08:59:59Z", false),
            ("90d", "2026-08-22T09:00:00Z", true), ("90d", "2026-08-22T08:59:59Z", false),
        ])
    func window(window: String, talk: String, isFamiliar: Bool) throws {
        let office = try Self.office("{ familiar: \(window) }, { to: play next }")
        let memory = Self.talks([("104", try Date(talk, strategy: .iso8601))])
        #expect(Self.way(office, memory) == [isFamiliar ? "PJSIP/104 15s" : "say next"])
    }

    @Test("yesterday's talk is over at midnight")
    func midnight() throws {
        let office = try Self.office("{ familiar: today }, { to: play next }")
        let memory = Self.talks([("104", TestOffice.moment("2026-11-20T23:50"))])
        let midnight = TestOffice.moment("2026-11-21T00:00")
        #expect(Self.way(office, memory, at: midnight.addingTimeInterval(-1)) == ["PJSIP/104 15s"])
        #expect(Self.way(office, memory, at: midnight) == ["say next"])
    }

    @Test("how windows are written", arguments: ["today", "1h", "24h", "2160h", "1d", "7d", "90d"])
    func written(text: String) {
        #expect(FamiliarWindow(text)?.description == text)
    }

    @Test(
        "what is no window",
        arguments: ["", "h", "d", "7", "0h", "0d", "-1d", "+1d", "2161h", "91d", "1w", "1.5h", "Today", "today ", "٧d"])
    func refused(text: String) {
        #expect(FamiliarWindow(text) == nil)
    }

    // MARK: Who rings

    @Test("of several the one who talked last, if he is there and on shift")
    func several() throws {
        let office = try Self.office("{ familiar: 7d }, { to: play next }")
        func way(_ users: [String], at moment: Date = Self.noon) -> [String] {
            // Newest first.
            let talks = users.enumerated().map { ($1, moment.addingTimeInterval(Double(-60 * ($0 + 1)))) }
            return Self.way(office, Self.talks(talks), at: moment)
        }
        #expect(way(["104", "101"]) == ["PJSIP/104 15s"])
        #expect(way(["101", "104"]) == ["PJSIP/101 15s unless in use"])
        #expect(way(["999", "104"]) == ["PJSIP/104 15s"], "he has left the company")
        #expect(way(["103", "104"]) == ["PJSIP/104 15s"], "off shift")
        #expect(way(["103", "104"], at: TestOffice.moment("2026-11-20T23:00")) == ["PJSIP/103 15s"])
        #expect(way(["103"]) == ["say next"])
        #expect(way([]) == ["say next"])
        #expect(way(["102"]) == ["PJSIP/79160000102@main 15s"])
    }

    @Test("a time of his own, on every trunk")
    func ring() throws {
        let office = try Self.office("{ familiar: today, ring: 7s }, { to: play next }")
        #expect(Self.way(office, Self.talks([("104", Self.noon)])) == ["PJSIP/104 7s"])
        #expect(
            Self.way(
                office, Self.talks([("102", Self.noon)]), then: [.leg(.trunkFailed), .leg(.trunkFailed)])
                == ["PJSIP/79160000102@main 7s", "PJSIP/79160000102@second 7s", "say next"])
    }

    @Test("it is a condition like others")
    func conditions() throws {
        let office = try Self.office("{ caller: list vip, during: afternoon, familiar: today }, { to: play next }")
        let memory = Self.talks([("104", TestOffice.moment("2026-11-20T10:00"))])
        #expect(Self.way(office, memory) == ["PJSIP/104 15s"])
        #expect(Self.way(office, memory, at: Self.noon.addingTimeInterval(-1)) == ["say next"])
        let other = office.decisions(to: "+74951234567", from: "+79035550002", then: [], at: Self.noon, memory: memory)
        #expect(other.map(\.step.line) == ["say next"])
        #expect(
            office.decisions(to: "+74951234567", then: [], at: Self.noon, memory: memory)[0].explanation.contains(
                "+74951234567, rule 1: caller +79035550001 is list vip, during afternoon (open: daily 12:00-18:00): talked with user 104 (D) today"
            ))
    }

    @Test("with a destination it only asks whether they talked")
    func destination() throws {
        let office = try Self.office("{ familiar: today, to: play hit }, { to: play next }")
        for user in ["104", "103", "999"] {
            #expect(Self.way(office, Self.talks([(user, Self.noon)])) == ["say hit"])
        }
        #expect(Self.way(office, Self.talks([("104", Self.noon.addingTimeInterval(-90_000))])) == ["say next"])
    }

    // MARK: After him

    @Test(
        "whatever comes of it the next rule goes on; his own forwards don't apply",
        arguments: LegOutcome.allCases.filter { $0 != .answered && $0 != .cancelled })
    func goesOn(outcome: LegOutcome) throws {
        let office = try Self.office("{ to: play first, caller: abroad }, { familiar: today }, { to: play next }")
        #expect(
            Self.way(office, Self.talks([("101", Self.noon)]), then: [.leg(outcome)])
                == ["PJSIP/101 15s unless in use", "say next"])
    }

    @Test("the rules go on after him, not from the start, though the clock has")
    func notFromStart() throws {
        let table = try Self.office(
            "{ during: afternoon, to: play first }, { familiar: 24h, language: en }, { outside: afternoon, to: play never }, { to: menu m }"
        ).table
        let call = table.call(.external, to: "+74951234567", from: "+79035550001")
        let memory = Self.talks([("104", Self.noon.addingTimeInterval(-600))])
        let rings = table.next(call, at: Self.noon.addingTimeInterval(-10), memory: memory)
        #expect(rings.step.line == "PJSIP/104 15s")
        let cursor = try #require(CallCursor(rings.cursor.description))
        let next = table.next(call, after: cursor, outcome: .leg(.noAnswer), at: Self.noon, memory: memory)
        #expect(next.step.line == "collect g 5s")
        #expect(table.language(for: call, at: next.cursor) == "en")
    }

    @Test("past a menu: the group behind it rings everybody but him")
    func pastMenu() throws {
        let office = try Self.office("{ familiar: today }, { to: menu m }")
        let memory = Self.talks([("104", Self.noon)])
        #expect(
            Self.way(office, memory, then: [.leg(.noAnswer), .keys("1"), .leg(.noAnswer)])
                == ["PJSIP/104 15s", "collect g 5s", "PJSIP/101 9s unless in use", "busy"])
        // Nothing keyed: the operator; the familiar one does not come back.
        #expect(
            Self.way(office, memory, then: [.leg(.busy), .keys(""), .leg(.noAnswer)])
                == ["PJSIP/104 15s", "collect g 5s", "PJSIP/100 30s", "announce nobodyAvailable"])
    }

    @Test("a second rule for familiar callers rings the next one who talked with him")
    func second() throws {
        let office = try Self.office("{ familiar: today }, { familiar: 7d, ring: 9s }, { to: play next }")
        let memory = Self.talks([("101", Self.noon), ("104", Self.noon.addingTimeInterval(-200_000))])
        #expect(
            Self.way(office, memory, then: [.leg(.noAnswer), .leg(.noAnswer)])
                == ["PJSIP/101 15s unless in use", "PJSIP/104 9s", "say next"])
        #expect(
            Self.way(office, Self.talks([("102", Self.noon)]), then: [.leg(.noAnswer)])
                == ["PJSIP/79160000102@main 15s", "say next"])
    }
}
