import AsteriskBench
import Foundation
import Testing

/// Switchboard is killed, or Asterisk, at every moment of an attempt: no client is rung twice for one attempt, and no request
/// is forgotten.
@Suite("callbacks and kill -9") struct CallbackKillScenarios {
    static let queues = KillPoint.allCases.map { BenchQueue.of($0.queue, agents: $0.agent) }
    static let users = KillPoint.allCases.map { BenchOffice.User(extension: $0.agent) }

    @Test("one outcome, and one ring for each attempt", arguments: KillPoint.allCases)
    func killed(point: KillPoint) async throws {
        try await CallbackKillStage.shared.scenario("callback, killed \(point)", [point.queue, point.agent]) { stage in
            let scene = try await CallbackScene(stage, queue: point.queue)
            scene.bench.world.party(point.agent, .answersWhenTold())
            scene.client(.answersWhenTold())
            try await stage.pause(point.agent, in: point.queue)
            let talk = try await Self.story(of: point, scene)
            try await Self.endsWell(point, scene)
            if let (agent, client) = talk {
                try await scene.bench.expectConversation(agent, client)
                try await agent.hangUp()
            }
        }
    }

    /// - Returns: who talk in the end, where it is not for everybody the same.
    private static func story(of point: KillPoint, _ scene: CallbackScene) async throws
        -> (ObservedLeg, ObservedLeg)?
    {
        let (stage, bench) = (scene.stage, scene.bench)
        switch point {
        case .noted:
            let call = try await scene.call()
            try await call.leg.comesToHearMusic()
            let before = WireTime.now
            try await call.leg.key("1")
            try await scene.told("requested")
            try await stage.killsSwitchboard()
            // What is said to him needs nobody any more.
            try await call.leg.comesToHear(prompt: "switchboard/callback-noted", language: "en", after: before)
            try await call.leg.ends(within: 30)
            return try await served(try await scene.agentIsFree(point.agent), scene)
        case .notedUnanswered:
            let call = try await scene.call()
            try await call.leg.comesToHearMusic()
            await stage.questions.stallAnswers()
            try await call.leg.key("1")
            try await scene.told("requested")
            try await stage.killsSwitchboard()
            // He can't know that it was noted, and goes on waiting: he is not to be called while he does.
            try await call.leg.comesToHear(prompt: "switchboard/callback-failed", language: "en")
            try await call.leg.comesToHearMusic(within: 15)
            let agent = try await scene.agent(point.agent, after: scene.start, resuming: point)
            return (call.leg, agent)
        case .queued, .asteriskQueued:
            try await scene.asks()
            let place = try await scene.place()
            if point == .queued {
                try await stage.killsSwitchboard()
                // For longer than Switchboard takes to look after what is due.
                try await Task.sleep(for: .seconds(1))
                #expect(try await scene.place() == place, "it is the same place")
            } else {
                // What AstDB has not committed dies with Asterisk: up to a second (db.c, db_sync_thread).
                try await Task.sleep(for: .seconds(2))
                try await stage.killsAsterisk()
            }
            return try await served(try await scene.agentIsFree(point.agent), scene)
        case .agentRings:
            try await scene.asks()
            let before = WireTime.now
            try await stage.resume(point.agent, in: point.queue)
            let agent = try await bench.leg(to: point.agent, after: before)
            try await agent.rings()
            try await stage.killsSwitchboard()
            #expect(agent.dialog.endedAt == nil, "it goes on ringing")
            try await agent.tell()
            return try await served(agent, scene)
        case .agentHears:
            try await scene.asks()
            let agent = try await scene.agentIsFree(point.agent)
            try await stage.killsSwitchboard()
            return try await served(agent, scene)
        case .dialingStored:
            try await scene.asks()
            let agent = try await scene.agentIsFree(point.agent)
            await stage.questions.stallAnswers()
            try await scene.told("dialing")
            try await stage.killsSwitchboard()
            try await agent.ends(within: 10)
            #expect(scene.timesRung == 0)
            return try await served(try await scene.agentIsRung(point.agent, after: .now), scene)
        case .clientRings:
            try await scene.asks()
            let agent = try await scene.agentIsFree(point.agent)
            _ = try await scene.rings()
            try await scene.told("dialing")
            try await stage.killsSwitchboard()
            return try await served(agent, scene)
        case .asteriskRinging:
            try await scene.asks()
            _ = try await scene.agentIsFree(point.agent)
            _ = try await scene.rings()
            try await Task.sleep(for: .seconds(2))
            let before = WireTime.now
            try await stage.killsAsterisk()
            let again = try await scene.agentIsRung(point.agent, after: before, within: 40)
            return try await served(again, scene, 1)
        case .clientAsked:
            try await scene.asks()
            let agent = try await scene.agentIsFree(point.agent)
            let leg = try await scene.rings()
            try await leg.tell()
            try await leg.comesToHear(prompt: "switchboard/callback-press-one", language: "en")
            try await stage.killsSwitchboard()
            try await leg.key("1")
            return (agent, leg)
        case .clientAccepts:
            try await scene.asks()
            let agent = try await scene.agentIsFree(point.agent)
            let leg = try await scene.rings()
            try await scene.told("dialing")
            try stage.switchboard.pause()
            try await scene.accepts(leg)
            let tone = try #require(agent.tone)
            try await leg.comesToHear(tone)
            try await stage.killsSwitchboard()
            return (agent, leg)
        case .talk:
            try await scene.asks()
            let agent = try await scene.agentIsFree(point.agent)
            let pair = try await served(agent, scene)
            try await scene.told("connected")
            try await stage.killsSwitchboard()
            return pair
        case .clientFailed:
            scene.client(.refuses(486, "Busy Here", after: 2), .answersWhenTold())
            try await scene.asks()
            let agent = try await scene.agentIsFree(point.agent)
            let leg = try await scene.rings()
            try await scene.told("dialing")
            try stage.switchboard.pause()
            let ended = try await leg.ends()
            // Two seconds later the dialplan does without an answer.
            try await stage.killsSwitchboard()
            try await scene.isFreed(agent, after: leg)
            return try await served(try await scene.agentIsRung(point.agent, after: ended), scene, 1)
        case .retry:
            scene.client(.busy, .answersWhenTold())
            try await scene.asks()
            let agent = try await scene.agentIsFree(point.agent)
            let ended = try await agent.ends()
            try await scene.told("retry")
            try await stage.killsSwitchboard()
            let again = try await scene.agentIsRung(point.agent, after: ended)
            #expect(again.dialog.invitedAt - ended > 2.8, "not before its time")
            return try await served(again, scene, 1)
        }
    }

    /// The client takes the call that the agent waits for.
    private static func served(
        _ agent: ObservedLeg, _ scene: CallbackScene, _ index: Int = 0
    ) async throws -> (ObservedLeg, ObservedLeg) {
        let leg = try await scene.rings(index)
        try await scene.accepts(leg)
        return (agent, leg)
    }

    /// The request has one outcome, nobody rings any more, and each attempt has rung the client once.
    private static func endsWell(_ point: KillPoint, _ scene: CallbackScene) async throws {
        let deadline = ContinuousClock.now + .seconds(10)
        while try scene.stage.requests(of: scene.client, in: point.queue).contains(where: { $0.outcome == nil }) {
            guard ContinuousClock.now < deadline else { throw BenchError("the request has no outcome") }
            try await Task.sleep(for: .milliseconds(50))
        }
        // Longer than the pause before another attempt.
        try await Task.sleep(for: .seconds(4))
        let requests = try scene.stage.requests(of: scene.client, in: point.queue)
        let rings = scene.timesRung
        try scene.stage.note(
            "\(point.rawValue) | \(requests.first?.attempts.map { $0.result ?? "?" } ?? []) | rings \(rings) | "
                + "\(requests.map { $0.outcome ?? "open" }) | told \(scene.told)")
        #expect(requests.map(\.outcome) == [point.outcome])
        #expect(requests.first?.attempts.map(\.result) == point.results)
        #expect(requests.first?.attempts.map(\.number) == Array(1..<point.results.count + 1))
        #expect(rings == point.results.count)
        // One that was told by nobody, since it was stored by one who was killed then, is in the store.
        #expect(scene.told.count { ["connected", "failed", "cancelled"].contains($0) } <= 1)
    }
}

extension CallbackStage {
    /// kill -9; it is started again, and follows Asterisk's calls when this returns.
    func killsSwitchboard() async throws {
        let times = timesFollowed
        try await switchboard.kill()
        await questions.reset()
        await questions.resume()
        try await switchboard.restart()
        try await follows(times: times + 1)
    }

    /// The same with Asterisk.
    func killsAsterisk() async throws {
        let times = timesFollowed
        try await bench.pbx.crash()
        try await bench.pbx.restart()
        try await follows(times: times + 1)
    }

    /// For the table of what came of it.
    func note(_ line: String) throws {
        let file = switchboard.folder.appending(path: "kills.txt")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        try Data("\(text)\(line)\n".utf8).write(to: file)
    }
}

extension CallbackScene {
    /// The virtual caller's channel in the queue, which has to come.
    fileprivate func place() async throws -> String {
        let deadline = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < deadline {
            let shown = try await bench.pbx.console("core show channels concise").split(separator: "\n")
            let id = try stage.requests(of: client, in: queue).first?.id ?? 0
            if let name = shown.first(where: { $0.hasPrefix("Local/\(id)-") && $0.contains("!Queue!") }) {
                return String(name.prefix { $0 != "!" })
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw BenchError("no virtual caller waits in queue \(queue)")
    }

    /// An agent takes calls, is rung for the client's own call, and picks up.
    fileprivate func agent(
        _ agent: String, after moment: WireTime, resuming point: KillPoint
    ) async throws -> ObservedLeg {
        try await stage.resume(agent, in: point.queue)
        return try await self.agent(agent, after: moment)
    }
}
