import Foundation
import Storage
import Synchronization
import Testing

@Suite(.serialized) struct AgentsTests {
    let folder: TemporaryFolder
    let store: OfficeStore

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.open()
    }

    @Test("what is said stays over a restart, and is gone when it is taken back")
    func words() throws {
        #expect(try store.agents().isEmpty)
        #expect(
            try store.changeAgent("101", inQueues: ["700", "701"], author: "anna") { _ in "out" } == ["700", "701"])
        #expect(try store.changeAgent("102", inQueues: ["700"], author: "PJSIP/102") { _ in "paused" } == ["700"])
        let records = try folder.open(.readOnly).agents()
        #expect(
            records.map { [$0.queue, $0.agent, $0.state, $0.author] } == [
                ["700", "101", "out", "anna"], ["700", "102", "paused", "PJSIP/102"], ["701", "101", "out", "anna"],
            ])
        #expect(try store.changeAgent("101", inQueues: ["700", "702"], author: "b") { _ in nil } == ["700"])
        #expect(try store.agents().map(\.queue) == ["700", "701"])
    }

    @Test("the word that stands is asked for in the same transaction, and one that does not change keeps its time")
    func unchanged() throws {
        try store.changeAgent("101", inQueues: ["700"], author: "a") { _ in "out" }
        let first = try store.agents()
        let seen = Mutex<[String?]>([])
        let changed = try store.changeAgent("101", inQueues: ["700", "701"], author: "b") { word in
            seen.withLock { $0.append(word) }
            return word
        }
        #expect(changed.isEmpty)
        #expect(seen.withLock { $0 } == ["out", nil])
        #expect(try store.agents() == first)
    }

    @Test("whoever waits is told of each change, also by another process, and of nothing else")
    func changes() async throws {
        var changes = store.agentChanges(pollEvery: .milliseconds(1)).makeAsyncIterator()
        #expect(await changes.next() == 0)
        try store.change(author: "a", comment: "") { $0["user", "1"] = "{}" }
        try store.changeAgent("101", inQueues: ["700"], author: "a") { _ in nil }
        try folder.open().changeAgent("101", inQueues: ["700", "701"], author: "a") { _ in "out" }
        #expect(await changes.next() == 1)
    }

    @Test("agents are no part of the rules: no revision, no history")
    func noRevision() throws {
        let before = try store.load().revision
        try store.changeAgent("101", inQueues: ["700"], author: "a") { _ in "out" }
        #expect(try store.load().revision == before)
        #expect(try store.history(limit: 9).isEmpty)
    }

    @Test(
        "a text with a NUL is refused", arguments: [("1\u{0}", "700", "a"), ("1", "7\u{0}", "a"), ("1", "7", "\u{0}")])
    func hostile(agent: String, queue: String, author: String) throws {
        #expect(throws: StorageError.self) {
            try store.changeAgent(agent, inQueues: [queue], author: author) { _ in "out" }
        }
        #expect(try store.agents().isEmpty)
    }
}
