import CallControl
import Foundation
import Testing

/// Real calls: who talked with whom and when is what the scenario did, noted by its callers.
@Suite("the picture of recorded calls") struct RecordedCallTests {
    /// A moment of the story, and seconds after it.
    struct Moment: Sendable {
        let label: String
        let seconds: Double
        static func at(_ label: String, _ seconds: Double = 0) -> Moment { Moment(label: label, seconds: seconds) }
    }

    struct Conversation: Sendable {
        let parties: Set<String>
        let from: Moment
        let until: Moment
    }

    struct Scenario: Sendable, CustomTestStringConvertible {
        let name: String
        let conversations: [Conversation]
        /// How many calls there were when all was over.
        var calls = 1
        /// Within what a person or his telephone does; 1 s where digits are keyed at leisure.
        var tolerance = 0.4
        var testDescription: String { name }
    }

    private static func talk(_ parties: String..., from: Moment, until: Moment) -> Conversation {
        Conversation(parties: Set(parties), from: from, until: until)
    }

    /// A client comes by the trunk `main`; its channels are of the device PJSIP/main.
    static let scenarios: [Scenario] = [
        Scenario(
            name: "plain", conversations: [talk("PJSIP/main", "PJSIP/9101", from: .at("talk"), until: .at("bye"))]),
        // 9201 rings and does not answer; the mobile presses 1 to accept.
        Scenario(
            name: "group", conversations: [talk("PJSIP/main", "mobile 9202", from: .at("talk"), until: .at("bye"))]),
        Scenario(
            name: "nested", conversations: [talk("PJSIP/main", "PJSIP/9311", from: .at("talk"), until: .at("bye"))]),
        // 2.5 s after the answer the mobile keys *#9402#, 9402 answers a second later, the mobile hangs up 5 s after keying.
        Scenario(
            name: "completed",
            conversations: [
                talk("PJSIP/main", "mobile 9401", from: .at("talk"), until: .at("talk", 2.5)),
                talk("mobile 9401", "PJSIP/9402", from: .at("talk", 4.5), until: .at("talk", 8.5)),
                talk("PJSIP/main", "PJSIP/9402", from: .at("talk", 8.5), until: .at("bye")),
            ], tolerance: 1),
        // The same, but 4 s after keying the mobile keys # and has the client back.
        Scenario(
            name: "returned",
            conversations: [
                talk("PJSIP/main", "mobile 9501", from: .at("talk"), until: .at("talk", 2.5)),
                talk("mobile 9501", "PJSIP/9502", from: .at("talk", 4.5), until: .at("talk", 7.5)),
                talk("PJSIP/main", "mobile 9501", from: .at("talk", 7.5), until: .at("bye")),
            ], tolerance: 1),
        // The mobile hangs up 2 s after keying; 9602 answers 5 s after he begins to ring.
        Scenario(
            name: "blond",
            conversations: [
                talk("PJSIP/main", "mobile 9601", from: .at("talk"), until: .at("talk", 2.5)),
                talk("PJSIP/main", "PJSIP/9602", from: .at("talk", 8.5), until: .at("bye")),
            ], tolerance: 1),
        // REFER 2.5 s after the answer; 9702 answers a second later.
        Scenario(
            name: "refer_by_callee",
            conversations: [
                talk("PJSIP/main", "PJSIP/9701", from: .at("talk"), until: .at("talk", 2.5)),
                talk("PJSIP/main", "PJSIP/9702", from: .at("talk", 3.5), until: .at("bye")),
            ]),
        Scenario(
            name: "refer_by_caller",
            conversations: [
                talk("PJSIP/9711", "PJSIP/9712", from: .at("talk"), until: .at("refer")),
                talk("PJSIP/9712", "PJSIP/9713", from: .at("refer", 1), until: .at("bye")),
            ]),
        Scenario(
            name: "refer_held",
            conversations: [
                talk("PJSIP/9711", "PJSIP/9712", from: .at("talk"), until: .at("hold")),
                talk("PJSIP/9712", "PJSIP/9713", from: .at("refer", 1), until: .at("bye")),
            ]),
        Scenario(
            name: "refer_attended",
            conversations: [
                talk("PJSIP/9911", "PJSIP/9912", from: .at("talk"), until: .at("hold")),
                talk("PJSIP/9911", "PJSIP/9913", from: .at("consult"), until: .at("refer")),
                talk("PJSIP/9912", "PJSIP/9913", from: .at("refer"), until: .at("bye")),
            ]),
        // The second call rings when it is transferred; 9933 answers 5 s after he began to ring, 4 s after the REFER.
        Scenario(
            name: "refer_blond",
            conversations: [
                talk("PJSIP/9931", "PJSIP/9932", from: .at("talk"), until: .at("refer")),
                talk("PJSIP/9932", "PJSIP/9933", from: .at("refer", 4), until: .at("bye")),
            ]),
        Scenario(
            name: "parked",
            conversations: [
                talk("PJSIP/main", "PJSIP/9801", from: .at("talk"), until: .at("park")),
                talk("PJSIP/main", "PJSIP/9802", from: .at("retrieved", 0.5), until: .at("bye")),
            ]),
        Scenario(
            name: "parked_given_up",
            conversations: [talk("PJSIP/main", "PJSIP/9801", from: .at("park", -1), until: .at("park"))]),
        Scenario(
            name: "hold",
            conversations: [
                talk("PJSIP/9901", "PJSIP/9902", from: .at("talk"), until: .at("hold")),
                talk("PJSIP/9901", "PJSIP/9902", from: .at("unhold"), until: .at("bye")),
            ]),
        // Asterisk gives those in a conference no common Linkedid. Each is in it half a second after his answer; three
        // is noted 1.5 s after the third one's.
        Scenario(
            name: "conference",
            conversations: [
                talk("PJSIP/9941", "PJSIP/9942", from: .at("two", 0.5), until: .at("three", -1)),
                talk("PJSIP/9941", "PJSIP/9942", "PJSIP/9943", from: .at("three", -1), until: .at("bye a")),
                talk("PJSIP/9942", "PJSIP/9943", from: .at("bye a"), until: .at("bye b")),
            ], calls: 3),
        // 9921 rings, 9922 takes the call.
        Scenario(
            name: "pickup",
            conversations: [talk("PJSIP/main", "PJSIP/9922", from: .at("talk", 0.5), until: .at("bye"))]),
        Scenario(name: "cancelled", conversations: []),
        Scenario(
            name: "redirected",
            conversations: [talk("PJSIP/9951", "PJSIP/9952", from: .at("talk"), until: .at("redirect"))]),
        Scenario(
            name: "twenty",
            conversations: (9001...9020).map {
                talk("PJSIP/main", "PJSIP/\($0)", from: .at("talk"), until: .at("bye"))
            }, calls: 20, tolerance: 1.5),
    ]

    @Test("they talk when they did, with whom they did, and then nothing is left", arguments: scenarios)
    func talks(of scenario: Scenario) throws {
        let recording = try Recording(scenario.name)
        var replay = Replay()
        replay.run(recording.events)
        #expect(replay.faults == [])
        #expect(replay.open == [])
        #expect(replay.ended.count == scenario.calls)
        #expect(replay.picture.remains == [])
        #expect(replay.picture.legsInUse.isEmpty)

        var talks = replay.talks
        for expected in scenario.conversations {
            let from = try #require(recording.story[expected.from.label]) + expected.from.seconds
            let until = try #require(recording.story[expected.until.label]) + expected.until.seconds
            let place = talks.firstIndex { talk in
                replay.parties(of: talk) == expected.parties
                    && abs(talk.began.timeIntervalSince(from)) < scenario.tolerance
                    && abs((talk.ended ?? .distantFuture).timeIntervalSince(until)) < scenario.tolerance
            }
            let told = "\(replay.talks.map { (replay.parties(of: $0), $0.began, $0.ended) })"
            talks.remove(at: try #require(place, "\(expected) among \(told)"))
        }
        #expect(talks == [], "and nobody else")
        // What the calls remember is what was told.
        #expect(Set(replay.ended.flatMap(\.talks).map(\.channels)) == Set(replay.talks.map(\.channels)))
    }

    @Test("every channel that came up is in the history of a call, with its end", arguments: scenarios)
    func history(of scenario: Scenario) throws {
        let recording = try Recording(scenario.name)
        var replay = Replay()
        replay.run(recording.events)
        let endings = recording.endings
        let channels = replay.ended.flatMap(\.channels)
        #expect(Set(channels.map(\.id)) == Set(endings.keys))
        #expect(channels.count == endings.count, "each once")
        for channel in channels {
            #expect(channel.hangup?.moment == endings[channel.id]?.moment)
            #expect(channel.hangup?.cause == endings[channel.id]?.cause)
        }
    }
}
