import Routing
import Testing

/// Every forward of a user, for callers from outside and inside.
@Suite struct ForwardingTests {
    let office: TestOffice

    init() throws {
        office = try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100, voicemail: { pin: "1200" } }
                  - extension: 101
                    name: Manager
                    phone: PJSIP/101
                    mobile: +79160000101
                    callWaiting: false
                    voicemail: { pin: "4417" }
                    forward:
                      noAnswer: { after: 20s, to: mobile }
                      busy: { to: user 102 }
                      unreachable: { to: mobile }
                      external:
                        noAnswer: { after: 15s, to: operator }
                  - extension: 102
                    name: Sales
                    phone: PJSIP/102
                    forward:
                      always: { to: number +79160000102, until: 2026-12-31T18:00 }
                  - { extension: 103, name: Engineer, mobile: +79160000103 }
                  - extension: 105
                    name: English desk
                    phone: PJSIP/105
                    voicemail: { pin: "9032" }
                    forward:
                      noAnswer: { after: 25s, to: sip:english@softphone.example }
                      unreachable: { to: voicemail 105 }
                  - { extension: 106, name: Bare, phone: PJSIP/106 }
                numbers:
                  - { number: +74951234568, rules: [ { to: user 101 } ] }
                """))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let to: String
        var inside: String?
        var when: [LegOutcome] = []
        let way: [String]
        var testDescription: String { "\(to) \(inside ?? "from outside") \(when.map(\.rawValue)) → \(way)" }
    }

    @Test(
        "where a call goes",
        arguments: [
            Case(to: "+74951234568", way: ["PJSIP/101 15s unless in use"]),
            Case(to: "84951234568", way: ["PJSIP/101 15s unless in use"]),
            Case(to: "74951234568", way: ["PJSIP/101 15s unless in use"]),
            // The external rule comes before the general one; from inside the general one holds.
            Case(to: "+74951234568", when: [.noAnswer], way: ["PJSIP/101 15s unless in use", "PJSIP/100 30s"]),
            Case(
                to: "101", inside: "PJSIP/105", when: [.noAnswer],
                way: ["PJSIP/101 20s unless in use", "PJSIP/79160000101@main 30s"]),
            // A rule's target that was tried is passed over: the mailbox is what is left.
            Case(
                to: "101", inside: "PJSIP/105", when: [.noAnswer, .noAnswer],
                way: ["PJSIP/101 20s unless in use", "PJSIP/79160000101@main 30s", "voicemail 101 unavailable"]),
            Case(
                to: "+74951234568", when: [.unreachable],
                way: ["PJSIP/101 15s unless in use", "PJSIP/79160000101@main 15s"]),
            Case(
                to: "+74951234568", when: [.busy], way: ["PJSIP/101 15s unless in use", "PJSIP/79160000102@main 30s"]),
            Case(
                to: "+74951234568", when: [.rejected],
                way: ["PJSIP/101 15s unless in use", "PJSIP/79160000102@main 30s"]),
            Case(to: "102", inside: "PJSIP/105", way: ["PJSIP/79160000102@main 30s"]),
            Case(to: "103", inside: "PJSIP/105", way: ["PJSIP/79160000103@main 30s"]),
            Case(
                to: "105", inside: "PJSIP/101", when: [.unreachable],
                way: ["PJSIP/105 25s", "voicemail 105 unavailable"]),
            Case(
                to: "105", inside: "PJSIP/101", when: [.noAnswer],
                way: ["PJSIP/105 25s", "sip:english@softphone.example 30s"]),
            Case(to: "105", inside: "PJSIP/101", when: [.busy], way: ["PJSIP/105 25s", "voicemail 105 busy"]),
            // No rule, no mailbox: a colleague hears what is the matter.
            Case(to: "106", inside: "PJSIP/101", when: [.busy], way: ["PJSIP/106 30s", "busy"]),
            Case(
                to: "106", inside: "PJSIP/101", when: [.noAnswer], way: ["PJSIP/106 30s", "announce nobodyAvailable"]),
            // A number nobody has, from outside: the operator, his mailbox.
            Case(to: "+74959999999", when: [.noAnswer], way: ["PJSIP/100 30s", "voicemail 100 unavailable"]),
            // A client can't dial extensions, nor the outside.
            Case(to: "105", way: ["PJSIP/100 30s"]),
            Case(to: "+79160000199", way: ["PJSIP/100 30s"]),
        ])
    func way(_ one: Case) {
        #expect(
            office.way(to: one.to, from: one.inside == nil ? "+79035550001" : nil, inside: one.inside, when: one.when)
                == one.way)
    }

    @Test("an expired forward no longer applies, from that very minute")
    func expiry() {
        let last = TestOffice.moment("2026-12-31T17:59").addingTimeInterval(59.9)
        #expect(office.way(to: "102", inside: "PJSIP/105", at: last) == ["PJSIP/79160000102@main 30s"])
        let first = TestOffice.moment("2026-12-31T18:00")
        #expect(office.way(to: "102", inside: "PJSIP/105", at: first) == ["PJSIP/102 30s"])
    }

    @Test("trouble on the trunk takes no forward")
    func trunkTrouble() {
        let way = office.way(to: "101", inside: "PJSIP/105", when: [.noAnswer, .trunkFailed])
        #expect(way.last == "voicemail 101 unavailable")
        #expect(office.way(to: "103", inside: "PJSIP/105", when: [.trunkFailed]).last == "announce nobodyAvailable")
        #expect(
            office.way(to: "89035550002", inside: "PJSIP/105", when: [.trunkFailed]).last == "announce circuitsBusy")
    }

    @Test("the explanation names the rule")
    func explanation() {
        let decisions = office.decisions(to: "+74951234568", when: [.noAnswer])
        #expect(decisions[0].explanation.contains("+74951234568, rule 1: for every call → user 101"))
        #expect(decisions[1].explanation.contains("user 101: forward external.noAnswer after 15s → operator"))
    }

    @Test("an outcome that the step can't have is the failure route's")
    func nonsense() {
        let call = office.table.call(.external, to: "+74951234568", from: nil)
        let moment = TestOffice.moment("2026-11-21T12:00")
        let rung = office.table.next(call, at: moment).cursor
        #expect(office.table.next(call, after: rung, outcome: nil, at: moment).step == .failure)
        #expect(office.table.next(call, after: rung, outcome: .keys("1"), at: moment).step == .failure)
        var gone = rung
        gone.frame = .group("gone", remaining: [1], ringing: 0)
        #expect(office.table.next(call, after: gone, outcome: .leg(.busy), at: moment).step == .failure)
    }
}
