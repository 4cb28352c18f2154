import Foundation
import Storage
import Testing

/// Requests to be called back, on disk.
@Suite struct CallbacksTests {
    let folder: TemporaryFolder
    let store: OfficeStore

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.open()
    }

    private static func record(
        queue: String = "700", number: String = "+79035550001", asked: TimeInterval = 0
    ) -> CallbackRecord {
        let moment = Date(timeIntervalSince1970: 1_800_000_000 + asked)
        return CallbackRecord(
            queue: queue, number: number, name: "Иванов", language: "ru", call: "1.1", arrived: moment - 60,
            asked: moment, mostAttempts: 2, window: 600, retry: 300)
    }

    /// Puts it down and ends it.
    @discardableResult private func end(_ record: CallbackRecord) throws -> CallbackRecord {
        var kept = try #require(try store.add(record))
        (kept.state, kept.until, kept.outcome, kept.reason) = ("ended", nil, "failed", "the client was busy")
        kept.ended = kept.asked + 90
        try store.save(kept)
        return kept
    }

    @Test("a client has one open request in a queue, and may have others besides")
    func twice() throws {
        let first = try #require(try store.add(Self.record()))
        #expect(try store.add(Self.record(asked: 5)) == nil)
        #expect(try store.callback(first.id)?.asked == Self.record().asked, "the first one stands")
        let others = try [Self.record(queue: "701"), Self.record(number: "+79035550002")].map { try store.add($0) }
        #expect(Set([first.id] + others.compactMap { $0?.id }).count == 3)
    }

    @Test("once it is over he may ask again, and the old one is kept")
    func again() throws {
        let first = try end(Self.record())
        let second = try #require(try store.add(Self.record(asked: 100)))
        #expect(second.id > first.id)
        #expect(try store.callback(first.id) == first)
        #expect(try store.openCallbacks().map(\.id) == [second.id])
    }

    @Test("all of it is read by another process as it was written, with its attempts")
    func attempts() throws {
        var record = try #require(try store.add(Self.record()))
        record.attempts = [
            .init(number: 1, began: record.asked + 10, call: "2.1", ended: record.asked + 50, result: "noAnswer"),
            .init(number: 2, began: record.asked + 400, call: "2.2"),
        ]
        (record.state, record.until, record.attempt) = ("dialing", nil, 2)
        record.windowFrom = record.asked + 7
        try store.save(record)
        #expect(try folder.open(.readOnly).callback(record.id) == record)
        record.attempts.removeLast()
        try store.save(record)
        #expect(try store.callback(record.id)?.attempts.map(\.call) == ["2.1"])
    }

    @Test("one that is taken up again is open, with the attempts, window and pause it has now")
    func reopened() throws {
        var record = try end(Self.record())
        (record.state, record.until, record.outcome, record.reason, record.ended) =
            ("waiting", record.asked + 100, nil, nil, nil)
        (record.mostAttempts, record.window, record.retry) = (5, 3_600, 60)
        record.windowFrom = record.asked + 100
        try store.save(record)
        #expect(try store.callback(record.id) == record)
        #expect(try store.openCallbacks(number: record.number) == [record])
        #expect(try store.add(Self.record(asked: 200)) == nil, "it is his one open request again")
    }

    @Test("it can't be taken up again beside a newer one")
    func reopenedTwice() throws {
        var first = try end(Self.record())
        let second = try #require(try store.add(Self.record(asked: 100)))
        (first.state, first.until, first.outcome, first.ended) = ("waiting", first.asked, nil, nil)
        #expect(throws: StorageError.self) { try store.save(first) }
        #expect(try store.openCallbacks() == [second])
    }

    @Test("listed newest first, by time, queue, number, and whether they are open")
    func listed() throws {
        try end(Self.record())
        _ = try store.add(Self.record(asked: 100))
        _ = try store.add(Self.record(queue: "701", asked: 200))
        _ = try store.add(Self.record(number: "+79035550002", asked: 300))
        func ids(
            from start: TimeInterval? = nil, to end: TimeInterval? = nil, queue: String? = nil, number: String? = nil,
            open: Bool = false, limit: Int = 9
        ) throws -> [Int64] {
            let base = Date(timeIntervalSince1970: 1_800_000_000)
            return try store.callbacks(
                from: start.map { base + $0 }, to: end.map { base + $0 }, queue: queue, number: number, open: open,
                limit: limit
            ).map(\.id)
        }
        #expect(try ids() == [4, 3, 2, 1])
        #expect(try ids(open: true) == [4, 3, 2])
        #expect(try ids(limit: 2) == [4, 3])
        #expect(try ids(from: 100, to: 300) == [3, 2], "from the beginning on, up to the end")
        #expect(try ids(queue: "701") == [3])
        #expect(try ids(number: "+79035550001") == [3, 2, 1])
        #expect(try ids(queue: "700", number: "+79035550001", open: true) == [2])
        #expect(try ids(queue: "702").isEmpty)
        #expect(try ids(limit: -1).isEmpty)
        #expect(throws: StorageError.self) { try ids(number: "\0") }
    }
}
