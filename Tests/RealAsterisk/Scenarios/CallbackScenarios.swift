import AsteriskBench
import Foundation
import Testing

/// Clients who would rather be called back than wait. Each scenario has a queue and agents of its own.
@Suite("callbacks") struct CallbackScenarios {
    static let queues =
        [
            BenchQueue.of("9100", agents: "9101"),
            .of("9110", agents: "9111", callback: "offer: 3s, window: 2m, retry: 3s, attempts: 2"),
            .of("9115", agents: "9116"), .of("9120", agents: "9121"),
            .of("9125", agents: "9126", callback: "offer: 3s, window: 2m, retry: 3s, attempts: 2"),
            .of("9130", agents: "9131", callback: "offer: 3s, window: 1m, retry: 3s, attempts: 2, answer: detect"),
            .of("9135", agents: "9136"),
        ] + ownCalls + agentsTrouble
    static let schedules = ["hours-9185", "hours-9187"]
    static let users = queues.flatMap(\.members).map {
        BenchOffice.User(extension: String($0.dropFirst("user ".count)))
    }

    @Test("the plain case: he presses in the middle of the offer and has his talk when the agent is free")
    func plain() async throws {
        let scene = try await CallbackScene(.shared(), queue: "9100")
        let bench = scene.bench
        try await scene.stage.scenario("callback, the plain case", ["9100", "9101"]) {
            bench.world.party("9101", .answersWhenTold())
            scene.client(.answersWhenTold())
            // Somebody else is served.
            let other = try await bench.call(from: .trunk("+79035559999"), to: BenchOffice.direct("9100"))
            let first = try await scene.agent("9101", after: other.dialog.invitedAt)
            try await bench.expectConversation(other, first)

            let call = try await scene.call()
            try await call.leg.comesToHearMusic()
            let offer = try await call.leg.comesToHear(prompt: "switchboard/callback-offer-1", language: "en")
            #expect(!offer.isWhole, "he is in the middle of it")
            try await call.leg.comesToHearMusic()
            let next = try await call.leg.comesToHear(
                prompt: "switchboard/callback-offer-1", language: "en", after: offer.until + 1)
            // Every three seconds, counted from the beginning of the last one; it is longer, so as soon as it can be.
            #expect(next.began - offer.began < 7)
            let before = WireTime.now
            try await call.leg.key("1")
            try await scene.isNoted(in: call, since: before)
            #expect(scene.timesRung == 0)

            let free = WireTime.now
            try await other.hangUp()
            let agent = try await scene.agentIsRung("9101", after: free)
            #expect(agent.dialog.callerUser == scene.client)
            let leg = try await scene.rings()
            try await scene.told("dialing", attempt: 1)
            try await agent.comesToHearRingback()
            try await scene.accepts(leg)
            try await scene.talks(agent, with: leg, attempts: ["answered"])
        }
    }

    @Test("his telephone rings in vain for as long as it may, and he picks up at the second attempt")
    func second() async throws {
        let scene = try await CallbackScene(.shared(), queue: "9110")
        let bench = scene.bench
        try await scene.stage.scenario("callback, second attempt", ["9110", "9111"]) {
            bench.world.party("9111", .answersWhenTold())
            scene.client(.rings, .answersWhenTold())
            try await scene.stage.pause("9111", in: "9110")
            try await scene.asks()
            let agent = try await scene.agentIsFree("9111")
            let leg = try await scene.rings()
            try await scene.told("dialing", attempt: 1)
            try await agent.comesToHearRingback()
            let ended = try await leg.ends()
            #expect(abs(leg.rang - 40) < 1.5, "it rang for \(leg.rang) s")
            try await scene.isFreed(agent, after: leg)
            let retry = try await scene.told("retry", attempt: 1)
            #expect(retry.attempts.map(\.result) == ["noAnswer"])

            let again = try await scene.agentIsRung("9111", after: ended)
            #expect((2.8..<5).contains(again.dialog.invitedAt - ended), "three seconds after the end of the first")
            let second = try await scene.rings(1)
            try await scene.told("dialing", attempt: 2)
            try await scene.accepts(second)
            try await scene.talks(again, with: second, attempts: ["noAnswer", "answered"])
        }
    }

    @Test(
        "he cannot be reached: two attempts, of which the agent is freed at once, and it has failed",
        arguments: [
            (
                "9115", [Party.refuses(480, "Temporarily Unavailable", after: 3), .switchedOff],
                ["noAnswer", "unreachable"]
            ),
            ("9120", [.busy, .rejects(after: 1)], ["busy", "busy"]),
        ])
    func never(queue: String, parties: [Party], results: [String]) async throws {
        let scene = try await CallbackScene(.shared(), queue: queue)
        let agent = "\(queue.prefix(3))\(queue.hasSuffix("5") ? 6 : 1)"
        try await scene.stage.scenario("callback, never reached \(queue)", [queue, agent]) {
            scene.bench.world.party(agent, .answersWhenTold())
            scene.client(parties)
            try await scene.stage.pause(agent, in: queue)
            try await scene.asks()
            let first = try await scene.agentIsFree(agent)
            let leg = try await scene.bench.leg(to: scene.number, after: scene.start)
            try await scene.isFreed(first, after: leg)
            let retry = try await scene.told("retry", attempt: 1)
            #expect(retry.attempts.map(\.result) == [results[0]])
            let ended = try #require(leg.dialog.endedAt)
            let second = try await scene.agentIsRung(agent, after: ended)
            #expect((2.8..<5).contains(second.dialog.invitedAt - ended))
            let again = try await scene.bench.leg(to: scene.number, after: scene.start, index: 1)
            try await scene.isFreed(second, after: again)
            let record = try await scene.told("failed", attempt: 2)
            #expect(record.attempts.map(\.result) == results)
            // Nobody rings any more.
            try await Task.sleep(for: .seconds(4))
            #expect(scene.timesRung == 2)
            #expect(scene.bench.legs(to: agent, after: scene.start).count == 2)
            #expect(scene.told == ["requested", "dialing", "retry", "dialing", "failed"])
        }
    }

    @Test("his voicemail answers, nobody presses 1: the agent does not hear it, is freed, and the next attempt follows")
    func voicemail() async throws {
        let scene = try await CallbackScene(.shared(), queue: "9125")
        try await scene.stage.scenario("callback, voicemail", ["9125", "9126"]) {
            scene.bench.world.party("9126", .answersWhenTold())
            scene.client(.answersAsVoicemail(), .answersWhenTold())
            try await scene.stage.pause("9126", in: "9125")
            try await scene.asks()
            let agent = try await scene.agentIsFree("9126")
            let leg = try await scene.rings()
            try await leg.comesToHear(prompt: "switchboard/callback-press-one", language: "en")
            let tone = try #require(leg.tone)
            let heard = try await agent.hears(for: 3)
            #expect(!heard.everHas(tone))
            try await scene.isFreed(agent, after: leg)
            let retry = try await scene.told("retry", attempt: 1)
            #expect(retry.attempts.map(\.result) == ["voicemail"])
            let again = try await scene.agentIsRung("9126", after: .now)
            let second = try await scene.rings(1)
            try await scene.accepts(second)
            try await scene.talks(again, with: second, attempts: ["voicemail", "answered"])
        }
    }

    @Test("Asterisk listens: a machine's greeting is none, a person who says something short is he")
    func detected() async throws {
        let scene = try await CallbackScene(.shared(), queue: "9130")
        try await scene.stage.scenario("callback, detected", ["9130", "9131"]) {
            scene.bench.world.party("9131", .answersWhenTold())
            let person = PartyScript([
                .ringing, .wait(1), .answer, .tone(540), .wait(0.6), .quiet, .wait(2.5), .tone(540), .wait(3_600),
            ])
            scene.client(.answersAsVoicemail(greeting: 20), .plays(person))
            try await scene.stage.pause("9131", in: "9130")
            try await scene.asks()
            let agent = try await scene.agentIsFree("9131")
            let leg = try await scene.rings()
            let answered = try await leg.answered()
            try await scene.isFreed(agent, after: leg)
            #expect(try #require(leg.dialog.endedAt) - answered < 5, "a greeting is told within seconds")
            let retry = try await scene.told("retry", attempt: 1)
            #expect(retry.attempts.map(\.result) == ["voicemail"])
            let again = try await scene.agentIsRung("9131", after: .now)
            let second = try await scene.rings(1)
            try await scene.talks(again, with: second, attempts: ["voicemail", "answered"])
            #expect(
                try await !second.heard(from: scene.start, to: .now).holds(
                    prompt: "switchboard/callback-press-one", language: "en"))
        }
    }

    @Test("who can't be called back is told so at once, and goes on waiting in his place")
    func notPossible() async throws {
        let scene = try await CallbackScene(.shared(), queue: "9135")
        let bench = scene.bench
        try await scene.stage.scenario("callback, not possible", ["9135", "9136"]) {
            bench.world.party("9136", .answersWhenTold())
            try await scene.stage.pause("9136", in: "9135")
            // Anonymous; premium-rate; in a country that no trunk may call; and one who just waits.
            var calls: [CallerLeg] = []
            for number in [nil, "+78091239135", "+390612349135", "+79035559135"] as [String?] {
                calls.append(try await bench.call(from: .trunk(number), to: BenchOffice.direct("9135")))
                try await calls.last?.leg.comesToHearMusic()
            }
            // The last one first: nobody's place depends on it.
            for call in calls.prefix(3).reversed() {
                let before = WireTime.now
                try await call.leg.key("1")
                let told = try await call.leg.comesToHear(
                    prompt: "switchboard/callback-not-possible", language: "en", after: before)
                #expect(told.began - before < 2)
            }
            for call in calls.prefix(3) { try await call.leg.comesToHearMusic(within: 15) }
            #expect(scene.events.events(named: "SwitchboardCallback") { $0["Queue"] == "q9135" }.isEmpty)
            var since = WireTime.now
            try await scene.stage.resume("9136", in: "9135")
            for call in calls {
                let agent = try await scene.agent("9136", after: since)
                since = .now
                #expect(call.leg.dialog.endedAt == nil)
                try await bench.expectConversation(call, agent)
                try await call.hangUp()
            }
        }
    }
}
