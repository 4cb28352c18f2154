import CallControl
import Foundation
import Testing

/// The connection is lost in the middle of recorded calls and comes back with the lists that Asterisk gave at that moment.
@Suite("the picture after a reconnect") struct ReconnectTests {
    /// Lists that were asked for in mid-call.
    struct Cut: Sendable, CustomTestStringConvertible {
        let scenario: RecordedCallTests.Scenario
        let label: String
        var testDescription: String { "\(scenario.name), \(label)" }
    }

    /// How the picture came to miss what happened.
    enum Loss: String, Sendable, CaseIterable {
        /// Switchboard was started in mid-call.
        case newProcess
        /// A second without events.
        case second
        /// The same, but its events come after the lists: they were on their way.
        case queued
    }

    private static let labels: [String: [String]] = [
        "plain": ["ringing", "talking"], "group": ["ringing", "talking"], "nested": ["talking"],
        "completed": ["talking", "consulting", "transferred"], "returned": ["consulting", "returned"],
        "blond": ["consulting", "waiting", "transferred"], "refer_by_callee": ["talking", "transferred"],
        "refer_by_caller": ["ringing", "transferred"], "refer_held": ["transferred"], "parked": ["parked", "talking"],
        "hold": ["held", "talking"], "refer_attended": ["consulting", "transferred"],
        "refer_blond": ["ringing", "transferred"], "conference": ["three"], "pickup": ["talking"],
        "cancelled": ["ringing"], "redirected": ["redirected"], "twenty": ["talking"],
    ]

    static let cuts = RecordedCallTests.scenarios.flatMap { scenario in
        (labels[scenario.name] ?? []).map { Cut(scenario: scenario, label: $0) }
    }

    @Test(
        "talks that could be seen are told once, with their real ends, and nothing is left", arguments: cuts,
        Loss.allCases)
    func reconnect(cut: Cut, loss: Loss) throws {
        let recording = try Recording(cut.scenario.name)
        var (snapshot, moment) = try recording.snapshot(cut.label)
        let lost = loss == .newProcess ? Date.distantPast : moment - 1
        snapshot.ended = recording.endings.filter { $0.value.moment <= moment }

        var replay = Replay()
        replay.run(recording.events.filter { $0.moment <= lost })
        replay.picture.lost(at: loss == .newProcess ? moment : lost)
        let queued = recording.events.filter { $0.moment > lost && $0.moment <= moment }
        replay.take(
            replay.picture.rebuild(
                from: snapshot, followedBy: loss == .queued ? queued.map { ($0.event, $0.moment) } : [], at: moment,
                asteriskStarted: .distantPast))
        #expect(Set(replay.picture.calls.flatMap(\.live).map(\.id)) == Set(snapshot.channels.map(\.channel.id)))
        replay.run(recording.events.filter { $0.moment > moment })
        replay.settle(.distantFuture)

        #expect(replay.faults == [])
        #expect(replay.open == [])
        #expect(replay.picture.remains == [])
        let seen = try cut.scenario.conversations.filter { conversation in
            let from = try #require(recording.story[conversation.from.label]) + conversation.from.seconds
            let until = try #require(recording.story[conversation.until.label]) + conversation.until.seconds
            return from < lost || until > moment
        }
        func text(_ parties: Set<String>) -> String { parties.sorted().joined(separator: " & ") }
        #expect(replay.conversations.map(text).sorted() == seen.map { text($0.parties) }.sorted())
    }

    @Test("a hold that ended while nobody watched: they talk")
    func holdEnded() throws {
        let recording = try Recording("hold")
        var (snapshot, moment) = try recording.snapshot("held")
        var picture = CallPicture()
        _ = picture.rebuild(from: snapshot, at: moment, asteriskStarted: .distantPast)
        picture.lost(at: moment)
        snapshot.held = []
        _ = picture.rebuild(from: snapshot, at: moment + 1, asteriskStarted: .distantPast)
        #expect(picture.talks.map(\.began) == [moment + 1])
    }

    @Test("a hold that began while nobody watched is known")
    func hold() throws {
        let recording = try Recording("hold")
        let (snapshot, moment) = try recording.snapshot("held")
        var picture = CallPicture()
        _ = picture.rebuild(from: snapshot, at: moment, asteriskStarted: .distantPast)
        let callee = try #require(picture.channels(of: .device("PJSIP/9902")).first)
        #expect(picture.holders(of: callee.id).map(\.mark) == [.device("PJSIP/9901")])
        #expect(picture.talks.isEmpty)
    }

    @Test("a new process takes in who is parked, and which leg is whose")
    func takenIn() throws {
        var picture = CallPicture()
        let parked = try Recording("parked").snapshot("parked")
        _ = picture.rebuild(from: parked.snapshot, at: parked.moment, asteriskStarted: .distantPast)
        #expect(picture.channels(of: .device("PJSIP/main")).first?.parking?.space == "701")

        picture = CallPicture()
        let consulting = try Recording("completed").snapshot("consulting")
        _ = picture.rebuild(from: consulting.snapshot, at: consulting.moment, asteriskStarted: .distantPast)
        #expect(picture.legsTalking == [.mobile(of: "9401"), .device("PJSIP/9402")])
        let call = try #require(picture.calls.first)
        #expect(call.caller?.mark == .device("PJSIP/main"))
        #expect(call.began <= consulting.moment - 5, "the client has called seconds ago")
        #expect(call.began > consulting.moment - 15)
    }

    /// A call of two that talked when the connection was lost, and is gone.
    private func rebuilt(_ ended: (Recording) -> [String: PictureSnapshot.Ended], started: (Date) -> Date) throws -> (
        call: Call, lost: Date, back: Date, recording: Recording
    ) {
        let recording = try Recording("plain")
        let lost = try #require(recording.story["talking"])
        let back = try #require(recording.story["bye"]) + 60
        var replay = Replay()
        replay.run(recording.events.filter { $0.moment <= lost })
        replay.picture.lost(at: lost)
        var snapshot = PictureSnapshot()
        snapshot.ended = ended(recording)
        replay.take(replay.picture.rebuild(from: snapshot, at: back, asteriskStarted: started(lost)))
        #expect(replay.faults == [])
        #expect(replay.picture.remains == [])
        return (try #require(replay.ended.first), lost, back, recording)
    }

    @Test("a call that is gone ended when the dialplan says it did")
    func recordedEnd() throws {
        let (call, _, _, recording) = try rebuilt(\.endings) { _ in .distantPast }
        let bye = try #require(recording.story["bye"])
        #expect(abs((call.ended ?? .distantPast).timeIntervalSince(bye)) < 0.3)
        #expect(abs((call.talks.first?.ended ?? .distantPast).timeIntervalSince(bye)) < 0.3)
        #expect(call.channels.allSatisfy { $0.hangup?.isEstimated == false && $0.hangup?.cause == 16 })
    }

    @Test("without a record, and Asterisk has restarted: it ended with the connection")
    func restarted() throws {
        let (call, lost, _, _) = try rebuilt { _ in
            [:]
        } started: {
            $0 + 5
        }
        #expect(call.ended == lost)
        #expect(call.talks.map(\.ended) == [lost])
        #expect(call.channels.allSatisfy { $0.hangup?.isEstimated == true })
    }

    @Test("without a record, and Asterisk went on: it ended some time until now, and says so")
    func unknownEnd() throws {
        let (call, _, back, _) = try rebuilt { _ in
            [:]
        } started: { _ in
            .distantPast
        }
        #expect(call.ended == back)
        #expect(call.channels.allSatisfy { $0.hangup?.isEstimated == true })
    }
}
