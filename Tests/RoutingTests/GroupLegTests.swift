import Routing
import Testing

/// Members that decide for themselves: groups in groups, members with forwards, callees who must accept.
@Suite("members decided apart") struct GroupLegTests {
    private static func office(trunks: String = TestOffice.oneTrunk, users: String = "", groups: String) throws
        -> TestOffice
    {
        try TestOffice(
            TestOffice.yaml(
                trunks: trunks,
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100, voicemail: { pin: "1200" } }
                  - { extension: 101, name: A, phone: PJSIP/101, voicemail: { pin: "1200" } }
                  - { extension: 102, name: B, phone: PJSIP/102 }
                  - { extension: 103, name: C, phone: PJSIP/103 }
                  - { extension: 104, name: M, mobile: +79160000104 }
                \(users)
                groups:
                \(groups)
                numbers:
                  - { number: +74951234567, rules: [ { to: group g } ] }
                """))
    }

    private static let twoTrunks = """
        trunks:
          - { name: main, dial: "PJSIP/{number}@main", callerId: +74951234567, allow: [RU] }
          - { name: second, dial: "PJSIP/{number}@second", callerId: +74951234568, allow: [RU] }
        """

    /// Follows the first call to group g, and the leg at `index` of what rings then.
    private static func apart(
        _ office: TestOffice, leg index: Int = 0, after rounds: [LegOutcome] = [], then outcomes: [LegOutcome]
    ) -> [String] {
        let decisions = office.decisions(to: "+74951234567", when: rounds)
        return office.apart(decisions.last, leg: index, to: "+74951234567", then: outcomes).map(\.step.line)
    }

    // MARK: Groups in groups

    @Test("a group in a group rings as long as its members need, and declines when nobody took the call")
    func nested() throws {
        let office = try Self.office(
            groups: """
                  - { extension: 600, name: g, strategy: linear, ring: 5s, members: [user 101, group inner], otherwise: { to: voicemail 100 } }
                  - { extension: 601, name: inner, strategy: linear, ring: 10s, members: [user 102, { to: user 103, ring: 15s }], otherwise: { to: operator } }
                """)
        #expect(
            office.way(to: "+74951234567", when: [.noAnswer, .noAnswer])
                == ["PJSIP/101 5s", "(group inner 25s) 25s", "voicemail 100 unavailable"])
        #expect(
            Self.apart(office, after: [.noAnswer], then: [.busy, .noAnswer])
                == ["PJSIP/102 10s", "PJSIP/103 15s", "decline noAnswer"],
            "its own end is not followed: the outer group goes on")
        #expect(office.way(to: "601", inside: "PJSIP/101", when: [.noAnswer, .noAnswer]).last == "PJSIP/100 30s")
    }

    @Test(
        "how long a group in a group rings",
        arguments: [
            ("strategy: ringall, ring: 20s, members: [user 102, user 103]", 20),
            ("strategy: ringall, members: [{ to: user 102, ring: 8s }, { to: user 103, ring: 12s }]", 12),
            ("strategy: memoryhunt, ring: 6s, members: [user 102, user 103]", 12),
            ("strategy: random, ring: 6s, members: [user 102, user 103, user 104]", 18),
            ("strategy: linear, members: [user 102]", 30),
            // Somebody who has picked up is not cut off while he accepts.
            ("strategy: linear, ring: 6s, members: [user 102, { to: user 104, confirm: true }]", 32),
        ])
    func nestedTime(inner: String, seconds: Int) throws {
        func line(_ member: String, strategy: String) throws -> String? {
            try Self.office(
                groups: """
                      - { extension: 600, name: g, strategy: \(strategy), members: [\(member)], otherwise: { to: busy } }
                      - { extension: 601, name: inner, \(inner), otherwise: { to: busy } }
                    """
            ).way(to: "+74951234567").first
        }
        for strategy in ["linear", "ringall", "memoryhunt"] {
            let whole = Seconds(seconds)
            #expect(try line("group inner", strategy: strategy) == "(group inner \(whole)) \(whole)")
        }
        #expect(try line("{ to: group inner, ring: 3s }", strategy: "linear") == "(group inner 3s) 3s")
    }

    @Test("three deep")
    func deep() throws {
        let office = try Self.office(
            groups: """
                  - { extension: 600, name: g, strategy: ringall, members: [group a, user 101], otherwise: { to: busy } }
                  - { extension: 601, name: a, strategy: linear, ring: 5s, members: [group b, user 102], otherwise: { to: busy } }
                  - { extension: 602, name: b, strategy: ringall, ring: 5s, members: [user 103, user 104], otherwise: { to: busy } }
                """)
        let first = office.decisions(to: "+74951234567")
        #expect(first.map(\.step.line) == ["(group a 30s)&PJSIP/101 30s"])
        let second = office.apart(first.last, to: "+74951234567", then: [.noAnswer, .noAnswer])
        #expect(second.map(\.step.line) == ["(group b 5s) 5s", "PJSIP/102 5s", "decline noAnswer"])
        let third = office.apart(second.first, to: "+74951234567", then: [.noAnswer])
        #expect(third.map(\.step.line) == ["PJSIP/103&(leg 104 5s) 5s", "decline noAnswer"])
        let mobile = office.apart(third.first, leg: 1, to: "+74951234567", then: [.trunkFailed])
        #expect(mobile.map(\.step.line) == ["PJSIP/79160000104@main 5s", "decline trunkFailed"])
    }

    @Test("whoever rings besides a group in the group, or has rung before it, does not ring in it")
    func besides() throws {
        func inner(_ strategy: String, _ members: String, at leg: Int = 0, after rounds: [LegOutcome] = []) throws
            -> [String]
        {
            let office = try Self.office(
                groups: """
                      - { extension: 600, name: g, strategy: \(strategy), ring: 5s, members: [\(members)], otherwise: { to: busy } }
                      - { extension: 601, name: a, strategy: linear, ring: 5s, members: [user 101, user 104, number +79160000199], otherwise: { to: busy } }
                      - { extension: 602, name: b, strategy: linear, ring: 5s, members: [user 101, user 102], otherwise: { to: busy } }
                    """)
            return Self.apart(office, leg: leg, after: rounds, then: [.noAnswer, .noAnswer, .noAnswer])
        }
        let all = ["PJSIP/101 5s", "(leg 104 5s) 5s", "(+79160000199 5s) 5s", "decline noAnswer"]
        #expect(try inner("ringall", "group a") == all)
        #expect(try inner("ringall", "group a, user 101").first == "(leg 104 5s) 5s")
        #expect(try inner("ringall", "user 104, group a", at: 1).prefix(2) == ["PJSIP/101 5s", "(+79160000199 5s) 5s"])
        #expect(try inner("ringall", "group a, group b").first == "PJSIP/101 5s")
        #expect(try inner("ringall", "group a, group b", at: 1).first == "PJSIP/102 5s")
        #expect(try inner("memoryhunt", "user 101, group b", at: 1).first == "PJSIP/102 5s")
        #expect(try inner("linear", "user 101, group b", after: [.busy]).first == "PJSIP/102 5s")
        #expect(try inner("linear", "group a, group b", after: [.noAnswer]).first == "PJSIP/102 5s")
        #expect(try inner("linear", "group b, user 101").first == "PJSIP/101 5s", "he is still to come")
    }

    @Test("a leg says how it failed", arguments: LegOutcome.allCases.filter { ![.answered, .cancelled].contains($0) })
    func declines(outcome: LegOutcome) throws {
        let office = try Self.office(
            groups: "  - { extension: 600, name: g, strategy: linear, members: [user 104], otherwise: { to: busy } }")
        #expect(Self.apart(office, then: [outcome]).last == "decline \(outcome)")
    }

    // MARK: Forwards of members

    private static let forwarding = """
          - extension: 105
            name: F
            phone: PJSIP/105
            mobile: +79160000105
            forward:
              always: { to: mobile, active: false }
              busy: { to: user 102 }
              noAnswer: { to: mobile, after: 9s }
              unreachable: { to: voicemail 101 }
          - { extension: 106, name: G, phone: PJSIP/106, forward: { always: { to: operator } } }
          - { extension: 107, name: H, phone: PJSIP/107, forward: { always: { to: menu m } } }
        menus:
          - { name: m, greeting: hello, keys: { 1: operator }, wait: 5s, attempts: 1, silence: { to: operator }, mistake: { to: operator } }
        """

    @Test("members' own forwards apply only where the group says so")
    func forwardsOff() throws {
        let office = try Self.office(
            users: Self.forwarding,
            groups: """
                  - { extension: 600, name: g, strategy: linear, ring: 20s, members: [user 106, user 105], otherwise: { to: busy } }
                """)
        #expect(
            office.way(to: "+74951234567", when: [.busy, .noAnswer]) == ["PJSIP/106 20s", "PJSIP/105 20s", "busy"])
    }

    @Test("with membersForward each goes by his own rules, and no forward takes the group's call away")
    func forwardsOn() throws {
        let office = try Self.office(
            users: Self.forwarding,
            groups: """
                  - { extension: 600, name: g, strategy: ringall, ring: 20s, membersForward: true, members: [user 105, user 106, user 107, user 101], otherwise: { to: busy } }
                """)
        #expect(
            office.way(to: "+74951234567", when: [.noAnswer])
                == ["(user 105 20s)&(user 106 20s)&(user 107 20s)&PJSIP/101 20s", "busy"])
        #expect(
            Self.apart(office, then: [.noAnswer, .noAnswer])
                == ["PJSIP/105 9s", "PJSIP/79160000105@main 30s", "decline noAnswer"])
        #expect(Self.apart(office, then: [.busy, .busy]) == ["PJSIP/105 9s", "PJSIP/102 30s", "decline busy"])
        #expect(
            Self.apart(office, then: [.unreachable]) == ["PJSIP/105 9s", "decline noAnswer"],
            "a mailbox is nobody in a group")
        #expect(Self.apart(office, leg: 1, then: [.noAnswer]) == ["PJSIP/100 30s", "decline noAnswer"])
        #expect(Self.apart(office, leg: 2, then: []) == ["decline noAnswer"], "nor is a menu")
    }

    @Test("a member who forwards to the very group he is in gives up; others go on")
    func forwardsBack() throws {
        let office = try Self.office(
            users:
                "  - { extension: 105, name: F, phone: PJSIP/105, forward: { noAnswer: { to: group g, after: 9s } } }",
            groups: """
                  - { extension: 600, name: g, strategy: ringall, ring: 20s, membersForward: true, members: [user 105, user 101], otherwise: { to: busy } }
                """)
        #expect(Self.apart(office, then: [.noAnswer]) == ["PJSIP/105 9s", "decline noAnswer"])
    }

    // MARK: Accepting

    @Test("outside members who must accept are asked, however they are called")
    func confirm() throws {
        let office = try Self.office(
            trunks: Self.twoTrunks,
            groups: """
                  - extension: 600
                    name: g
                    strategy: linear
                    ring: 7s
                    members:
                      - { to: number +79160000199, confirm: true }
                      - { to: user 104, confirm: true }
                      - { to: "sip:a@b.example", confirm: true }
                      - { to: user 101, confirm: true }
                    otherwise: { to: busy }
                """)
        // As long as it rings, and then as long as accepting may take.
        #expect(
            office.way(to: "+74951234567", when: [.noAnswer, .noAnswer, .noAnswer, .noAnswer]) == [
                "(+79160000199 press 1 7s) 27s", "(leg 104 press 1 7s) 27s", "(sip:a@b.example press 1 7s) 27s",
                "PJSIP/101 7s", "busy",
            ])
        #expect(
            Self.apart(office, then: [.trunkFailed, .noAnswer]) == [
                "PJSIP/79160000199@main 7s press 1", "PJSIP/79160000199@second 7s press 1", "decline noAnswer",
            ])
        #expect(
            Self.apart(office, after: [.noAnswer], then: [.trunkFailed])
                == ["PJSIP/79160000104@main 7s press 1", "PJSIP/79160000104@second 7s press 1"])
        #expect(
            Self.apart(office, after: [.noAnswer, .noAnswer], then: []) == ["sip:a@b.example 7s press 1"])
    }

    @Test("a forward that asks its callee to accept asks through every trunk, in a group and without one")
    func confirmOfForward() throws {
        let office = try Self.office(
            trunks: Self.twoTrunks,
            users: """
                  - extension: 105
                    name: F
                    phone: PJSIP/105
                    mobile: +79160000105
                    forward: { always: { to: mobile, confirm: true } }
                """,
            groups: """
                  - { extension: 600, name: g, strategy: ringall, ring: 20s, membersForward: true, members: [user 105], otherwise: { to: busy } }
                """)
        let asked = ["PJSIP/79160000105@main 30s press 1", "PJSIP/79160000105@second 30s press 1"]
        #expect(Self.apart(office, then: [.trunkFailed]) == asked)
        let direct = office.decisions(to: "105", inside: "PJSIP/100", when: [.noAnswer])
        #expect(direct.map(\.step.line) == ["(+79160000105 press 1 30s) 50s", "announce nobodyAvailable"])
        #expect(office.apart(direct.first, to: "105", then: [.trunkFailed]).map(\.step.line) == asked)
    }

    @Test("a member who must accept is asked where his forwards lead outside")
    func confirmOfMember() throws {
        let office = try Self.office(
            users: """
                  - { extension: 105, name: F, phone: PJSIP/105, mobile: +79160000105, forward: { noAnswer: { to: mobile, after: 9s } } }
                  - { extension: 106, name: G, mobile: +79160000106, forward: { busy: { to: "sip:a@b.example" } } }
                """,
            groups: """
                  - extension: 600
                    name: g
                    strategy: ringall
                    ring: 20s
                    membersForward: true
                    members: [{ to: user 105, confirm: true }, { to: user 106, confirm: true }]
                    otherwise: { to: busy }
                """)
        #expect(
            Self.apart(office, then: [.noAnswer]) == ["PJSIP/105 9s", "PJSIP/79160000105@main 30s press 1"])
        #expect(
            Self.apart(office, leg: 1, then: [.busy])
                == ["PJSIP/79160000106@main 30s press 1", "sip:a@b.example 30s press 1"])
    }
}
