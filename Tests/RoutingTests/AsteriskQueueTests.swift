import OfficeFile
import Routing
import Testing

@Suite("queues as Asterisk is to have them") struct AsteriskQueueTests {
    private static func table(_ queues: String) throws -> RoutingTable {
        try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100 }
                  - { extension: 101, name: Manager, phone: PJSIP/101, mobile: +79160000101, languages: [en, ru] }
                  - { extension: 103, name: Engineer, mobile: +79160000103, languages: [it] }
                queues:
                \(queues)
                """)
        ).table
    }

    @Test("members: what is dialled, whose state counts")
    func members() throws {
        let table = try Self.table(
            """
              - extension: 700
                name: support
                strategy: leastrecent
                members:
                  - user 100
                  - { to: user 101, penalty: 3 }
                  - user 103
                  - number +79160000199
                ring: 15s
                otherwise: { to: operator }
              - { extension: 701, name: mobile, strategy: ringall, members: [ { to: user 101, rings: mobile } ], ring: 9s, otherwise: { to: operator } }
              - { extension: 702, name: both, strategy: ringall, members: [ { to: user 101, rings: both } ], ring: 9s, otherwise: { to: operator } }
            """)
        let lines = table.asteriskQueues.flatMap { queue in
            queue.members.map { "\(queue.name) \($0.agent) \($0.interface) \($0.stateInterface) \($0.penalty)" }
        }
        #expect(
            lines == [
                "switchboard-700 100 Local/100@switchboard-agent PJSIP/100 0",
                "switchboard-700 101 Local/101@switchboard-agent PJSIP/101 3",
                "switchboard-700 103 Local/103@switchboard-agent Custom:switchboard-agent-103 0",
                "switchboard-700 +79160000199 Local/+79160000199@switchboard-agent "
                    + "Custom:switchboard-agent-+79160000199 0",
                "switchboard-701 101 Local/101@switchboard-agent Custom:switchboard-agent-101 0",
                "switchboard-702 101 Local/101@switchboard-agent Custom:switchboard-agent-101 0",
            ])
        #expect(
            table.agentDevices.map { [$0.name, $0.user, $0.phone, $0.number] } == [
                ["Custom:switchboard-agent-+79160000199", nil, nil, "+79160000199"],
                ["Custom:switchboard-agent-101", "101", "PJSIP/101", nil],
                ["Custom:switchboard-agent-103", "103", nil, nil],
            ])
        #expect(table.queues(of: "101").map(\.name) == ["support", "mobile", "both"])
        #expect(table.queues(of: "100").map(\.name) == ["support"])
    }

    @Test(
        "members have time to accept where somebody is asked to",
        arguments: [
            ("user 100", 15), ("user 101", 15), ("{ to: user 101, rings: both }", 35), ("user 103", 35),
            ("{ to: user 103, confirm: false }", 15), ("number +79160000199", 35),
            ("{ to: number +79160000199, confirm: false }", 15),
        ])
    func ringTime(member: String, seconds: Int) throws {
        let table = try Self.table(
            "  - { extension: 700, name: q, strategy: linear, members: [\(member)], ring: 15s, otherwise: { to: busy } }"
        )
        #expect(table.asteriskQueues.map(\.ringTime) == [Seconds(seconds)])
    }

    @Test("a queue for each language that some members speak and others do not; the office's is that of who names none")
    func languages() throws {
        let table = try Self.table(
            """
              - { extension: 700, name: q, strategy: linear, languages: true, members: [user 100, user 101, user 103, number +79160000199], ring: 9s, otherwise: { to: busy } }
              - { extension: 701, name: all, strategy: ringall, languages: true, members: [user 100, user 101], ring: 9s, otherwise: { to: busy } }
              - { extension: 702, name: none, strategy: ringall, members: [user 100, user 101], ring: 9s, otherwise: { to: busy } }
            """)
        #expect(
            table.asteriskQueues.map { "\($0.name): \($0.members.map(\.agent).joined(separator: " "))" } == [
                "switchboard-700-linear: 100 101 103 +79160000199", "switchboard-700-linear-en: 101",
                "switchboard-700-linear-it: 103", "switchboard-700-linear-ru: 100 101 +79160000199",
                "switchboard-701: 100 101", "switchboard-701-en: 101",
                "switchboard-702: 100 101",
            ])
        let (first, second) = (table.queuesInOrder[0], table.queuesInOrder[1])
        #expect(table.asteriskQueue(for: first, language: "it") == "switchboard-700-linear-it")
        #expect(table.asteriskQueue(for: first, language: "de") == "switchboard-700-linear")
        // All speak it.
        #expect(table.asteriskQueue(for: second, language: "ru") == "switchboard-701")
        #expect(table.queue(ofAsteriskQueue: "switchboard-700-linear-it")?.name == "q")
        // It was there before the rules changed.
        #expect(table.queue(ofAsteriskQueue: "switchboard-701-it")?.name == "all")
        #expect(table.queue(ofAsteriskQueue: "switchboard-709") == nil)
    }

    @Test("a queue that is going: its members of today where its office queue is there, else nobody")
    func outgoing() throws {
        let before = try Self.table(
            "  - { extension: 700, name: q, strategy: random, languages: true, members: [user 100, user 101, user 103], ring: 8s, otherwise: { to: busy } }"
        )
        let last = try #require(before.asteriskQueues.first { $0.language == "ru" })
        let table = try Self.table(
            "  - { extension: 700, name: q, strategy: linear, members: [user 101, user 103], ring: 9s, otherwise: { to: busy } }"
        )
        func line(_ queue: AsteriskQueue) -> String {
            "\(queue.name) \(queue.queue.strategy) \(queue.queue.ring) \(queue.members.map(\.agent).joined(separator: " "))"
        }
        #expect(line(table.outgoingQueue("switchboard-700-ru", last: last)) == "switchboard-700-ru random 8s 101")
        #expect(line(table.outgoingQueue("switchboard-700", last: nil)) == "switchboard-700 rrmemory 9s 101 103")
        #expect(
            line(before.outgoingQueue("switchboard-700-linear", last: nil))
                == "switchboard-700-linear linear 8s 100 101 103")
        #expect(table.outgoingQueue("switchboard-709", last: nil).members.isEmpty)
    }

    @Test(
        "what a name says",
        arguments: [
            ("switchboard-700", "700", nil), ("switchboard-700-en", "700", "en"),
            ("switchboard-700-pt_BR", "700", "pt_BR"), ("switchboard-700-linear", "700", nil),
            ("switchboard-700-linear-pt-BR", "700", "pt-BR"), ("switchboard-", nil, nil),
            ("switchboard-support", nil, nil), ("support", nil, nil), ("700", nil, nil),
        ] as [(String, String?, String?)])
    func names(name: String, extension: String?, language: String?) {
        #expect(AsteriskQueue.extension(inName: name) == `extension`)
        #expect(AsteriskQueue.language(inName: name) == language)
    }

    @Test(
        "names of keys",
        arguments: [
            ("0", "0"), ("9", "9"), ("*", "star"), ("#", "pound"), ("a", nil), ("", nil), ("10", nil), ("٣", nil),
        ]
            as [(String, String?)])
    func keys(key: String, name: String?) {
        #expect(AsteriskQueue.name(ofKey: key) == name)
    }

    @Test(
        "what agents do",
        arguments: [
            (AgentAction.login, [AgentState.available, .paused, .available]),
            (.logout, [.loggedOut, .loggedOut, .loggedOut]),
            (.pause, [.paused, .paused, .loggedOut]), (.resume, [.available, .available, .loggedOut]),
        ])
    func agents(action: AgentAction, after: [AgentState]) {
        #expect([AgentState.available, .paused, .loggedOut].map(action.state) == after)
    }
}
