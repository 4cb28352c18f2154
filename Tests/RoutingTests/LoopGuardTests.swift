import Routing
import Testing

@Suite("every path ends somewhere") struct LoopGuardTests {
    @Test("two users who forward to each other: the operator")
    func circle() throws {
        let office = try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100, voicemail: { pin: "1200" } }
                  - { extension: 101, name: A, phone: PJSIP/101, forward: { always: { to: user 102 } } }
                  - { extension: 102, name: B, phone: PJSIP/102, forward: { always: { to: user 101 } } }
                """))
        let decisions = office.decisions(to: "101", inside: "PJSIP/102", when: [.noAnswer])
        #expect(decisions.map(\.step.line) == ["PJSIP/100 30s", "voicemail 100 unavailable"])
        #expect(decisions[0].explanation.contains("user 101 was tried for this call already: a loop"))
    }

    @Test("a chain of 20: the operator")
    func chain() throws {
        let users = (101...120).map {
            "  - { extension: \($0), name: U\($0), phone: PJSIP/\($0), forward: { always: { to: user \($0 + 1) } } }"
        }
        let office = try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100 }
                \(users.joined(separator: "\n"))
                  - { extension: 121, name: Last, phone: PJSIP/121 }
                """))
        let decisions = office.decisions(to: "101", inside: "PJSIP/121", when: [.busy])
        #expect(decisions.map(\.step.line) == ["PJSIP/100 30s", "announce nobodyAvailable"])
        #expect(decisions[0].explanation.contains { $0.hasSuffix("which is the limit") })
        #expect(office.way(to: "112", inside: "PJSIP/121").first == "PJSIP/121 30s", "nine hops are allowed")
    }

    @Test("the operator himself is part of the loop: he is rung, then his mailbox")
    func operatorInLoop() throws {
        let office = try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: R, phone: PJSIP/100, voicemail: { pin: "1200" }, forward: { always: { to: user 101 } } }
                  - { extension: 101, name: A, phone: PJSIP/101, forward: { busy: { to: operator } } }
                """))
        #expect(
            office.way(to: "101", inside: "PJSIP/100", when: [.busy, .noAnswer]) == [
                "PJSIP/101 30s", "PJSIP/100 30s", "voicemail 100 unavailable",
            ])
    }

    @Test("whatever comes of each leg, no call goes on for ever", arguments: LegOutcome.allCases)
    func ends(outcome: LegOutcome) throws {
        let office = try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - extension: 100
                    name: R
                    phone: PJSIP/100
                    mobile: +79160000100
                    forward: { busy: { to: mobile }, noAnswer: { to: user 101 }, unreachable: { to: "sip:a@b.example" } }
                  - extension: 101
                    name: A
                    phone: PJSIP/101
                    mobile: +79160000101
                    forward: { busy: { to: user 100 }, noAnswer: { to: mobile }, unreachable: { to: operator } }
                numbers:
                  - { number: +74951234568, rules: [ { to: user 101 } ] }
                """))
        for inside in [nil, "PJSIP/100"] {
            let decisions = office.decisions(
                to: inside == nil ? "+74951234568" : "101", inside: inside,
                when: Array(repeating: outcome, count: 20))
            let rings = decisions.prefix { if case .ring = $0.step { true } else { false } }
            #expect(rings.count < 8, "\(decisions.map(\.step.line))")
        }
    }
}
