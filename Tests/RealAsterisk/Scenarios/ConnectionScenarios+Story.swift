import AsteriskBench
import Foundation
import Testing

extension ConnectionScenarios {
    /// Calls in every state, of which some end or go on while the connection is lost.
    struct Story {
        /// Somebody who calls, and the one who has answered.
        struct Talk {
            let client: CallerLeg
            let leg: ObservedLeg
        }

        private let loss: Loss
        private let stage: ConnectionStage
        private var bench: Bench { stage.bench }

        init(_ loss: Loss, on stage: ConnectionStage) {
            self.loss = loss
            self.stage = stage
        }

        /// - Parameters:
        ///   - breaks: from then on Switchboard hears nothing.
        ///   - mends: from then on it may hear again; is told when the connection broke.
        func play(
            breaks: () async throws -> Void, until mends: (ContinuousClock.Instant) async throws -> Void
        ) async throws {
            let numbers = (0...9).map(loss.number)
            try await bench.scenario("connection \(loss)", numbers: numbers + numbers.map(BenchOffice.client)) {
                try await tell(breaks: breaks, until: mends)
            }
        }

        private func tell(
            breaks: () async throws -> Void, until mends: (ContinuousClock.Instant) async throws -> Void
        ) async throws {
            let desk = try await bench.operator()
            for place in [5, 7, 8] { bench.world.party(loss.number(place), .answersWhenTold()) }
            async let (a, b, c) = (call(0), call(1), call(2))
            async let (d, e, f) = (call(3), call(4), call(6))
            let (lasting, ending, returning) = try await (a, b, c)
            let (holding, joined, left) = try await (d, e, f)
            for call in [holding, joined, left, returning] { try await call.leg.key("*#") }
            async let (g, h, i) = (consult(joined, with: 5), consult(left, with: 7), ring(8, for: holding))
            let (colleague, other, third) = try await (g, h, i)
            try await returning.leg.comesToHearDialTone()
            let ids = try await linkedIDs(of: [lasting, ending, returning, holding, joined, left])
            let before = try await stage.switchboard.calls()
            let times = stage.timesFollowed

            try await breaks()
            let broken = ContinuousClock.now
            try await ending.client.hangUp()
            try await returning.leg.key("#")
            try await joined.leg.hangUp()
            try await left.client.hangUp()
            // Two that nothing is seen of but their questions.
            bench.world.party(loss.number(9), .rings, .answers())
            let unanswered = try await bench.call(
                from: .trunk(BenchOffice.client(loss.number(5))), to: BenchOffice.direct(loss.number(9)))
            try await bench.leg(to: loss.number(9), of: unanswered).rings()
            try await unanswered.hangUp()
            let unseen = try await call(9, from: 7)
            try await unseen.client.hangUp()
            let end = try await ending.leg.ends()
            try await bench.expectConversation(returning.client, returning.leg)
            try await bench.expectConversation(joined.client, colleague)
            let met = try await call(9)
            let newID = try await linkedIDs(of: [met])[0]
            try await mends(broken)
            #expect(try await stage.follows(times: times + 1) < 5)

            // What there is.
            let calls = try await Dictionary(stage.switchboard.calls().map { ($0.id, $0) }) { first, _ in first }
            #expect(Set(calls.keys) == Set([ids[0], ids[2], ids[3], ids[4], ids[5], newID]))
            #expect(calls[ids[0]]?.talks.map(\.since) == before.first { $0.id == ids[0] }?.talks.map(\.since))
            for id in [ids[0], ids[2], ids[4], ids[5], newID] { #expect(calls[id]?.talks.count == 1, "\(id)") }
            #expect(calls[ids[3]]?.talks.count == 0)
            #expect(calls.values.filter { $0.transfer != nil }.map(\.id) == [ids[3]])

            // What there was.
            let ended = try await stage.switchboard.call(ids[1]) { $0.ended != nil }
            #expect(ended.disposition == "answered" && ended.talks.count == 1)
            for date in [ended.ended] + ended.legs.map(\.ended) + ended.talks.map(\.ended) { expect(date, at: end) }
            for (place, call, disposition) in [(5, unanswered, "missed"), (7, unseen.client, "answered")] {
                let known = try await stage.switchboard.calls("--number", BenchOffice.client(loss.number(place)))
                #expect(known.map(\.disposition) == [disposition])
                expect(known.first?.ended, at: try await call.leg.ends())
            }

            // It goes on.
            try await third.tell()
            try await bench.expectConversation(holding.leg, third, for: 0.5)
            try await holding.leg.hangUp()
            try await bench.expectConversation(holding.client, third)
            for (id, states) in [
                (ids[2], []), (ids[3], ["started", "completed"]), (ids[4], ["started", "completed"]),
                (ids[5], ["started", "failed"]),
            ] {
                if let last = states.last {
                    try await desk.event("SwitchboardTransfer", within: 5) {
                        $0["Linkedid"] == id && $0["State"] == last
                    }
                }
                #expect(
                    desk.events(named: "SwitchboardTransfer") { $0["Linkedid"] == id }.map { $0["State"] } == states)
            }
            try await finish([lasting.client, returning.client, holding.client, joined.client, met.client], other)
            try await expectEmpty(ids + [newID])
        }
    }
}

extension ConnectionScenarios.Story {
    /// A client calls a user, who answers.
    func call(_ place: Int, from caller: Int? = nil) async throws -> Talk {
        let (user, number) = (loss.number(place), BenchOffice.client(loss.number(caller ?? place)))
        let client = try await bench.call(from: .trunk(number), to: BenchOffice.direct(user))
        let party = loss.mobiles.contains(user) ? String(BenchOffice.mobile(user).dropFirst()) : user
        let leg = try await bench.leg(to: party, from: number, after: client.dialog.invitedAt)
        try await bench.expectConversation(client, leg, for: 0.5)
        return Talk(client: client, leg: leg)
    }

    /// The one who transfers keys a number.
    private func ring(_ place: Int, for talk: Talk) async throws -> ObservedLeg {
        let start = WireTime.now
        try await talk.leg.comesToHearDialTone()
        try await talk.leg.key(loss.number(place) + "#")
        return try await bench.leg(to: loss.number(place), after: start)
    }

    /// He keys a number and talks with a colleague.
    func consult(_ talk: Talk, with place: Int) async throws -> ObservedLeg {
        let colleague = try await ring(place, for: talk)
        try await colleague.tell()
        try await bench.expectConversation(talk.leg, colleague, for: 0.5)
        return colleague
    }

    /// Linkedids of calls, by the channels that Asterisk has of these clients.
    func linkedIDs(of talks: [Talk]) async throws -> [String] {
        let desk = try await bench.operator()
        defer { desk.leave() }
        let channels = try await desk.list("CoreShowChannels").filter { $0["Uniqueid"] == $0["Linkedid"] }
        return try talks.map { talk in
            let number = talk.client.dialog.callerUser
            guard let id = channels.first(where: { $0["CallerIDNum"] == number })?["Linkedid"] else {
                throw BenchError("Asterisk has no channel of \(number)")
            }
            return id
        }
    }

    private func finish(_ clients: [CallerLeg], _ leg: ObservedLeg) async throws {
        for client in clients { try await client.hangUp() }
        try await leg.hangUp()
        for client in clients { try await client.leg.ends() }
    }

    /// Nothing is left, and all is written down: every leg has its end, every transfer its outcome.
    private func expectEmpty(_ ids: [String]) async throws {
        for id in ids {
            let call = try await stage.switchboard.call(id) { $0.ended != nil }
            #expect(call.legs.allSatisfy { $0.ended != nil } && call.talks.allSatisfy { $0.ended != nil }, "\(call)")
            #expect(call.transfers.allSatisfy { $0.outcome != nil }, "\(call)")
        }
        #expect(try await stage.switchboard.calls().isEmpty)
    }
}
