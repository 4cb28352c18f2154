import Foundation
import Testing

@testable import Storage

/// Talks and group memory lie in the rules' database and are no part of the rules.
@Suite struct BesidesRulesTests {
    let folder: TemporaryFolder
    let store: OfficeStore
    let noon = Date(timeIntervalSince1970: 1_790_000_000)

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.open()
    }

    @Test("revision, rules, history and undo know nothing of them")
    func rulesUntouched() throws {
        try store.replace(with: users("101"), author: "a", comment: "first", expecting: nil)
        try store.replace(with: users("102"), author: "a", comment: "second", expecting: nil)
        let (office, history) = (try store.load(), try store.history(limit: 10))

        try store.record(Talk(number: "1", user: "101", date: noon))
        try store.groupAnswered("sales", member: "user/101", at: noon)
        try store.groupRang("sales", member: "user/101")
        let (talks, memory) = (try store.talks(with: "1", since: noon), try store.groupMemory())
        #expect(try store.load() == office)
        #expect(try store.history(limit: 10) == history)

        try store.undo(author: "a")
        #expect(try store.load() == StoredOffice(revision: 3, entries: users("101")))
        #expect(try store.talks(limit: 10, number: nil, user: nil) == talks)
        #expect(talks.count == 1)
        #expect(try store.groupMemory() == memory)
        #expect(memory.groups["sales"]?.turn == "user/101")

        #expect(try store.forgetTalks(number: nil, user: nil) == 1)
        try store.forgetGroups(except: [])
        #expect(try store.entries(at: 2) == office)
        #expect(try store.history(limit: 10).dropFirst() == history[...])
    }

    @Test("who waits for revisions is told of none", arguments: [false, true])
    func noRevision(ofAnotherStore: Bool) async throws {
        let writer = ofAnotherStore ? try folder.open() : store
        let revisions = store.revisions(pollEvery: .milliseconds(1))
        let (started, signal) = AsyncStream.makeStream(of: Void.self)
        let told = Task {
            var told: [Int] = []
            for await revision in revisions {
                told.append(revision)
                signal.yield()
                if revision == 1 { break }
            }
            return told
        }
        for await _ in started { break }
        for number in 0..<20 {
            try writer.record(Talk(number: "\(number)", user: "101", date: noon))
            try writer.groupRang("sales", member: "user/\(number)")
            try writer.groupAnswered("sales", member: "user/\(number)", at: noon)
            // Time for some looks.
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(try writer.forgetTalks(number: nil, user: nil) == 20)
        try writer.forgetGroups(except: [])
        try writer.replace(with: users("101"), author: "a", comment: "", expecting: 0)
        #expect(await told.value == [0, 1])
    }

    @Test("what says nothing new is not written: nobody has to look")
    func nothingWritten() throws {
        let other = try folder.open()
        // Changes when another connection has written.
        func version() throws -> Int? {
            try other.pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA data_version") }
        }
        let empty = try version()
        try store.record(Talk(number: "1", user: "101", date: noon))
        let talked = try version()
        #expect(talked != empty)
        try store.groupRang("sales", member: "user/101")
        let rang = try version()
        #expect(rang != talked)

        try store.record(Talk(number: "1", user: "101", date: noon))
        try store.record(Talk(number: "1", user: "101", date: noon - 1))
        try store.groupRang("sales", member: "user/101")
        try store.forgetGroups(except: ["sales"])
        #expect(try store.forgetTalks(number: "2", user: nil) == 0)
        #expect(try version() == rang)
    }

    @Test("a database from before them is brought up to date, with all it holds")
    func olderVersion() throws {
        let folder = try TemporaryFolder()
        let schema = Schema(migrations: Array(Schema.current.migrations.prefix(1)))
        let old = try OfficeStore(path: folder.database, access: .readWrite, now: { testDate }, schema: schema)
        try old.replace(with: users("101"), author: "a", comment: "c", expecting: nil)
        let history = try old.history(limit: 10)
        #expect(throws: StorageError.olderVersion(path: folder.database)) { try folder.open(.readOnly) }

        let store = try folder.open()
        #expect(try store.talks(limit: 10, number: nil, user: nil).isEmpty)
        #expect(try store.groupMemory() == GroupMemoryRecord())
        try store.record(Talk(number: "1", user: "101", date: noon))
        try store.groupRang("sales", member: "user/101")
        #expect(try store.load() == StoredOffice(revision: 1, entries: users("101")))
        #expect(try store.history(limit: 10) == history)

        // The older process, still running, goes on; what is newer stays.
        try old.replace(with: users("102"), author: "a", comment: "c", expecting: 1)
        let reader = try folder.open(.readOnly)
        #expect(try reader.load().revision == 2)
        #expect(try reader.talks(with: "1", since: noon).count == 1)
        #expect(try reader.groupMemory().groups["sales"]?.turn == "user/101")
    }
}
