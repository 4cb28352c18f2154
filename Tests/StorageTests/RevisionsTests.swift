import Foundation
import Storage
import Testing

@Suite(.serialized) struct RevisionsTests {
    let folder: TemporaryFolder
    let store: OfficeStore

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.open()
    }

    @Test func beginsWithTheCurrentOne() async throws {
        try store.replace(with: users("101"), author: "a", comment: "", expecting: nil)
        var revisions = store.revisions().makeAsyncIterator()
        #expect(await revisions.next() == 1)
        try store.replace(with: users("102"), author: "a", comment: "", expecting: nil)
        #expect(await revisions.next() == 2)
        try store.replace(with: users("103"), author: "a", comment: "", expecting: nil)
        try store.replace(with: users("104"), author: "a", comment: "", expecting: nil)
        #expect(await revisions.next() == 4, "only the newest is told")
    }

    @Test("a write that changes nothing is not told")
    func silence() async throws {
        var revisions = store.revisions(pollEvery: .milliseconds(1)).makeAsyncIterator()
        #expect(await revisions.next() == 0)
        try store.change(author: "a", comment: "") { _ in }
        #expect(throws: CancellationError.self) {
            try store.change(author: "a", comment: "") { set in
                set["user", "1"] = "{}"
                throw CancellationError()
            }
        }
        try store.change(author: "a", comment: "") { $0["user", "1"] = "{}" }
        #expect(await revisions.next() == 1)
    }

    @Test func endsWhenCancelled() async throws {
        let revisions = store.revisions(pollEvery: .seconds(3_600))
        let (started, signal) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            var seen: [Int] = []
            for await revision in revisions {
                seen.append(revision)
                signal.yield()
            }
            return seen
        }
        for await _ in started { break }
        task.cancel()
        #expect(await task.value == [0])
    }

    @Test("readers are told while a writer is at work")
    func lockedDatabase() async throws {
        let reader = try folder.open(.readOnly)
        try store.change(author: "a", comment: "") { set in
            set["user", "1"] = "{}"
            #expect(throws: Never.self) { try reader.load() }
        }
        var revisions = reader.revisions().makeAsyncIterator()
        #expect(await revisions.next() == 1)
    }

    // Each waits for the other's revision and answers with one: neither sleeps, and both directions are seen to work.
    @Test("another process's change is told within 100 ms")
    func anotherProcess() async throws {
        let path = folder.database
        let rounds = 20
        async let other = #expect(processExitsWith: .success) { [path = path as String, rounds = rounds as Int] in
            let store = try OfficeStore(path: path, now: { Date() })
            for await revision in store.revisions() where revision.isMultiple(of: 2) {
                if revision == rounds * 2 { break }
                try store.change(author: "child", comment: "") { $0["user", "child"] = "\(revision)" }
            }
        }
        var latencies: [TimeInterval] = []
        for await revision in store.revisions() where !revision.isMultiple(of: 2) {
            let received = Date()
            let change = try #require(try store.history(limit: 1).first)
            #expect(change.revision == revision && change.author == "child")
            latencies.append(received.timeIntervalSince(change.date))
            try store.change(author: "parent", comment: "") { $0["user", "parent"] = "\(revision)" }
            if revision == rounds * 2 - 1 { break }
        }
        _ = await other
        #expect(latencies.count == rounds)
        // From the start of the other's transaction, so its disk's time is in it. The median: the machine may be busy.
        #expect(latencies.sorted()[rounds / 2] < 0.1, "\(latencies.sorted())")
    }
}
