import Foundation
import Routing
import Testing

/// The sample office, and the story its comments tell.
@Suite("the sample office") struct SampleOfficeTests {
    private static let client = "+79035550001"
    private static let main = "+74951234567"
    /// A Friday, open.
    private static let friday = TestOffice.moment("2026-11-20T12:00")

    let office: TestOffice

    init() throws {
        let sample = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../examples/office.yaml").standardized
        office = try TestOffice(try String(contentsOf: sample, encoding: .utf8))
    }

    private func way(
        to dialled: String = main, from caller: String? = client, inside: String? = nil,
        then outcomes: [StepOutcome] = [], at moment: Date = friday, memory: CallMemory = .none
    ) -> [String] {
        office.decisions(to: dialled, from: caller, inside: inside, then: outcomes, at: moment, memory: memory)
            .map(\.step.line)
    }

    // MARK: The main line

    @Test(
        "who is there at what hour",
        arguments: [
            // The duty phone at night, over midnight; Sunday and evenings the mailbox.
            ("2026-11-20T03:00", "PJSIP/79160000199@main 30s"), ("2026-11-20T22:00", "PJSIP/79160000199@main 30s"),
            ("2026-11-20T05:59", "PJSIP/79160000199@main 30s"), ("2026-11-20T06:00", "voicemail 100 unavailable"),
            ("2026-11-20T08:59", "voicemail 100 unavailable"), ("2026-11-20T09:00", "collect welcome 5s"),
            ("2026-11-20T17:59", "collect welcome 5s"), ("2026-11-20T18:00", "voicemail 100 unavailable"),
            ("2026-11-20T21:59", "voicemail 100 unavailable"),
            ("2026-11-21T13:59", "collect welcome 5s"), ("2026-11-21T14:00", "voicemail 100 unavailable"),
            ("2026-11-22T12:00", "voicemail 100 unavailable"),
            // Holidays; the night watch knows none.
            ("2027-01-08T12:00", "voicemail 100 unavailable"), ("2027-05-09T12:00", "voicemail 100 unavailable"),
            ("2027-01-01T03:00", "PJSIP/79160000199@main 30s"), ("2027-01-11T12:00", "collect welcome 5s"),
        ])
    func hours(time: String, line: String) {
        #expect(way(at: TestOffice.moment(time)) == [line])
    }

    @Test("the duty phone does not answer: the operator, her mailbox")
    func duty() throws {
        let night = TestOffice.moment("2026-11-22T03:00")
        let decisions = office.decisions(
            to: Self.main, from: Self.client, then: [.leg(.unreachable), .leg(.noAnswer)], at: night)
        #expect(
            decisions.map(\.step.line)
                == ["PJSIP/79160000199@main 30s", "PJSIP/100 30s", "voicemail 100 unavailable"])
        guard case .ring(let ring) = decisions[0].step else { return #expect(Bool(false)) }
        #expect(ring.caller == .number(Self.client, name: ""), "the carrier takes the client's number")
        #expect(ring.diversionLines == ["\(Self.main);reason=unconditional;counter=1"])
    }

    @Test("one is not wanted, and one has a manager of his own, at any hour")
    func callers() {
        for time in ["2026-11-20T12:00", "2026-11-20T03:00", "2026-11-22T12:00"] {
            let moment = TestOffice.moment(time)
            #expect(way(from: "84950009999", at: moment) == ["hangup"])
            #expect(
                way(from: "+79035550000", then: [.leg(.noAnswer), .leg(.noAnswer)], at: moment)
                    == ["PJSIP/101 15s unless in use", "PJSIP/100 30s", "voicemail 100 unavailable"])
        }
    }

    @Test("from abroad: the English group in turn, then the operator; an Italian who was talked with today, to her")
    func abroad() throws {
        let italian = "+390612345678"
        let first = office.decisions(
            to: Self.main, from: italian, then: [.leg(.busy), .leg(.noAnswer), .leg(.noAnswer)], at: Self.friday)
        #expect(
            first.map(\.step.line)
                == ["PJSIP/101 20s unless in use", "PJSIP/105 20s", "PJSIP/100 30s", "voicemail 100 unavailable"])
        #expect(first.map { $0.turn?.member } == ["user 101", "user 105", nil, nil])
        #expect(
            way(from: italian, memory: CallMemory(groups: ["english": .init(turn: "user 101")])) == ["PJSIP/105 20s"])
        let talked = CallMemory(talks: [.init(user: "105", date: TestOffice.moment("2026-11-20T09:30"))])
        #expect(
            way(from: italian, then: [.leg(.noAnswer)], memory: talked) == [
                "PJSIP/105 15s", "PJSIP/101 20s unless in use",
            ], "105 has rung: the group goes on without her")
        #expect(way(from: nil) == ["collect welcome 5s"], "nobody knows where an anonymous caller is")
    }

    @Test("familiar: whoever talked with him today, today only; then the menu")
    func familiar() {
        func memory(_ user: String, _ time: String) -> CallMemory {
            CallMemory(talks: [.init(user: user, date: TestOffice.moment(time))])
        }
        #expect(
            way(then: [.leg(.noAnswer), .keys("104")], memory: memory("104", "2026-11-20T09:05"))
                == ["PJSIP/104 15s", "collect welcome 5s", "PJSIP/104 30s"])
        #expect(way(memory: memory("104", "2026-11-19T17:55")) == ["collect welcome 5s"])
        #expect(way(memory: memory("103", "2026-11-20T09:05")) == ["PJSIP/79160000103@main 15s"])
        #expect(
            way(at: TestOffice.moment("2026-11-20T19:00"), memory: memory("104", "2026-11-20T09:05"))
                == ["voicemail 100 unavailable"], "after hours the rule before it fits")
    }

    // MARK: The menu

    @Test(
        "keys and extensions",
        arguments: [
            ("1", "PJSIP/101&PJSIP/102&(leg 103 25s) 25s unless in use"), ("0", "PJSIP/100 30s"),
            ("101", "PJSIP/101 15s unless in use"), ("*101", "PJSIP/101 15s unless in use"),
            ("103", "PJSIP/79160000103@main 30s"), ("104#", "PJSIP/104 30s"), ("105", "PJSIP/105 25s"),
            ("102", "PJSIP/79160000102@main 30s"), ("601", "PJSIP/101 10s unless in use"), ("", "PJSIP/100 30s"),
            ("9", "collect invalid-choice+welcome 5s"), ("106", "collect invalid-choice+welcome 5s"),
            ("112", "collect invalid-choice+welcome 5s"),
        ])
    func keys(keys: String, line: String) {
        #expect(way(then: [.keys(keys)]) == ["collect welcome 5s", line])
    }

    @Test("wrong twice: the operator")
    func mistakes() {
        #expect(
            way(then: [.keys("9"), .keys("8")])
                == ["collect welcome 5s", "collect invalid-choice+welcome 5s", "PJSIP/100 30s"])
    }

    @Test("1 waits for 101, 9 waits for nothing")
    func digits() {
        guard case .collect(let collect) = office.decisions(to: Self.main, then: [], at: Self.friday)[0].step else {
            return #expect(Bool(false))
        }
        for keyed in ["1", "10", "6", "60", "7", "70"] { #expect(collect.growth.mayGrow(keyed), "\(keyed)") }
        for keyed in ["0", "2", "9", "101", "602", "700"] { #expect(!collect.growth.mayGrow(keyed), "\(keyed)") }
    }

    // MARK: Groups

    @Test("sales: all at once, forwards left aside, the engineer on his mobile; then the support queue")
    func sales() throws {
        let decisions = office.decisions(
            to: Self.main, from: Self.client, then: [.keys("1"), .leg(.noAnswer)], at: Self.friday)
        guard case .ring(let ring) = decisions[1].step else { return #expect(Bool(false)) }
        #expect(ring.busyWhenInUse == ["PJSIP/101"])
        #expect(ring.seconds == Seconds(25))
        let mobile = office.apart(decisions[1], leg: 2, to: Self.main, then: [.noAnswer], at: Self.friday)
        #expect(mobile.map(\.step.line) == ["PJSIP/79160000103@main 25s", "decline noAnswer"])
        #expect(decisions[2].explanation.contains("group sales: nobody took the call, otherwise → queue support"))
    }

    @Test("escalation: 10 s, 15 s, then a mobile that must accept, then the mailbox")
    func escalation() throws {
        let decisions = office.decisions(
            to: "601", from: nil, inside: "PJSIP/104", then: [.leg(.busy), .leg(.noAnswer), .leg(.noAnswer)],
            at: Self.friday)
        #expect(
            decisions.map(\.step.line) == [
                "PJSIP/101 10s unless in use", "PJSIP/102 15s", "(+79160000199 press 1 20s) 40s",
                "voicemail 100 unavailable",
            ])
        let outside = office.decisions(
            to: Self.main, from: Self.client, then: [.keys("601"), .leg(.busy), .leg(.noAnswer)], at: Self.friday)
        let mobile = office.apart(outside.last, to: Self.main, then: [.noAnswer], at: Self.friday)
        #expect(mobile.map(\.step.line) == ["PJSIP/79160000199@main 20s press 1", "decline noAnswer"])
    }

    // MARK: Users

    @Test("the account manager's own number")
    func direct() throws {
        let direct = "+74951234568"
        #expect(
            way(to: direct, then: [.leg(.unreachable), .leg(.noAnswer)]) == [
                "PJSIP/101 15s unless in use", "PJSIP/79160000101@main 15s", "PJSIP/100 30s",
            ])
        #expect(
            way(to: direct, then: [.leg(.busy), .leg(.busy)])
                == ["PJSIP/101 15s unless in use", "PJSIP/79160000102@main 30s", "PJSIP/100 30s"],
            "102 sends her calls to her mobile until New Year's Eve")
        let decisions = office.decisions(to: direct, from: Self.client, then: [.leg(.busy)], at: Self.friday)
        guard case .ring(let ring) = decisions[1].step else { return #expect(Bool(false)) }
        #expect(
            ring.diversionLines
                == ["\(Self.main);reason=unconditional;counter=1", "\(direct);reason=user-busy;counter=1"],
            "his own number diverts; she has none: the company's")
        #expect(
            way(to: direct, then: [.leg(.busy)], at: TestOffice.moment("2026-12-31T18:00")).last == "PJSIP/102 30s")
    }

    @Test(
        "the languages of prompts",
        arguments: [("PJSIP/101", "ru"), ("PJSIP/105", "en"), ("PJSIP/104", "ru"), (nil, "ru")] as [(String?, String)])
    func languages(inside: String?, language: String) {
        let table = office.table
        let call = table.call(inside.map { .internal(device: $0) } ?? .external, to: Self.main, from: nil)
        let decision = table.next(call, at: Self.friday)
        #expect(table.language(for: call, at: decision.cursor) == language)
    }
}
