import CallControl
import Foundation
import Testing

/// Real callers in real queues: what became of each is what the scenario did, noted by its callers.
@Suite("visits of recorded callers") struct RecordedQueueTests {
    /// What is expected of a visit; moments are labels of the story.
    struct Visit: Sendable {
        var queue: String
        var entered: String
        var ended: String
        var outcome: QueueVisit.Outcome
        var connected: String?
        var agent: String?
        var rings = 0
    }

    struct Scenario: Sendable, CustomTestStringConvertible {
        let name: String
        let visits: [Visit]
        var testDescription: String { name }
    }

    /// In these queues callers waited with plain app_queue: nobody said why they left but its events.
    static let scenarios: [Scenario] = [
        .init(
            name: "queue_answered",
            visits: [
                .init(
                    queue: "2700", entered: "enter", ended: "bye", outcome: .answered, connected: "talk", agent: "2190")
            ]),
        .init(
            name: "queue_abandoned",
            visits: [.init(queue: "2707", entered: "enter", ended: "bye", outcome: .abandoned)]),
        // After three seconds; then three of silence.
        .init(
            name: "queue_timeout", visits: [.init(queue: "2800", entered: "enter", ended: "", outcome: .left, rings: 1)]
        ),
        // The second one made no event.
        .init(
            name: "queue_full",
            visits: [.init(queue: "2702", entered: "enter", ended: "bye", outcome: .abandoned, rings: 1)]),
        .init(name: "queue_joinempty", visits: []),
        .init(
            name: "queue_leavewhenempty", visits: [.init(queue: "2704", entered: "enter", ended: "", outcome: .left)]),
        .init(name: "queue_key", visits: [.init(queue: "2705", entered: "enter", ended: "key", outcome: .left)]),
        .init(
            name: "queue_noanswer",
            visits: [.init(queue: "2701", entered: "enter", ended: "bye", outcome: .abandoned, rings: 2)]),
        .init(
            name: "queue_two_agents",
            visits: [
                .init(
                    queue: "2706", entered: "enter", ended: "bye", outcome: .answered, connected: "talk", agent: "2195")
            ]),
    ]

    @Test("each is in the queue when he was, and what became of him is known", arguments: scenarios)
    func visits(of scenario: Scenario) throws {
        let recording = try Recording(scenario.name)
        var replay = Replay()
        replay.run(recording.events)
        #expect(replay.faults == [])
        #expect(replay.picture.remains == [])
        let visits = replay.ended.flatMap(\.visits)
        try #require(visits.count == scenario.visits.count)
        func isNear(_ moment: Date?, _ label: String?) throws -> Bool {
            guard let label else { return moment == nil }
            guard !label.isEmpty else { return moment != nil }
            return abs(try #require(moment).timeIntervalSince(try #require(recording.story[label]))) < 0.3
        }
        for (visit, expected) in zip(visits, scenario.visits) {
            #expect(visit.queue == expected.queue && visit.outcome == expected.outcome)
            #expect(visit.agent == expected.agent && visit.unansweredRings == expected.rings)
            #expect(visit.positionAtEntry == 1 && visit.position == 1)
            #expect(try isNear(visit.entered, expected.entered))
            #expect(try isNear(visit.connected, expected.connected))
            #expect(try isNear(visit.ended, expected.ended))
            #expect(!visit.isEstimated && !visit.isCallback)
        }
    }

    @Test("times in the queue are those of the dialplan: three seconds")
    func timeout() throws {
        let recording = try Recording("queue_timeout")
        var replay = Replay()
        replay.run(recording.events)
        let visit = try #require(replay.ended.first?.visits.first)
        #expect(abs(try #require(visit.ended).timeIntervalSince(visit.entered) - 3) < 0.1)
    }

    @Test("what the dialplan says came of it, sooner or later than the events, counts")
    func reported() throws {
        let recording = try Recording("queue_timeout")
        let left = try #require(
            recording.events.first {
                if case .queue(let event) = $0.event { event.kind == .abandoned(position: 1) } else { false }
            })
        for moment in [left.moment - 0.001, left.moment + 0.05] {
            var replay = Replay()
            replay.run(recording.events.filter { $0.moment < moment })
            let channel = try #require(replay.picture.calls.first?.caller?.id)
            replay.take(
                replay.picture.handle(
                    .queueResult(channel: channel, queue: QueueName(queue: "2800"), .timeout), at: moment))
            replay.run(recording.events.filter { $0.moment >= moment })
            #expect(replay.ended.flatMap(\.visits).map(\.outcome) == [.timedOut])
        }
    }

    /// The connection is lost a second before the lists were taken.
    private func rebuilt(_ name: String, _ label: String, losing: Bool) throws -> Replay {
        let recording = try Recording(name)
        let (snapshot, moment) = try recording.snapshot(label)
        var replay = Replay()
        if losing {
            replay.run(recording.events.filter { $0.moment <= moment - 1 })
            replay.picture.lost(at: moment - 1)
        }
        replay.take(replay.picture.rebuild(from: snapshot, at: moment, asteriskStarted: .distantPast))
        replay.run(recording.events.filter { $0.moment > moment })
        replay.settle(.distantFuture)
        #expect(replay.faults == [])
        #expect(replay.picture.remains == [])
        return replay
    }

    @Test("a new process takes in who waits, and since when", arguments: ["abandoned.waiting", "answered.ringing"])
    func takenIn(cut: String) throws {
        let parts = cut.split(separator: ".").map(String.init)
        let replay = try rebuilt("queue_\(parts[0])", parts[1], losing: false)
        let recording = try Recording("queue_\(parts[0])")
        try #require(replay.ended.flatMap(\.visits).count == 1)
        let visit = replay.ended.flatMap(\.visits)[0]
        // Asterisk tells whole seconds.
        #expect(abs(visit.entered.timeIntervalSince(try #require(recording.story["enter"]))) < 1.1)
        #expect(visit.outcome == (parts[0] == "answered" ? .answered : .abandoned))
        #expect(visit.agent == (parts[0] == "answered" ? "2190" : nil))
        #expect(visit.positionAtEntry == nil && visit.position == 1)
    }

    @Test("who waited before a loss and still does has one visit, from his arrival")
    func waited() throws {
        let visits = try rebuilt("queue_abandoned", "waiting", losing: true).ended.flatMap(\.visits)
        #expect(visits.map(\.outcome) == [.abandoned])
        #expect(visits.map(\.positionAtEntry) == [1])
        #expect(visits.map(\.isEstimated) == [false])
    }

    @Test("who was answered while nobody watched: the moment is an estimate, the agent is known")
    func answeredUnseen() throws {
        let recording = try Recording("queue_answered")
        let (snapshot, moment) = try recording.snapshot("talking")
        let lost = try #require(recording.story["enter"]) + 0.5
        var replay = Replay()
        replay.run(recording.events.filter { $0.moment <= lost })
        replay.picture.lost(at: lost)
        replay.take(replay.picture.rebuild(from: snapshot, at: moment, asteriskStarted: .distantPast))
        replay.run(recording.events.filter { $0.moment > moment })
        let visit = try #require(replay.ended.flatMap(\.visits).first)
        #expect(visit.outcome == .answered && visit.isEstimated && visit.agent == "2190")
        #expect(visit.connected == moment)
    }

    @Test("who hung up while nobody watched gave up, at the latest when that was seen")
    func goneUnseen() throws {
        let recording = try Recording("queue_abandoned")
        let lost = try #require(recording.story["enter"]) + 1
        var replay = Replay()
        replay.run(recording.events.filter { $0.moment <= lost })
        replay.picture.lost(at: lost)
        replay.take(
            replay.picture.rebuild(
                from: PictureSnapshot(), at: lost + 60, asteriskStarted: .distantPast))
        let visit = try #require(replay.ended.flatMap(\.visits).first)
        #expect(visit.outcome == .abandoned && visit.isEstimated && visit.ended == lost + 60)
    }
}
