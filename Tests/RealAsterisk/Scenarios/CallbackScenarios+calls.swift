import AsteriskBench
import Foundation
import Testing

/// Clients who call again, or ask more than once.
extension CallbackScenarios {
    static let ownCalls = [
        BenchQueue.of("9140", agents: "9141"), .of("9145", agents: "9146"), .of("9150", agents: "9151"),
        .of("9155", agents: "9156"), .of("9157", agents: "9158"),
        .of("9160", agents: "9161", "9162", callback: "offer: 3s, window: 3m, retry: 3s, attempts: 2"),
    ]

    @Test("he calls in himself and is answered: his request is done with, and nobody dials him")
    func answeredHimself() async throws {
        let scene = try await CallbackScene(.shared(), queue: "9140")
        try await scene.stage.scenario("callback, calls in himself", ["9140", "9141"]) {
            scene.bench.world.party("9141", .answersWhenTold())
            try await scene.stage.pause("9141", in: "9140")
            try await scene.asks()
            let call = try await scene.call()
            try await call.leg.comesToHearMusic()
            // His own call has the line, and his place in it waits for him no longer.
            let before = WireTime.now
            try await scene.stage.resume("9141", in: "9140")
            let agent = try await scene.agent("9141", after: before)
            let record = try await scene.told("cancelled")
            #expect(record.attempts.isEmpty)
            try await scene.bench.expectConversation(call, agent)
            try await call.hangUp()
            try await agent.ends()
            try await Task.sleep(for: .seconds(4))
            #expect(scene.timesRung == 0)
            #expect(scene.bench.legs(to: "9141", after: before).count == 1)
            #expect(scene.told == ["requested", "cancelled"])
        }
    }

    @Test("he calls in himself and gives up: he is called back after all")
    func gaveUp() async throws {
        let scene = try await CallbackScene(.shared(), queue: "9145")
        try await scene.stage.scenario("callback, calls in and gives up", ["9145", "9146"]) {
            scene.bench.world.party("9146", .answersWhenTold())
            scene.client(.answersWhenTold())
            try await scene.stage.pause("9146", in: "9145")
            try await scene.asks()
            let call = try await scene.call()
            try await call.leg.comesToHearMusic()
            try await call.hangUp()
            let agent = try await scene.agentIsFree("9146")
            let leg = try await scene.rings()
            try await scene.accepts(leg)
            try await scene.talks(agent, with: leg, attempts: ["answered"])
        }
    }

    @Test("he asks, takes it back with the same key and goes on waiting, and asks again: each time he hears it")
    func thrice() async throws {
        let scene = try await CallbackScene(.shared(), queue: "9150")
        try await scene.stage.scenario("callback, asks three times", ["9150", "9151"]) {
            scene.bench.world.party("9151", .answersWhenTold())
            scene.client(.answersWhenTold())
            try await scene.stage.pause("9151", in: "9150")
            try await scene.asks()
            let call = try await scene.call()
            try await call.leg.comesToHearMusic()
            let before = WireTime.now
            try await call.leg.key("1")
            let record = try await scene.told("cancelled")
            #expect(record.attempts.isEmpty)
            try await call.leg.comesToHear(
                prompt: "switchboard/callback-cancelled", language: "en", after: before)
            try await call.leg.comesToHearMusic(within: 15)
            #expect(call.leg.dialog.endedAt == nil)
            try await scene.asks(in: call)
            #expect(try scene.stage.requests(of: scene.client, in: "9150").map(\.outcome) == [nil, "cancelled"])
            let agent = try await scene.agentIsFree("9151")
            let leg = try await scene.rings()
            try await scene.accepts(leg)
            let connected = try await scene.told("connected")
            #expect(connected.attempts.map(\.result) == ["answered"])
            #expect(scene.timesRung == 1)
            #expect(scene.told == ["requested", "cancelled", "requested", "dialing", "connected"])
            try await scene.bench.expectConversation(agent, leg)
            try await agent.hangUp()
        }
    }

    @Test("he asks in two queues whose agents are free at the same time: they call him back one after the other")
    func twoQueues() async throws {
        let one = try await CallbackScene(.shared(), queue: "9155")
        let two = try await CallbackScene(.shared(), queue: "9157", client: one.client)
        let bench = one.bench
        try await one.stage.scenario("callback, two queues", ["9155", "9156", "9157", "9158"]) {
            for agent in ["9156", "9158"] { bench.world.party(agent, .answers()) }
            one.client(.answersWhenTold())
            try await one.stage.pause("9156", in: "9155")
            try await one.stage.pause("9158", in: "9157")
            try await one.asks()
            try await two.asks()
            // Both agents are free at once: he has one telephone, and the other waits until he has hung up.
            let before = WireTime.now
            try await one.stage.resume("9156", in: "9155")
            try await one.stage.resume("9158", in: "9157")
            let leg = try await one.rings()
            let isOne = leg.dialog.callerUser == BenchQueue.of("9155").callerID
            let (first, then) = isOne ? (one, two) : (two, one)
            let agents = isOne ? ["9156", "9158"] : ["9158", "9156"]
            let agent = try await bench.leg(to: agents[0], after: before)
            try await first.accepts(leg)
            try await first.told("connected")
            let heard = await Result.catching { try await bench.expectConversation(agent, leg) }
            #expect(one.timesRung == 1)
            let over = WireTime.now
            try await agent.hangUp()
            let second = try await then.rings(1)
            #expect(second.dialog.invitedAt > over)
            #expect(second.dialog.callerUser == BenchQueue.of(then.queue).callerID)
            let other = try #require(
                bench.legs(to: agents[1], after: over).first { $0.answeredAt != nil && $0.endedAt == nil })
            #expect(other.callerUser == one.client)
            try await then.accepts(second)
            let record = try await then.told("connected")
            #expect(record.attempts.map(\.result) == ["answered"])
            #expect(one.told == ["requested", "dialing", "connected"] && two.told == one.told)
            #expect(one.timesRung == 2)
            try await second.hangUp()
            try heard.get()
        }
    }

    @Test("two agents, five callers on the line and three who are called back: the order of service is that of arrival")
    func order() async throws {
        let stage = try await CallbackStage.shared()
        let bench = stage.bench
        let agents = ["9161", "9162"]
        let clients = (0..<8).map { BenchOffice.client("916\($0)") }
        let calledBack = [1, 3, 6].map { clients[$0] }
        try await stage.scenario("callback, order", ["9160"] + clients.map { String($0.suffix(4)) }) {
            for agent in agents {
                bench.world.party(agent, .answersWhenTold())
                try await stage.pause(agent, in: "9160")
            }
            let start = WireTime.now
            var scenes: [String: CallbackScene] = [:]
            var calls: [String: CallerLeg] = [:]
            for client in clients {
                let scene = try await CallbackScene(stage, queue: "9160", client: client)
                scene.client(.answersWhenTold())
                (scenes[client], calls[client]) = (scene, try await scene.call())
                try await calls[client]?.leg.answered()
                // A place is kept to a tenth of a second.
                try await Task.sleep(for: .milliseconds(300))
            }
            for client in calledBack.reversed() {
                try await scenes[client]?.asks(in: try #require(calls[client]))
            }
            let (callers, asked) = (calls, scenes)
            /// Serves one after the other; how many is known in the end.
            @Sendable func serve(_ agent: String) async throws {
                var index = 0
                while let leg = try? await bench.leg(to: agent, after: start, index: index, within: 8) {
                    index += 1
                    try await leg.rings()
                    try await leg.tell()
                    try await leg.answered()
                    let client = leg.dialog.callerUser
                    let scene = try #require(asked[client])
                    if calledBack.contains(client) {
                        let rung = try await scene.rings()
                        try await scene.accepts(rung)
                        try await scene.told("connected")
                        try await rung.hangUp()
                    } else {
                        let call = try #require(callers[client])
                        try await bench.expectConversation(call, leg)
                        try await call.hangUp()
                    }
                    try await leg.ends()
                }
            }
            try await stage.resume(agents[0], in: "9160")
            _ = try await bench.leg(to: agents[0], after: start)
            try await stage.resume(agents[1], in: "9160")
            async let first: Void = serve(agents[0])
            async let second: Void = serve(agents[1])
            _ = try await (first, second)

            let served = agents.flatMap { bench.legs(to: $0, after: start) }.sorted { $0.invitedAt < $1.invitedAt }
            #expect(served.map(\.callerUser) == clients)
            for client in clients {
                let scene = try #require(scenes[client])
                #expect(scene.timesRung == (calledBack.contains(client) ? 1 : 0))
                #expect(scene.told == (calledBack.contains(client) ? ["requested", "dialing", "connected"] : []))
            }
            // Every client who rings has an agent who waits for him.
            for rung in clients.flatMap({ bench.legs(to: String($0.dropFirst()), after: start) }) {
                let holders = served.filter { leg in
                    "+\(rung.calledUser)" == leg.callerUser && leg.answeredAt.map { $0 < rung.invitedAt } ?? false
                        && leg.endedAt.map { $0 > rung.invitedAt } ?? true
                }
                #expect(holders.count == 1, "\(rung.calledUser)")
            }
        }
    }
}
