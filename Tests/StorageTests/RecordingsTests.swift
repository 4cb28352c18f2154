import Foundation
import Testing

@testable import Storage

@Suite struct RecordingsTests {
    let folder: TemporaryFolder
    let store: OfficeStore

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.open()
    }

    /// Three seconds of a client's channel, that began at a second and was written to last at its end.
    private func file(_ call: String, place: Int = 1, from begin: TimeInterval = 10, bytes: Int = 48_044)
        -> RecordingFile
    {
        RecordingFile(
            name: "\(call)+\(call)+\(place).wav", call: call, channel: call, began: at(begin), written: at(begin + 3),
            bytes: bytes)
    }

    private static let now = at(100)

    @Test("a file has a row of what was decided last before it began; a row without a file is gone")
    func takeUp() throws {
        try store.orderRecording(of: "1.1", for: .init(number: "+7495", caller: "+7903"), at: at(5))
        try store.orderRecording(of: "1.1", for: .init(user: "101", caller: "+7903"), at: at(10.5))
        try store.orderRecording(of: "1.1", for: .init(user: "102"), at: at(20))
        try store.takeUpRecordings([file("1.1"), file("2.1", from: 12)], at: Self.now)
        let recordings = try store.recordings()
        #expect(recordings.map(\.file) == ["2.1+2.1+1.wav", "1.1+1.1+1.wav"], "newest first")
        #expect(recordings.map(\.purpose) == [.init(), .init(user: "101", caller: "+7903")])
        #expect(recordings.map(\.began) == [at(12), at(10)])
        #expect(recordings.map(\.ended) == [at(15), at(13)])
        #expect(recordings.map(\.bytes) == [48_044, 48_044])
        let known = try #require(recordings.first)
        try store.takeUpRecordings([file("2.1", from: 12)], at: Self.now)
        #expect(try store.recordings() == [known], "the same number as before")
        // Numbers are not given twice: a script may still hold one.
        try store.takeUpRecordings([], at: Self.now)
        try store.takeUpRecordings([file("2.1", from: 12)], at: Self.now)
        #expect(try store.recordings().map(\.id) == [3])
    }

    @Test(
        "a recording is over when nothing was written for a while and its channel is not live",
        arguments: [(17.5, false, true), (18, false, false), (100, true, true), (27.5, nil, true), (28, nil, false)]
            as [(TimeInterval, Bool?, Bool)])
    func over(now: TimeInterval, isLive: Bool?, isUnderWay: Bool) throws {
        if let isLive {
            var call = CallRecord.full("1.1")
            if isLive { call.legs[0].ended = nil }
            try store.save([call])
        }
        try store.takeUpRecordings([file("1.1")], at: at(now))
        #expect(try store.recordings().map { $0.ended == nil } == [isUnderWay])
        #expect(try store.oldestRecordings(limit: 10).isEmpty == isUnderWay)
        // It goes on after a pause.
        try store.takeUpRecordings([file("1.1", from: 99, bytes: 60_000)], at: Self.now)
        #expect(try store.recordings().map { $0.ended == nil } == [true])
        #expect(try store.recordings().map(\.bytes) == [60_000])
    }

    @Test("whether a channel has ended, where it is known")
    func channels() throws {
        try store.save([.full("1.1")])
        #expect(try store.hasEnded(channel: "1.1") == true)
        #expect(try store.hasEnded(channel: "9.9") == nil)
    }

    @Test("which are listed")
    func filters() throws {
        try store.save([.full("3.1")])
        try store.orderRecording(of: "1.1", for: .init(number: "+7495", caller: "+7903"), at: at(1))
        try store.orderRecording(of: "2.1", for: .init(queue: "support", user: "101", caller: "+7904"), at: at(1))
        try store.takeUpRecordings([file("1.1"), file("2.1", from: 20), file("3.1", from: 30)], at: Self.now)
        func calls(_ recordings: [Recording]) -> [String] { recordings.map(\.call) }
        #expect(calls(try store.recordings(from: at(20))) == ["3.1", "2.1"])
        #expect(calls(try store.recordings(to: at(20))) == ["1.1"])
        #expect(calls(try store.recordings(number: "+7495")) == ["1.1"])
        #expect(calls(try store.recordings(number: "+7904")) == ["2.1"])
        #expect(calls(try store.recordings(queue: "support")) == ["2.1"])
        #expect(calls(try store.recordings(user: "101")) == ["2.1"], "he has not answered 3.1")
        #expect(calls(try store.recordings(user: "103")) == ["3.1"], "he has")
        #expect(calls(try store.recordings(limit: 2)) == ["3.1", "2.1"])
        #expect(calls(try store.oldestRecordings(limit: 2)) == ["1.1", "2.1"])
        #expect(calls(try store.oldestRecordings(before: at(20), limit: 9)) == ["1.1"])
        #expect(calls(try store.recordings(of: "3.1")) == ["3.1"])
    }

    @Test("a call that has become part of another keeps its recordings there")
    func merged() throws {
        try store.save([.full("1.1")])
        var file = file("9.9")
        file.channel = "1.12"
        try store.takeUpRecordings([file], at: Self.now)
        #expect(try store.recordings(of: "1.1").map(\.call) == ["9.9"])
    }

    @Test("one is forgotten, the others stay")
    func forget() throws {
        try store.takeUpRecordings([file("1.1"), file("1.1", place: 2, from: 20)], at: Self.now)
        try store.forgetRecording(1)
        #expect(try store.recording(1) == nil)
        #expect(try store.recording(2)?.file == "1.1+1.1+2.wav")
    }
}
