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

    // Each waits for the other's revision and answers with one, so both directions are seen to work. The child's answer
    // holds when its one before was committed. Other tests and other machines on the host delay every timer; a timer
    // of the same period, running beside, tells by how much.
    @Test("another process's change is told within 100 ms")
    func anotherProcess() async throws {
        let path = folder.database
        let rounds = 20
        let control = Task { await Self.lateness(of: .milliseconds(20)) }
        async let other = #expect(processExitsWith: .success) { [path = path as String, rounds = rounds as Int] in
            let store = try OfficeStore(path: path, now: { testDate })
            var committed = 0.0
            for await revision in store.revisions() where revision.isMultiple(of: 2) {
                if revision == rounds * 2 { break }
                try store.change(author: "child", comment: "") { $0["user", "child"] = "\(committed)" }
                committed = Date().timeIntervalSince1970
            }
        }
        var received: [TimeInterval] = []
        var committed: [TimeInterval] = []
        for await revision in store.revisions() where !revision.isMultiple(of: 2) {
            received.append(Date().timeIntervalSince1970)
            try store.change(author: "parent", comment: "") { set in
                committed.append(try #require(set["user", "child"].flatMap(TimeInterval.init)))
                set["user", "parent"] = "\(revision)"
            }
            if revision == rounds * 2 - 1 { break }
        }
        _ = await other
        control.cancel()
        let latencies = zip(received, committed.dropFirst()).map { $0 - $1 }.sorted()
        #expect(latencies.count == rounds - 1)
        let late = await control.value
        #expect(latencies[rounds / 2] < 0.1 + late, "timers are \(late) s late; \(latencies)")
    }

    /// How late, at worst, a timer of this period is until the task is cancelled, in seconds.
    private static func lateness(of period: Duration) async -> TimeInterval {
        let clock = ContinuousClock()
        var worst = Duration.zero
        while !Task.isCancelled {
            let start = clock.now
            try? await Task.sleep(for: period)
            worst = max(worst, start.duration(to: clock.now) - period)
        }
        return worst / .seconds(1)
    }
}
