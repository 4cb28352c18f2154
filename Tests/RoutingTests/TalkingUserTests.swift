import Routing
import Testing

/// Users who take no second call, and are in one on their mobile.
@Suite("users who are talking") struct TalkingUserTests {
    private static func office(strategy: String = "ringall", membersForward: Bool = false) throws -> TestOffice {
        try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: Reception, mobile: +79160000100, callWaiting: false, voicemail: { pin: "1200" } }
                  - { extension: 101, name: A, mobile: +79160000101, callWaiting: false, forward: { busy: { to: user 104 } } }
                  - { extension: 102, name: B, phone: PJSIP/102, mobile: +79160000102, callWaiting: false, forward: { busy: { to: mobile }, noAnswer: { to: mobile } } }
                  - { extension: 103, name: C, mobile: +79160000103, forward: { busy: { to: user 104 } } }
                  - { extension: 104, name: D, phone: PJSIP/104 }
                  - { extension: 105, name: E, mobile: +79160000105, callWaiting: false, forward: { always: { to: user 104 } } }
                  - { extension: 106, name: F, mobile: +79160000106, callWaiting: false }
                groups:
                  - { extension: 600, name: g, strategy: \(strategy), ring: 9s, membersForward: \(membersForward), members: [user 101, user 102, user 103, user 104], otherwise: { to: busy } }
                  - { extension: 601, name: two, strategy: \(strategy), ring: 9s, members: [user 101, user 106], otherwise: { to: user 104 } }
                numbers:
                  - { number: +74951234567, rules: [ { familiar: today }, { to: user 104 } ] }
                """))
    }

    private static func way(
        _ office: TestOffice, to dialled: String, talking: Set<String>, then outcomes: [LegOutcome] = []
    ) -> [String] {
        office.decisions(
            to: dialled, inside: "PJSIP/104", then: outcomes.map(StepOutcome.leg), memory: CallMemory(talking: talking)
        ).way
    }

    @Test(
        "his busy rule applies, and he is not rung",
        arguments: [
            ("101", ["PJSIP/104 30s"]), ("106", ["busy"]), ("100", ["voicemail 100 busy"]),
            // Not on the mobile he is talking on, whoever sends the call there.
            ("102", ["busy"]),
            // Who takes a second call gets it, and who is forwarded always is.
            ("103", ["PJSIP/79160000103@main 30s"]), ("105", ["PJSIP/104 30s"]), ("104", ["PJSIP/104 30s"]),
        ])
    func direct(dialled: String, way: [String]) throws {
        let everybody: Set = ["100", "101", "102", "103", "104", "105", "106"]
        let office = try Self.office()
        #expect(Self.way(office, to: dialled, talking: everybody) == way)
        let decisions = office.decisions(
            to: dialled, inside: "PJSIP/104", then: [], memory: CallMemory(talking: everybody))
        #expect(decisions.explain("user \(dialled) is talking") == ["101", "106", "100", "102"].contains(dialled))
        #expect(
            Self.way(office, to: "106", talking: ["101"]) == ["PJSIP/79160000106@main 30s"], "it is not he who talks")
    }

    @Test("who began to talk while his phone rang is not rung on the mobile")
    func meanwhile() throws {
        let office = try Self.office()
        let call = office.table.call(.internal(device: "PJSIP/104"), to: "102", from: nil)
        let moment = TestOffice.moment("2026-11-21T12:00")
        let first = office.table.next(call, at: moment)
        #expect(first.step.line == "PJSIP/102 30s unless in use")
        func then(_ talking: Set<String>) -> String {
            office.table.next(
                call, after: first.cursor, outcome: .leg(.noAnswer), at: moment, memory: CallMemory(talking: talking)
            ).step.line
        }
        #expect(then([]) == "PJSIP/79160000102@main 30s")
        #expect(then(["102"]) == "busy")
    }

    @Test("members are skipped, those with call waiting excepted")
    func together() throws {
        let talking: Set = ["101", "102", "103"]
        #expect(
            Self.way(try Self.office(), to: "600", talking: talking) == ["(leg 103 9s)&PJSIP/104 9s"])
        #expect(
            Self.way(try Self.office(strategy: "linear"), to: "600", talking: talking, then: [.noAnswer, .noAnswer])
                == ["(leg 103 9s) 9s", "PJSIP/104 9s", "busy"])
        #expect(
            Self.way(try Self.office(strategy: "memoryhunt"), to: "600", talking: talking)
                == ["(leg 103 18s)&(leg 104 18s after 9s) 18s"], "nobody waits for those who do not ring")
        for strategy in ["ringall", "linear", "memoryhunt"] {
            #expect(
                Self.way(try Self.office(strategy: strategy), to: "601", talking: ["101", "106"]) == ["PJSIP/104 30s"],
                "nobody is left")
        }
        let explained = try Self.office().decisions(
            to: "600", inside: "PJSIP/104", then: [], memory: CallMemory(talking: talking))
        #expect(explained.explain("group g: user 102 is talking"))
    }

    @Test("in a group whose members forward, by his own rules")
    func forwarding() throws {
        let office = try Self.office(membersForward: true)
        let memory = CallMemory(talking: ["101", "102"])
        let moment = TestOffice.moment("2026-11-21T12:00")
        let call = office.table.call(.internal(device: "PJSIP/104"), to: "600", from: nil)
        guard case .ring(let ring) = office.table.next(call, at: moment, memory: memory).step else {
            return #expect(Bool(false))
        }
        let ways = ring.legs.prefix(2).map { leg in
            guard case .member(let cursor, _) = leg else { return "" }
            return office.table.next(call, after: cursor, at: moment, memory: memory).step.line
        }
        #expect(ways == ["PJSIP/104 30s", "decline busy"])
    }

    @Test("a leg whose turn comes when he talks already")
    func late() throws {
        let office = try Self.office(strategy: "linear")
        let call = office.table.call(.internal(device: "PJSIP/104"), to: "600", from: nil)
        let moment = TestOffice.moment("2026-11-21T12:00")
        guard case .ring(let ring) = office.table.next(call, at: moment).step,
            case .member(let cursor, _)? = ring.legs.first
        else { return #expect(Bool(false)) }
        let begun = office.table.next(call, after: cursor, at: moment, memory: CallMemory(talking: ["101"]))
        #expect(begun.step == .decline(.busy))
    }

    @Test("a familiar employee who is talking is passed over, an operator too")
    func familiar() throws {
        let office = try Self.office()
        let moment = TestOffice.moment("2026-11-21T12:00")
        let talks = [CallMemory.Talk(user: "106", date: moment)]
        func first(_ talking: Set<String>) -> [String] {
            office.decisions(
                to: "+74951234567", then: [], memory: CallMemory(talks: talks, talking: talking)
            ).way
        }
        #expect(first([]) == ["PJSIP/79160000106@main 15s"])
        #expect(first(["106"]) == ["PJSIP/104 30s"])
        let lost = office.decisions(
            to: "+74951234567", then: [.leg(.noAnswer)], memory: CallMemory(talking: ["100"]))
        #expect(lost.way.last == "voicemail 100 busy")
    }

    @Test("who has transferred a call is rung when it comes back, whatever the picture says")
    func rescue() throws {
        let way = try Self.office().transfer(
            by: .outside(.mobile("106")), .blind, to: "104", when: [.leg(.busy)],
            memory: CallMemory(talking: ["106"])
        ).way
        #expect(way.last == "PJSIP/79160000106@main 25s")
    }
}
