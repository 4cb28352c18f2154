import AsteriskBench
import Foundation
import Testing

/// Clients who would rather be called back than wait.
@Suite("callbacks", .serialized) struct CallbackScenarios {
    static let queues = [
        BenchQueue(extension: "9100", members: ["user 9101"], callback: "offer: 3s, window: 1m, retry: 3s, attempts: 2")
    ]
    static let users = [BenchOffice.User(extension: "9101")]
    @Test("the plain case") func plain() async throws {
        let stage = try await CallbackStage.shared()
        let bench = stage.bench
        let client = BenchOffice.client("9100")
        let number = String(client.dropFirst())
        let events = try await bench.operator()
        bench.world.party("9101", .answersWhenTold())
        bench.world.party(number, .answersWhenTold())
        try await bench.scenario("callback, the plain case", numbers: ["9100", "9101", client, number]) {
            // Somebody else is served.
            let other = try await bench.call(from: .trunk("+79035559999"), to: BenchOffice.direct("9100"))
            let first = try await bench.leg(to: "9101", of: other)
            try await first.tell()
            try await bench.expectConversation(other, first)

            let call = try await bench.call(from: .trunk(client), to: BenchOffice.direct("9100"))
            try await call.leg.comesToHearMusic()
            try await call.leg.key("1")
            let requested = try await events.event("SwitchboardCallback", within: 10) { $0["Number"] == client }
            #expect(requested["State"] == "requested")
            try await call.leg.ends()

            try await other.hangUp()
            let agent = try await bench.leg(to: "9101", of: call)
            try await agent.rings()
            try await agent.tell()
            let rung = try await bench.leg(to: number, of: call, within: 20)
            try await rung.rings()
            try await agent.comesToHearRingback()
            try await rung.tell()
            try await rung.answered()
            try await Task.sleep(for: .seconds(4))
            try await rung.key("1")
            do { try await bench.expectConversation(agent, rung) } catch {
                let a = try await agent.hears(for: 2), r = try await rung.hears(for: 2)
                print("AGENT", agent.tone as Any, "audio", a.audio, Tone.music, a.has(.music), [300,350,400,425,440,480,500,600,700,800,900,950,1000,1030,1060,1100,1150,1200,1300,1500,2000].map { ($0, a.has(Tone($0))) }.filter { $0.1 })
                print("CLIENT", rung.tone as Any, "audio", r.audio, a.lastLoud as Any, r.has(agent.tone!))
                let list = try await bench.pbx.console("core show channels concise")
                print(list)
                for line in list.split(separator: "\n") {
                    let name = line.prefix { $0 != "!" }
                    print(try await bench.pbx.console("core show channel \(name)").split(separator: "\n").filter { $0.contains("Format") || $0.contains("Name:") || $0.contains("Frames") || $0.contains("Bridge") || $0.contains("Transl") || $0.contains("Application") || $0.contains("Data") }.joined(separator: "\n"))
                }
                print(try await bench.pbx.console("bridge show all"))
                throw error
            }
            #expect(rung.dialog.callerUser == "+74951230100")
            let states = events.events(named: "SwitchboardCallback") { $0["Number"] == client }.map { $0["State"] }
            #expect(states == ["requested", "dialing", "connected"])
        }
    }
}
