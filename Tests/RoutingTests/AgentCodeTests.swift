import Foundation
import Routing
import Testing

@Suite("phone codes of agents") struct AgentCodeTests {
    let office: TestOffice

    init() throws {
        office = try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100 }
                  - { extension: 101, name: Manager, phone: PJSIP/101 }
                queues:
                  - { extension: 700, name: support, strategy: ringall, members: [user 101], ring: 9s, otherwise: { to: busy } }
                  - { extension: 701, name: sales, strategy: ringall, members: [user 101], ring: 9s, otherwise: { to: busy } }
                  - { extension: 702, name: other, strategy: ringall, members: [user 100], ring: 9s, otherwise: { to: busy } }
                """))
    }

    @Test(
        "what is kept and said; before it he is out of 701",
        arguments: [
            ("*45#", "agent 101: login, queue 700, 701: say agent-in 700 agent-in 701"),
            ("*45*701#", "agent 101: login, queue 701: say agent-in 701"),
            ("**45*701#", "agent 101: login, queue 701: say agent-in 701"),
            ("#45#", "agent 101: logout, queue 700, 701: say agent-out 700 agent-out 701"),
            ("#45*700", "agent 101: logout, queue 700: say agent-out 700"),
            ("##45*700#", "agent 101: logout, queue 700: say agent-out 700"),
            // Nobody pauses where he is not.
            ("*46#", "agent 101: pause, queue 700, 701: say agent-paused 700 agent-out 701"),
            ("#46#", "agent 101: resume, queue 700, 701: say agent-in 700 agent-out 701"),
            ("*#45#", "say agent-in 700 agent-out 701"), ("*#46*701#", "say agent-out 701"),
            ("*45*702#", "say not-an-agent"), ("*45*support#", "say not-an-agent"), ("*45*+7700#", "say not-an-agent"),
            ("*45*700*701#", "say code-malformed"),
        ])
    func codes(dialled: String, step: String) {
        var memory = CallMemory.none
        memory.agents["101", queue: "701"] = .init(
            .loggedOut, since: TestOffice.moment("2026-11-21T09:00"), author: "a")
        let decisions = office.decisions(to: dialled, from: nil, inside: "PJSIP/101", then: [], memory: memory)
        #expect(decisions.map(\.step.line) == [step])
    }

    @Test("whose phone serves no queue is told so, and no other call asks for agents")
    func others() throws {
        let table = office.table
        func call(_ dialled: String, _ device: String?) -> IncomingCall {
            table.call(device.map { .internal(device: $0) } ?? .external, to: dialled, from: nil)
        }
        #expect(table.asksForAgents(call("*45#", "PJSIP/101")))
        #expect(!table.asksForAgents(call("*21#", "PJSIP/101")))
        #expect(!table.asksForAgents(call("700", "PJSIP/101")))
        #expect(!table.asksForAgents(call("*45#", nil)))
    }
}
