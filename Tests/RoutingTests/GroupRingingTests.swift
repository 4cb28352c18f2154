import Routing
import Testing

/// How the members of hunt groups ring, for how long, and what comes after them.
@Suite("the members of hunt groups") struct GroupRingingTests {
    static let users = """
        users:
          - { extension: 100, name: Reception, phone: PJSIP/100, voicemail: { pin: "1200" } }
          - { extension: 101, name: A, phone: PJSIP/101 }
          - { extension: 102, name: B, phone: PJSIP/102, callWaiting: false }
          - { extension: 103, name: C, phone: PJSIP/103 }
          - { extension: 104, name: Mobile, mobile: +79160000104 }
          - { extension: 105, name: Night, phone: PJSIP/105, shift: night }
          - { extension: 106, name: English, phone: PJSIP/106, languages: [en] }
          - { extension: 107, name: Both, phone: PJSIP/107, languages: [it, en] }
        schedules:
          - { name: night, open: ["daily 22:00-06:00"] }
        """

    static func office(_ groups: String) throws -> TestOffice {
        try TestOffice(TestOffice.yaml(users + "\ngroups:\n" + groups))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        /// Everything of group 600 but its extension, name and end.
        let group: String
        let way: [String]
        var testDescription: String { group }
    }

    @Test(
        "what rings, and how long",
        arguments: [
            Case(group: "strategy: ringall, members: [user 101, user 103]", way: ["PJSIP/101&PJSIP/103 30s"]),
            Case(
                group: "strategy: ringall, ring: 25s, members: [user 101, user 103]",
                way: ["PJSIP/101&PJSIP/103 25s"]),
            // Whoever has a time of his own stops earlier; nobody rings longer than the group.
            Case(
                group: "strategy: ringall, ring: 25s, members: [{ to: user 101, ring: 10s }, user 103]",
                way: ["(leg 101 10s)&PJSIP/103 25s"]),
            Case(
                group: "strategy: ringall, ring: 25s, members: [{ to: user 101, ring: 40s }, user 103]",
                way: ["PJSIP/101&PJSIP/103 25s"]),
            Case(
                group: "strategy: ringall, members: [{ to: user 101, ring: 10s }, { to: user 103, ring: 20s }]",
                way: ["(leg 101 10s)&PJSIP/103 20s"]),
            Case(
                group: "strategy: ringall, ring: 5s, members: [user 101, user 102]",
                way: ["PJSIP/101&PJSIP/102 5s unless in use"]),
            // What is not a desk phone is decided apart.
            Case(
                group:
                    "strategy: ringall, ring: 5s, members: [user 104, number +79160000199, \"sip:a@b.example\", user 101]",
                way: ["(leg 104 5s)&(+79160000199 5s)&(sip:a@b.example 5s)&PJSIP/101 5s"]),
            Case(
                group: "strategy: linear, members: [user 101, { to: user 102, ring: 10s }]",
                way: ["PJSIP/101 30s", "PJSIP/102 10s unless in use"]),
            Case(
                group: "strategy: linear, ring: 7s, members: [user 104, number 89160000199]",
                way: ["(leg 104 7s) 7s", "(+79160000199 7s) 7s"]),
            // Each begins when those before him have rung their time, or sooner, and rings until the hunt is over.
            Case(
                group: "strategy: memoryhunt, ring: 4s, members: [user 101, user 102, user 103]",
                way: ["(leg 101 12s)&(leg 102 12s after 4s)&(leg 103 12s after 8s) 12s"]),
            Case(
                group:
                    "strategy: memoryhunt, members: [{ to: user 101, ring: 10s }, user 103, { to: number +79160000199, ring: 5s }]",
                way: ["(leg 101 45s)&(leg 103 45s after 10s)&(+79160000199 45s after 40s) 45s"]),
            // Not on shift at noon; by lot, too, nobody off shift comes up.
            Case(group: "strategy: ringall, ring: 5s, members: [user 105, user 101]", way: ["PJSIP/101 5s"]),
            Case(group: "strategy: linear, ring: 5s, members: [user 105, user 101]", way: ["PJSIP/101 5s"]),
            Case(group: "strategy: memoryhunt, ring: 5s, members: [user 105, user 101]", way: ["(leg 101 5s) 5s"]),
            Case(group: "strategy: random, ring: 5s, members: [user 105, user 101]", way: ["PJSIP/101 5s"]),
            Case(group: "strategy: ringall, members: [user 105]", way: []),
            // Nobody rings twice at once.
            Case(
                group: "strategy: ringall, ring: 5s, members: [user 106, speakers en, speakers it]",
                way: ["PJSIP/106&PJSIP/107 5s"]),
            Case(
                group: "strategy: ringall, ring: 5s, members: [user 101, user 101, user 103]",
                way: ["PJSIP/101&PJSIP/103 5s"]),
            Case(
                group: "strategy: linear, ring: 5s, members: [speakers it, speakers en, user 101]",
                way: ["PJSIP/107 5s", "PJSIP/106 5s", "PJSIP/101 5s"]),
        ])
    func ringing(_ one: Case) throws {
        let office = try Self.office(
            "  - { extension: 600, name: g, \(one.group), otherwise: { to: voicemail 100 } }")
        let way = office.way(
            to: "600", inside: "PJSIP/100", when: Array(repeating: .noAnswer, count: one.way.count))
        #expect(way == one.way + ["voicemail 100 unavailable"])
    }

    @Test("only who takes no second call is passed over while his phone is in use")
    func inUse() throws {
        let office = try Self.office(
            "  - { extension: 600, name: g, strategy: ringall, members: [user 101, user 102], otherwise: { to: busy } }"
        )
        let decision = office.decisions(to: "600", inside: "PJSIP/100")[0]
        guard case .ring(let ring) = decision.step else { return #expect(Bool(false), "\(decision.step)") }
        #expect(ring.busyWhenInUse == ["PJSIP/102"])
    }

    @Test("the night shift rings at night")
    func shift() throws {
        let office = try Self.office(
            "  - { extension: 600, name: g, strategy: ringall, ring: 5s, members: [user 105, user 101], otherwise: { to: busy } }"
        )
        for (time, line) in [
            ("05:59", "PJSIP/105&PJSIP/101 5s"), ("06:00", "PJSIP/101 5s"), ("21:59", "PJSIP/101 5s"),
            ("22:00", "PJSIP/105&PJSIP/101 5s"),
        ] {
            let moment = TestOffice.moment("2026-11-21T\(time)")
            #expect(office.way(to: "600", inside: "PJSIP/100", at: moment) == [line], "\(time)")
        }
        #expect(
            office.decisions(to: "600", inside: "PJSIP/100")[0].explanation.contains("group g: user 105 is off shift"))
    }

    @Test("a member whom the cursor names and the group no longer has is passed over")
    func gone() throws {
        let table = try Self.office(
            "  - { extension: 600, name: g, strategy: linear, ring: 5s, members: [user 101, user 103], otherwise: { to: busy } }"
        ).table
        let call = table.call(.internal(device: "PJSIP/100"), to: "600", from: nil)
        let moment = TestOffice.moment("2026-11-21T12:00")
        var cursor = table.next(call, at: moment).cursor
        cursor.frame = .group("g", remaining: [7, 1], ringing: 0)
        let next = table.next(call, after: cursor, outcome: .leg(.noAnswer), at: moment)
        #expect(next.step.line == "PJSIP/103 5s")
        cursor.frame = .group("g", remaining: [7], ringing: 0)
        #expect(table.next(call, after: cursor, outcome: .leg(.noAnswer), at: moment).step == .busy)
    }

    @Test("whatever comes of a member, the next one rings", arguments: LegOutcome.allCases)
    func outcomes(outcome: LegOutcome) throws {
        let office = try Self.office(
            "  - { extension: 600, name: g, strategy: linear, ring: 5s, members: [user 101, user 103], otherwise: { to: busy } }"
        )
        let way = office.way(to: "600", inside: "PJSIP/100", when: [outcome])
        switch outcome {
        case .answered, .cancelled: #expect(way.last == "hangup")
        default: #expect(way.last == "PJSIP/103 5s")
        }
    }

    @Test(
        "when nobody answers, the call goes on",
        arguments: [
            ("voicemail 100", "voicemail 100 unavailable"), ("user 103", "PJSIP/103 30s"),
            ("operator", "PJSIP/100 30s"),
            ("number +79160000199", "PJSIP/79160000199@main 30s"), ("play closed", "say closed"), ("busy", "busy"),
            ("hangup", "hangup"), ("sip:a@b.example", "sip:a@b.example 30s"),
            ("group h", "PJSIP/102 30s unless in use"),
        ])
    func otherwise(destination: String, line: String) throws {
        let office = try Self.office(
            """
              - { extension: 600, name: g, strategy: ringall, members: [user 101], otherwise: { to: "\(destination)" } }
              - { extension: 601, name: h, strategy: ringall, members: [user 102], otherwise: { to: busy } }
            """)
        let decisions = office.decisions(to: "600", inside: "PJSIP/101", when: [.noAnswer])
        #expect(decisions.last?.step.line == line)
        #expect(
            decisions.last?.explanation.contains("group g: nobody took the call, otherwise → \(destination)") == true)
    }

    @Test("who has rung for this call already is passed over")
    func alreadyRung() throws {
        let office = try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: R, phone: PJSIP/100 }
                  - { extension: 101, name: A, phone: PJSIP/101, forward: { noAnswer: { to: group g, after: 9s }, busy: { to: number +79160000199 } } }
                  - { extension: 102, name: B, phone: PJSIP/102, forward: { always: { to: group g } } }
                  - { extension: 104, name: M, mobile: +79160000104, forward: { noAnswer: { to: group g, after: 9s } } }
                groups:
                  - extension: 600
                    name: g
                    strategy: linear
                    ring: 5s
                    members: [user 101, number +79160000199, user 102, user 104]
                    otherwise: { to: busy }
                """))
        #expect(
            office.way(to: "101", inside: "PJSIP/100", when: [.noAnswer, .noAnswer, .noAnswer]) == [
                "PJSIP/101 9s", "(+79160000199 5s) 5s", "PJSIP/102 5s", "(leg 104 5s) 5s",
            ])
        // His busy rule's number has rung, then his noAnswer rule answers for it.
        #expect(
            office.way(to: "101", inside: "PJSIP/100", when: [.busy, .noAnswer]).last == "PJSIP/102 5s")
        // He sends his calls to the group he is a member of: he is not there.
        #expect(
            office.way(to: "102", inside: "PJSIP/100", when: [.noAnswer, .noAnswer, .noAnswer]) == [
                "PJSIP/101 5s", "(+79160000199 5s) 5s", "(leg 104 5s) 5s", "busy",
            ])
        #expect(
            office.way(to: "104", inside: "PJSIP/100", when: [.noAnswer, .noAnswer, .noAnswer, .noAnswer]) == [
                "PJSIP/79160000104@main 9s", "PJSIP/101 5s", "(+79160000199 5s) 5s", "PJSIP/102 5s", "busy",
            ])
    }
}
