import AsteriskBench
import Foundation
import Testing

/// What `switchboard report queues` says, against what app_queue wrote down itself and against what callers did.
@Suite("queue reports") struct QueueReportScenarios {
    @Test("six callers, two agents: each is answered once, and waits as long as app_queue says")
    func answered() async throws {
        let stage = try await QueueReportStage.shared()
        for agent in ["8701", "8702"] { stage.bench.world.party(agent, .answers(after: 0.5, for: 1)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<6 {
                let client = BenchOffice.client("870\(number)")
                group.addTask {
                    let call = try await stage.bench.call(from: .trunk(client), to: BenchOffice.direct("8700"))
                    try await call.leg.ends()
                }
            }
            try await group.waitForAll()
        }
        let report = try await stage.report(of: "8700", offered: 6)
        let log = stage.count(of: "8700")
        #expect(log.entered == 6 && log.answered == 6)
        #expect(report.offered == log.entered && report.answered == log.answered)
        #expect(report.abandoned == 0 && report.left == 0)
        #expect(report.unansweredRings == log.unansweredRings)
        // app_queue has whole seconds.
        let waiting = try #require(report.waiting)
        #expect(abs(waiting.mean - Double(log.waits.reduce(0, +)) / 6) < 1)
        #expect(abs(waiting.longest - Double(log.waits.max() ?? 0)) < 1.1)
        #expect(waiting.longest > 2, "three rounds of a second and a half")
    }

    @Test("some wait until their time is over, one gives up; the agent was rung in vain")
    func timedOut() async throws {
        let stage = try await QueueReportStage.shared()
        stage.bench.world.party("8711", .rings)
        async let first = stage.bench.call(from: .trunk(BenchOffice.client("8711")), to: BenchOffice.direct("8710"))
        async let second = stage.bench.call(from: .trunk(BenchOffice.client("8712")), to: BenchOffice.direct("8710"))
        let third = try await stage.bench.call(
            from: .trunk(BenchOffice.client("8713")), to: BenchOffice.direct("8710"))
        try await third.leg.comesToHearMusic()
        try await third.hangUp()
        for call in [try await first, try await second] { try await call.leg.ends() }
        let report = try await stage.report(of: "8710", offered: 3) { $0.timedOut == 2 }
        let log = stage.count(of: "8710")
        #expect(report.offered == 3 && report.timedOut == 2 && report.abandoned == 1 && report.answered == 0)
        #expect(report.offered == log.entered && report.timedOut == log.timedOut && report.abandoned == log.abandoned)
        #expect(report.unansweredRings == log.unansweredRings && log.unansweredRings > 0)
    }

    @Test("who is not let in is in no event and not in app_queue's log, and counts")
    func refused() async throws {
        let stage = try await QueueReportStage.shared()
        let waiting = try await stage.bench.call(
            from: .trunk(BenchOffice.client("8721")), to: BenchOffice.direct("8720"))
        try await waiting.leg.comesToHearMusic()
        let refused = try await stage.bench.call(
            from: .trunk(BenchOffice.client("8722")), to: BenchOffice.direct("8720"))
        try await refused.leg.ends()
        try await waiting.hangUp()
        let unserved = try await stage.bench.call(
            from: .trunk(BenchOffice.client("8731")), to: BenchOffice.direct("8730"))
        try await unserved.leg.ends()
        let full = try await stage.report(of: "8720", offered: 2)
        #expect(full.full == 1 && full.abandoned == 1)
        #expect(stage.count(of: "8720").entered == full.offered - full.full)
        let empty = try await stage.report(of: "8730", offered: 1)
        #expect(empty.nobodyThere == 1 && empty.offered == 1)
        #expect(stage.count(of: "8730").entered == 0)
    }

    @Test("who asks for a callback counts once; who can't be called back goes on waiting; no virtual caller counts")
    func callbacks() async throws {
        let stage = try await QueueReportStage.shared()
        let events = try await stage.bench.operator()
        let client = BenchOffice.client("8741")
        let asking = try await stage.bench.call(from: .trunk(client), to: BenchOffice.direct("8740"))
        try await asking.leg.comesToHearMusic()
        try await asking.leg.key("1")
        try await asking.leg.ends()
        // Not before the client has heard it all.
        let virtual = try await events.event("QueueCallerJoin", within: 40) {
            $0["Channel"]?.hasPrefix("Local/") == true && $0["Queue"] == "switchboard-8740"
        }
        let anonymous = try await stage.bench.call(from: .trunk(nil), to: BenchOffice.direct("8740"))
        try await anonymous.leg.comesToHearMusic()
        try await anonymous.leg.key("1")
        let id = try #require(
            events.events(named: "QueueCallerJoin") { $0["Channel"]?.hasPrefix("PJSIP/") == true }.last?["Uniqueid"])
        // He is told that it is not possible, and is in the line again.
        try await events.event("QueueCallerLeave", within: 10) { $0["Uniqueid"] == id }
        try await events.comesBack(id, to: "switchboard-8740")
        try await anonymous.hangUp()

        // While he is told that it is not possible he is not in the line: what was written then is not the end.
        let report = try await stage.report(of: "8740", offered: 2) { $0.left == 0 }
        let log = stage.count(of: "8740", without: [try #require(virtual["Uniqueid"])])
        #expect(report.offered == 2 && report.askedForCallback == 1)
        #expect(report.abandoned == 1 && report.left == 0)
        #expect(log.keyed == 2 && log.abandoned == 1)
        // He who came back has two entries in app_queue's log.
        #expect(log.entered == report.offered + 1)
        let callbacks = try await stage.switchboard.run(["report", "callbacks", "--csv"])
        #expect(callbacks.output.split(separator: "\r\n").dropFirst().first?.hasPrefix("8740,1,") == true)
        #expect(callbacks.exitCode == 0)
    }

    @Test("the connection is lost while a caller waits and back when he talks: he is answered, once")
    func lost() async throws {
        let shared = try await QueueReportStage.shared()
        let relay = try TCPRelay(to: shared.bench.amiPort)
        let stage = try await shared.onlooker(through: relay)
        stage.bench.world.party("8751", .answersWhenTold())
        let client = BenchOffice.client("8751")
        let call = try await stage.bench.call(from: .trunk(client), to: BenchOffice.direct("8750"))
        let agent = try await stage.bench.leg(to: "8751", of: call)
        try await agent.rings()
        // What happened so far is known.
        try await Task.sleep(for: .milliseconds(300))
        await relay.refuse()
        try await agent.tell()
        try await stage.bench.expectConversation(call, agent)
        let times = stage.switchboard.log.ranges(of: "following Asterisk's calls").count
        await relay.accept()
        try await stage.follows(times: times + 1)
        try await call.hangUp()
        let report = try await stage.report(of: "8750", offered: 1) { $0.answered == 1 }
        let log = stage.count(of: "8750")
        #expect(report.offered == 1 && report.answered == 1 && log.answered == 1)
        let waiting = try #require(report.waiting)
        #expect(waiting.longest >= Double(log.waits[0]) - 1)
    }
}

extension AMIOperator {
    /// Waits until a caller has come to a queue for the second time.
    fileprivate func comesBack(_ id: String, to queue: String) async throws {
        let deadline = ContinuousClock.now + .seconds(15)
        while events(named: "QueueCallerJoin", where: { $0["Uniqueid"] == id && $0["Queue"] == queue }).count < 2 {
            guard ContinuousClock.now < deadline else { throw BenchError("\(id) has not come back to \(queue)") }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
