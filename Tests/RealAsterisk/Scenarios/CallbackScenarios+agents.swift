import AsteriskBench
import Foundation
import Testing

/// Agents who hang up, do not answer or are not there, and hours in which nobody is called back.
extension CallbackScenarios {
    static let agentsTrouble = [
        BenchQueue.of("9170", agents: "9171"), .of("9175", agents: "9176", "9177"), .of("9180", agents: "9181"),
        .of(
            "9185", agents: "9186",
            callback: "offer: 3s, window: 20s, retry: 3s, attempts: 2, during: hours-9185"),
        .of(
            "9187", agents: "9188",
            callback: "offer: 3s, window: 20s, retry: 3s, attempts: 2, during: hours-9187, outside: end"),
    ]

    @Test("the agent hangs up while the client's telephone rings: it stops at once, and the next attempt follows")
    func agentHangsUp() async throws {
        let scene = try await CallbackScene(.shared(), queue: "9170")
        try await scene.stage.scenario("callback, agent hangs up", ["9170", "9171"]) {
            scene.bench.world.party("9171", .answersWhenTold())
            scene.client(.answersWhenTold())
            try await scene.stage.pause("9171", in: "9170")
            try await scene.asks()
            let agent = try await scene.agentIsFree("9171")
            let leg = try await scene.rings()
            try await scene.told("dialing", attempt: 1)
            try await agent.hangUp()
            let ended = try await agent.ends()
            #expect(try await leg.ends() - ended < 2)
            let retry = try await scene.told("retry", attempt: 1)
            #expect(retry.attempts.map(\.result) == ["broken"])
            let again = try await scene.agentIsRung("9171", after: ended)
            let second = try await scene.rings(1)
            try await scene.accepts(second)
            try await scene.talks(again, with: second, attempts: ["broken", "answered"])
        }
    }

    @Test("an agent does not answer: the next one is rung, and the client only when one has answered")
    func agentDoesNotAnswer() async throws {
        let scene = try await CallbackScene(.shared(), queue: "9175")
        let bench = scene.bench
        try await scene.stage.scenario("callback, next agent", ["9175", "9176", "9177"]) {
            bench.world.party("9176", .rings)
            bench.world.party("9177", .answersWhenTold())
            scene.client(.answersWhenTold())
            for agent in ["9176", "9177"] { try await scene.stage.pause(agent, in: "9175") }
            try await scene.asks()
            let before = WireTime.now
            try await scene.stage.resume("9176", in: "9175")
            let silent = try await bench.leg(to: "9176", after: before)
            try await scene.stage.resume("9177", in: "9175")
            let agent = try await scene.agentIsRung("9177", after: before)
            #expect(abs(silent.rang - 8) < 1.5)
            let leg = try await scene.rings()
            #expect(try leg.dialog.invitedAt > #require(agent.dialog.answeredAt))
            try await scene.accepts(leg)
            try await scene.talks(agent, with: leg, attempts: ["answered"])
        }
    }

    @Test("nobody is logged in any more: the request waits, and is served when somebody logs in")
    func nobodyLoggedIn() async throws {
        let scene = try await CallbackScene(.shared(), queue: "9180")
        try await scene.stage.scenario("callback, nobody logged in", ["9180", "9181"]) {
            scene.bench.world.party("9181", .answersWhenTold())
            scene.client(.answersWhenTold())
            try await scene.stage.pause("9181", in: "9180")
            try await scene.asks()
            try await scene.stage.run("queue", "logout", "9180", "9181")
            // He is sent away by Asterisk, comes back, and is sent away again.
            try await Task.sleep(for: .seconds(3))
            let open = try #require(try scene.stage.requests(of: scene.client, in: "9180").first)
            #expect(open.outcome == nil && open.attempts.isEmpty)
            let before = WireTime.now
            try await scene.stage.run("queue", "login", "9180", "9181")
            try await scene.stage.resume("9181", in: "9180")
            // A place that Asterisk did not give is asked for again after ten seconds.
            let agent = try await scene.agentIsRung("9181", after: before)
            let leg = try await scene.rings()
            try await scene.accepts(leg)
            try await scene.talks(agent, with: leg, attempts: ["answered"])
        }
    }

    @Test("outside the hours a request is held back, and the window begins with them")
    func heldBack() async throws {
        let scene = try await CallbackScene(.shared(), queue: "9185")
        try await scene.stage.scenario("callback, held back", ["9185", "9186"]) {
            scene.bench.world.party("9186", .answersWhenTold())
            scene.client(.answersWhenTold())
            try await scene.stage.pause("9186", in: "9185")
            let call = try await scene.asks()
            let before = WireTime.now
            try await scene.stage.resume("9186", in: "9185")
            // Longer than the window.
            try await Task.sleep(for: .seconds(max(5, 22 - (.now - call.dialog.invitedAt))))
            #expect(scene.bench.legs(to: "9186", after: before).isEmpty)
            #expect(scene.told == ["requested"])
            try await scene.stage.run("schedule", "override", "hours-9185", "open")
            let agent = try await scene.agentIsRung("9186", after: before)
            let leg = try await scene.rings()
            try await scene.accepts(leg)
            try await scene.talks(agent, with: leg, attempts: ["answered"])
        }
    }

    @Test("or it ends with the hours, and is told so")
    func ended() async throws {
        let scene = try await CallbackScene(.shared(), queue: "9187")
        try await scene.stage.scenario("callback, ended with the hours", ["9187", "9188"]) {
            try await scene.stage.run("schedule", "override", "hours-9187", "open")
            try await scene.stage.pause("9188", in: "9187")
            try await scene.asks()
            let before = WireTime.now
            try await scene.stage.run("schedule", "override", "hours-9187", "closed")
            let record = try await scene.told("failed", within: 5)
            #expect(record.reason == "outside the hours of callbacks" && record.attempts.isEmpty)
            try await scene.stage.resume("9188", in: "9187")
            try await Task.sleep(for: .seconds(3))
            #expect(scene.bench.legs(to: "9188", after: before).isEmpty && scene.timesRung == 0)
            #expect(scene.told == ["requested", "failed"])
        }
    }
}
