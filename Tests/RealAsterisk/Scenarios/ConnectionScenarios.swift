import AsteriskBench
import Foundation
import Testing

/// The connection to Asterisk is lost in the middle of calls. Asterisk goes on, and afterwards all is known as it was.
@Suite("the connection to Asterisk is lost", .serialized) struct ConnectionScenarios {
    static let users = [Loss.reset, .halfOpen, .crash].flatMap { loss in
        loss.desks.map { BenchOffice.User(extension: $0, keys: "forward: { noAnswer: { after: 90s, to: operator } }") }
            + loss.mobiles.map { .mobileOnly($0) }
    }

    /// How it is lost; each has numbers of its own.
    enum Loss: Int {
        case reset = 8300
        case halfOpen = 8310
        case crash = 8320

        /// A number of its own, 0 to 9.
        func number(_ place: Int) -> String { String(rawValue + place) }
        var desks: [String] { [0, 1, 5, 7, 8, 9].map(number) }
        var mobiles: [String] { [2, 3, 4, 6].map(number) }
    }

    @Test("a reset during talks, holds and consultations: everything that happened meanwhile is known afterwards")
    func reset() async throws {
        let stage = try await ConnectionStage.shared()
        try await Story(.reset, on: stage).play {
            await stage.relay.refuse()
        } until: { _ in
            await stage.relay.accept()
        }
    }

    @Test("a half-open connection: the server notices, and everything that happened meanwhile is known afterwards")
    func halfOpen() async throws {
        let stage = try await ConnectionStage.shared()
        let times = stage.timesLost
        try await Story(.halfOpen, on: stage).play {
            await stage.relay.stall()
        } until: { broken in
            try await Task.sleep(until: broken.advanced(by: .seconds(Self.halfOpenSeconds)))
            #expect(stage.timesLost > times)
            await stage.relay.resume()
        }
    }

    /// For so long; BENCH_HALF_OPEN says otherwise.
    private static let halfOpenSeconds =
        ProcessInfo.processInfo.environment["BENCH_HALF_OPEN"].flatMap(Double.init) ?? 20

    @Test("Asterisk dies with its calls: they ended when it did, and the next ones are known")
    func crash() async throws {
        let stage = try await ConnectionStage.shared()
        let (loss, bench) = (Loss.crash, stage.bench)
        try await bench.scenario("crash", numbers: (0...9).map(loss.number)) {
            let story = Story(loss, on: stage)
            let talking = try await story.call(0)
            let holding = try await story.call(2)
            try await holding.leg.key("*#")
            try await holding.client.leg.comesToHearMusic()
            let consulting = try await story.call(4)
            try await consulting.leg.key("*#")
            let colleague = try await story.consult(consulting, with: 5)
            let ids = try await story.linkedIDs(of: [talking, holding, consulting])
            let times = stage.timesFollowed
            try await bench.pbx.crash()
            let died = WireTime.now
            for leg in [talking, holding, consulting].flatMap({ [$0.client.leg, $0.leg] }) + [colleague] {
                try await leg.hangUp()
            }
            try await bench.pbx.restart()
            #expect(try await stage.follows(times: times + 1) < 5)

            #expect(try await stage.switchboard.calls().isEmpty)
            for id in ids {
                let call = try await stage.switchboard.call(id) { $0.ended != nil }
                #expect(call.disposition == "answered")
                for end in [call.ended] + call.legs.map(\.ended) { expect(end, at: died) }
                #expect(call.talks.count == (id == ids[2] ? 2 : 1))
                // That one had been put on hold before.
                if id != ids[1] { expect(call.talks.last?.ended, at: died) }
                #expect(call.transfers.map(\.outcome) == (id == ids[2] ? ["failed"] : []))
            }
            let next = try await story.call(9)
            let id = try await story.linkedIDs(of: [next])[0]
            #expect(try await stage.switchboard.calls().map(\.id) == [id])
            try await next.client.hangUp()
            let end = try await next.client.leg.ends()
            expect(try await stage.switchboard.call(id) { $0.ended != nil }.ended, at: end)
        }
    }
}

/// A moment in the history is that on the wire, to a second.
func expect(_ shown: Date?, at moment: WireTime, sourceLocation: SourceLocation = #_sourceLocation) {
    let difference = moment.seconds - (shown?.timeIntervalSince1970 ?? 0)
    #expect(abs(difference) < 1, "\(difference) s", sourceLocation: sourceLocation)
}
