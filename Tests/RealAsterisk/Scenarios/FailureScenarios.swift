import AsteriskBench
import Foundation
import Testing

/// Whatever happens to Switchboard, the caller reaches somebody, within 3 s.
@Suite("Switchboard in trouble") struct FailureScenarios {
    static let users: [BenchOffice.User] =
        ["5101", "5102", "5103", "5104", "5201", "5202", "5203", "5301", "5302"].map { .init(extension: $0) }
        + [
            .init(extension: "5501", keys: "forward: { noAnswer: { after: 6s, to: user 5502 } }"),
            .init(extension: "5502"),
        ]
        + BrokenAGIServer.Trouble.allCases.indices.map { .init(extension: "540\($0)") } + [.init(extension: "5409")]

    @Test(
        "an AGI that refuses, stalls, dies or talks nonsense: the operator rings within 3 s",
        arguments: ["refusing"] + BrokenAGIServer.Trouble.allCases.map(\.rawValue))
    func broken(trunk: String) async throws {
        let stage = try await Stage.shared()
        let index = BrokenAGIServer.Trouble.allCases.firstIndex { $0.rawValue == trunk } ?? 9
        let client = BenchOffice.client("540\(index)")
        try await stage.scenario("AGI \(trunk)", ["540\(index)"]) {
            let call = try await stage.call(
                from: .trunk(client, trunk: trunk), to: BenchOffice.direct("540\(index)"))
            let attendant = try await stage.leg(to: BenchOffice.operator, for: client, of: call)
            #expect(attendant.dialog.invitedAt - call.dialog.invitedAt < 3)
            try await stage.bench.expectConversation(call, attendant, for: 1)
        }
    }

    @Test("killed while calls are up: they stay up, the next takes the failure route, started again all is well")
    func killed() async throws {
        let stage = try await Stage.shared()
        let server = try #require(stage.victims[.killed])
        try await stage.scenario("killed", ["5101", "5102", "5103"]) {
            let number = BenchOffice.direct("5101")
            let talking = try await stage.call(
                from: .trunk(BenchOffice.client("5101"), trunk: "killed"), to: number)
            let desk = try await stage.leg(to: "5101", for: BenchOffice.client("5101"), of: talking)
            try await stage.bench.expectConversation(talking, desk, for: 1)
            try await server.kill()
            // What the last good table said for this number.
            let during = try await stage.call(
                from: .trunk(BenchOffice.client("5102"), trunk: "killed"), to: number)
            let again = try await stage.leg(to: "5101", for: BenchOffice.client("5102"), of: during)
            #expect(again.dialog.invitedAt - during.dialog.invitedAt < 3)
            try await stage.bench.expectConversation(during, again, for: 1)
            // A number nobody has dialled yet: the operator.
            let stranger = try await stage.call(
                from: .trunk(BenchOffice.client("5103"), trunk: "killed"), to: BenchOffice.direct("5102"))
            let attendant = try await stage.leg(to: BenchOffice.operator, for: BenchOffice.client("5103"), of: stranger)
            try await stage.bench.expectConversation(stranger, attendant, for: 1)
            try await stage.bench.expectConversation(talking, desk, for: 1)
            // An emergency number from a phone, which asks the same dead server: out by the trunk.
            let emergency = try await stage.call(from: .phone("5104"), to: "112")
            let service = try await stage.bench.leg(to: "112", of: emergency)
            #expect(service.dialog.trunk == "main")
            try await stage.bench.expectConversation(emergency, service, for: 1)

            try await server.restart()
            let after = try await stage.call(
                from: .trunk(BenchOffice.client("5104"), trunk: "killed"), to: BenchOffice.direct("5103"))
            let normal = try await stage.leg(to: "5103", for: BenchOffice.client("5104"), of: after)
            try await stage.bench.expectConversation(after, normal, for: 1)
            try await stage.bench.expectConversation(talking, desk, for: 1)
        }
    }

    @Test("stopped (SIGSTOP): the caller is somewhere within 3 s; continued, the next call is routed")
    func stopped() async throws {
        let stage = try await Stage.shared()
        let server = try #require(stage.victims[.stopped])
        try await stage.scenario("stopped", ["5201", "5202"]) {
            try server.pause()
            let client = BenchOffice.client("5201")
            let call = try await stage.call(
                from: .trunk(client, trunk: "stopped"), to: BenchOffice.direct("5201"))
            let attendant = try await stage.leg(to: BenchOffice.operator, for: client, of: call)
            #expect(attendant.dialog.invitedAt - call.dialog.invitedAt < 3)
            try await stage.bench.expectConversation(call, attendant, for: 1)
            try server.resume()
            let other = BenchOffice.client("5202")
            let next = try await stage.call(
                from: .trunk(other, trunk: "stopped"), to: BenchOffice.direct("5202"))
            let desk = try await stage.leg(to: "5202", for: other, of: next)
            try await stage.bench.expectConversation(next, desk, for: 1)
        }
    }

    @Test(
        "killed and started again while a phone rings: the call goes on by its rules; without a restart, to the operator"
    )
    func restarted() async throws {
        let stage = try await Stage.shared()
        let server = try #require(stage.victims[.restarted])
        try await stage.scenario("restarted", ["5501", "5502"]) {
            stage.bench.world.party("5501", .rings)
            for isRestarted in [true, false] {
                let client = BenchOffice.client(isRestarted ? "5501" : "5502")
                let call = try await stage.call(
                    from: .trunk(client, trunk: "restarted"), to: BenchOffice.direct("5501"))
                let desk = try await stage.leg(to: "5501", for: client, of: call)
                try await desk.rings()
                try await server.kill()
                if isRestarted { try await server.restart() }
                try await desk.stopsRinging()
                let next = try await stage.leg(to: isRestarted ? "5502" : BenchOffice.operator, for: client, of: call)
                try await stage.bench.expectConversation(call, next, for: 1)
            }
        }
    }

    @Test("a rule changed from another process holds for the next call, and a call under way keeps its own")
    func changed() async throws {
        let stage = try await Stage.shared()
        let server = try #require(stage.victims[.changed])
        try await stage.scenario("changed", ["5301", "5302"]) {
            let number = BenchOffice.direct("5301")
            let before = BenchOffice.client("5301")
            let office = BenchOffice(worldPort: stage.bench.world.port).yaml
            let first = try await stage.call(from: .trunk(before, trunk: "changed"), to: number)
            let desk = try await stage.leg(to: "5301", for: before, of: first)
            try await stage.bench.expectConversation(first, desk, for: 1)
            let entry = "extension: 5301, name: U5301, phone: PJSIP/5301"
            try #require(office.contains(entry))
            try await server.apply(
                office.replacing(entry, with: "\(entry), forward: { always: { to: user 5302 } }"))
            let applied = WireTime.now
            let delay = try await server.takesUp(revision: 2)
            let after = BenchOffice.client("5302")
            let second = try await stage.call(from: .trunk(after, trunk: "changed"), to: number)
            let colleague = try await stage.leg(to: "5302", for: after, of: second)
            #expect(second.dialog.invitedAt > applied)
            try await stage.bench.expectConversation(second, colleague, for: 1)
            try await stage.bench.expectConversation(first, desk, for: 1)
            #expect(delay < 0.1, "the server had it after \(delay) s")
        }
    }
}
