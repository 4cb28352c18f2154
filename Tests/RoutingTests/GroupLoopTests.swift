import Foundation
import Routing
import Testing

/// Groups that lead to themselves, and groups without end.
@Suite("groups in circles and in masses") struct GroupLoopTests {
    private static let nobody = Array(repeating: LegOutcome.noAnswer, count: 30)

    @Test("group → user → group: the operator, then his mailbox")
    func throughUser() throws {
        let office = try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: R, phone: PJSIP/100, voicemail: { pin: "1200" } }
                  - { extension: 101, name: A, phone: PJSIP/101, forward: { noAnswer: { to: group g, after: 9s } } }
                  - { extension: 102, name: B, phone: PJSIP/102 }
                groups:
                  - { extension: 600, name: g, strategy: linear, ring: 5s, members: [user 101, user 102], otherwise: { to: user 101 } }
                numbers:
                  - { number: +74951234567, rules: [ { to: group g } ] }
                """))
        // He rings as a member, then by his own rules, which lead back.
        let group = office.decisions(
            to: "+74951234567", when: [.noAnswer, .noAnswer, .noAnswer, .noAnswer])
        #expect(
            group.map(\.step.line) == [
                "PJSIP/101 5s", "PJSIP/102 5s", "PJSIP/101 9s", "PJSIP/100 30s", "voicemail 100 unavailable",
            ])
        #expect(group[3].explanation.contains("group g was tried for this call already: a loop"))
        // From the other end: he has rung already, so the group has one member less.
        let user = office.decisions(to: "101", inside: "PJSIP/102", when: [.noAnswer, .noAnswer, .noAnswer])
        #expect(
            user.map(\.step.line)
                == ["PJSIP/101 9s", "PJSIP/102 5s", "PJSIP/100 30s", "voicemail 100 unavailable"])
        #expect(user[2].explanation.contains("user 101 was tried for this call already: a loop"))
    }

    @Test("group → group → group, and the operator is one of them: an announcement, not a hangup")
    func throughGroups() throws {
        let office = try TestOffice(
            TestOffice.yaml(
                operator: "group a",
                """
                users:
                  - { extension: 101, name: A, phone: PJSIP/101 }
                  - { extension: 102, name: B, phone: PJSIP/102 }
                groups:
                  - { extension: 600, name: a, strategy: linear, ring: 5s, members: [user 101], otherwise: { to: group b } }
                  - { extension: 601, name: b, strategy: linear, ring: 5s, members: [user 102], otherwise: { to: operator } }
                """))
        #expect(
            office.way(to: "+74950000000", when: [.noAnswer, .noAnswer])
                == ["PJSIP/101 5s", "PJSIP/102 5s", "announce nobodyAvailable"])
    }

    @Test("a chain of groups: ten, then the operator")
    func chain() throws {
        let groups = (600..<620).map {
            "  - { extension: \($0), name: g\($0), strategy: linear, ring: 5s, members: [user \($0 - 500)], otherwise: { to: group g\($0 + 1) } }"
        }
        let users = (100...120).map { "  - { extension: \($0), name: U\($0), phone: PJSIP/\($0) }" }
        let office = try TestOffice(
            TestOffice.yaml(
                """
                users:
                \(users.joined(separator: "\n"))
                groups:
                \(groups.joined(separator: "\n"))
                  - { extension: 620, name: g620, strategy: linear, ring: 5s, members: [user 120], otherwise: { to: busy } }
                """))
        #expect(
            office.way(to: "601", inside: "PJSIP/120", when: Array(Self.nobody.prefix(11)))
                == (101...110).map { "PJSIP/\($0) 5s" } + ["PJSIP/100 30s", "announce nobodyAvailable"])
        #expect(
            office.way(to: "611", inside: "PJSIP/101", when: Array(Self.nobody.prefix(10)))
                == (111...120).map { "PJSIP/\($0) 5s" } + ["busy"], "ten hops are allowed")
    }

    @Test("nested groups stop at the same limit, and decline")
    func depth() throws {
        let groups = (600..<615).map {
            "  - { extension: \($0), name: g\($0), strategy: linear, members: [\($0 < 614 ? "group g\($0 + 1)" : "user 101")], otherwise: { to: busy } }"
        }
        let office = try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: R, phone: PJSIP/100 }
                  - { extension: 101, name: A, phone: PJSIP/101 }
                groups:
                \(groups.joined(separator: "\n"))
                numbers:
                  - { number: +74951234567, rules: [ { to: group g600 } ] }
                """))
        var last = office.decisions(to: "+74951234567").last
        var depth = 1
        while let next = office.apart(last, to: "+74951234567").last {
            last = next
            depth += 1
        }
        #expect(last?.step == .decline(.noAnswer))
        #expect(depth == 11, "ten groups, and the eleventh declines")
    }

    @Test(
        "a group of hundreds: what travels can be read back, call after call",
        arguments: HuntGroup.RingStrategy.allCases.filter { $0 != .ringall && $0 != .memoryhunt })
    func hundreds(strategy: HuntGroup.RingStrategy) throws {
        let users = (1_000..<1_600).map { "  - { extension: \($0), name: U, phone: PJSIP/\($0), languages: [en] }" }
        let office = try TestOffice(
            TestOffice.yaml(
                operator: "user 1000",
                """
                users:
                \(users.joined(separator: "\n"))
                groups:
                  - { extension: 600, name: g, strategy: \(strategy.rawValue), ring: 5s, members: [speakers en], otherwise: { to: busy } }
                """))
        let call = office.table.call(.internal(device: "PJSIP/1000"), to: "600", from: nil)
        let moment = TestOffice.moment("2026-11-21T12:00")
        var decision = office.table.next(call, at: moment, memory: CallMemory(seed: 7))
        var rung: Set<Leg> = []
        while case .ring(let ring) = decision.step, rung.count < 1_000 {
            #expect(rung.isDisjoint(with: ring.legs))
            rung.formUnion(ring.legs)
            let cursor = try #require(CallCursor(decision.cursor.description), "\(rung.count) have rung")
            decision = office.table.next(call, after: cursor, outcome: .leg(.busy), at: moment)
        }
        #expect(decision.step == .busy)
        #expect(rung.count == 100)
    }
}
