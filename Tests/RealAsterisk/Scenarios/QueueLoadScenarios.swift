import AsteriskBench
import Foundation
import Testing

/// Many clients who call one queue at once; some would rather be called back, some give up.
@Suite("queue load") struct QueueLoadScenarios {
    @Test("many callers at once, few agents, a fifth asks for a callback: nobody is lost, and all is counted")
    func load() async throws {
        let wanted = ProcessInfo.processInfo.environment["BENCH_QUEUE_CALLERS"].flatMap(Int.init) ?? 0
        let stage = try await QueueLoadStage.start(wanted >= 50 ? .whole : .small)
        let run = try await QueueLoadRun(stage)
        let before = try stage.switchboard.usage()
        let start = WireTime.now
        try await run.work()
        let duration = WireTime.now - start
        try await run.expectNothingLeft()
        let after = try stage.switchboard.usage()

        let talks = run.talks
        let entries = run.entries
        try run.expectOneOutcomeEach(talks, entries: entries)
        for talk in talks { try await talk.expectAudio() }
        let report = try await run.expectReports(entries)
        run.expectCleanLogs()

        let figures = QueueLoadFigures(entries, talks: talks)
        // app_queue lets as many go as agents are free. Those before him look once a second, and not while they hear an
        // announcement (app_queue.c, is_our_turn, wait_our_turn).
        #expect(figures.overtakers.allSatisfy { $0.past < stage.size.agents })

        let seconds = Dictionary(grouping: run.wire.events) { Int($0.arrived.seconds) }.mapValues(\.count)
        let processor = after.processor - before.processor
        print(
            """
            \(stage.size.clients) callers, \(stage.size.agents) agents: \(duration) s, \(run.wire.events.count) events, \
            at most \(seconds.values.max() ?? 0) in a second; the server took \(processor) s of a processor \
            (\(100 * processor / duration) %), \(before.memory) MiB before and \(after.memory) MiB after
            waited: \(report.waiting?.mean ?? 0) s (mean), \(report.waiting?.percentile90 ?? 0) s (nine of ten), \
            \(report.waiting?.longest ?? 0) s (longest)
            \(figures)
            """)
        await stage.bench.stop()
    }
}

/// What a client is there for.
enum QueueLoadClient {
    /// He waits until an agent talks with him.
    case waits
    /// He presses 1 as soon as he hears the music, and is called back.
    case asks
    /// He hears it for some seconds and hangs up.
    case givesUp

    /// The first ones are served too soon to do anything; of those after them a third asks, a ninth gives up: a fifth of
    /// all asks.
    init(_ number: Int, of size: QueueLoadStage.Size) {
        self =
            switch number {
            case ..<(2 * size.agents): .waits
            case _ where number % 3 == 1: .asks
            case _ where number % 9 == 0: .givesUp
            default: .waits
            }
    }
}

/// A client and an agent who talked.
struct QueueLoadTalk: Sendable {
    let client: String
    let agent: ObservedLeg
    /// The client's own call, or the one that he was called with.
    let leg: ObservedLeg
    let isCallback: Bool
    /// When both were there.
    let from: WireTime
    /// Before anybody hung up.
    let to: WireTime

    /// Each hears the other, to within the first second.
    func expectAudio() async throws {
        try await expect(leg, hears: agent)
        try await expect(agent, hears: leg)
    }

    private func expect(_ one: ObservedLeg, hears other: ObservedLeg) async throws {
        let tone = try #require(other.tone)
        let sound = try await one.heard(from: from + 1, to: to)
        let share = sound.share(of: [tone])
        #expect(sound.has(tone), "\(isCallback ? "callback, " : "")\(one.party) does not hear \(other.party): \(share)")
    }
}
