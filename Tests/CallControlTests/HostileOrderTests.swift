import Foundation
import Testing

@testable import CallControl

/// Events lost, doubled and out of order: whatever comes, the picture holds, and forgets.
@Suite("hostile order") struct HostileOrderTests {
    /// The same lots for everybody.
    private struct Lots: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    /// Read once.
    private static let recordings = Result {
        try RecordedCallTests.scenarios.map(\.name).filter { $0 != "twenty" }.map { try Recording($0) }
    }

    @Test("when all channels have hung up nothing is left, and no talk was told twice", arguments: UInt64(1)...40)
    func shuffled(seed: UInt64) throws {
        var lots = Lots(state: seed)
        var replay = Replay()
        for recording in try Self.recordings.get().shuffled(using: &lots).prefix(6) {
            var events = recording.events
            for _ in 0..<events.count / 4 {
                let place = Int.random(in: events.indices, using: &lots)
                switch Int.random(in: 0..<3, using: &lots) {
                case 0: events.remove(at: place)
                case 1: events.insert(events[place], at: Int.random(in: events.indices, using: &lots))
                default: events.swapAt(place, min(place + Int.random(in: 1...5, using: &lots), events.count - 1))
                }
            }
            replay.run(events)
        }
        let moment = Date(timeIntervalSince1970: 4_000_000_000)
        for channel in replay.picture.calls.flatMap(\.live) + replay.picture.live.values.flatMap(\.live) {
            let snapshot = ChannelSnapshot(id: channel.id, call: channel.id, name: channel.name)
            replay.take(replay.picture.handle(.hungUp(snapshot, cause: 16, text: ""), at: moment))
        }
        #expect(replay.faults == [])
        #expect(replay.open == [])
        #expect(replay.known == [])
        #expect(replay.picture.remains == [])
    }
}
