import Foundation
import Synchronization
import Testing

@testable import Storage

@Suite struct TalksTests {
    let folder: TemporaryFolder
    let store: OfficeStore

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.open()
    }

    /// So many seconds before the store's present.
    private func ago(_ seconds: TimeInterval) -> Date {
        Date(timeIntervalSince1970: 1_790_000_000 - seconds)
    }

    private func talk(_ number: String, _ user: String, _ seconds: TimeInterval) -> Talk {
        Talk(number: number, user: user, date: ago(seconds))
    }

    private func record(_ talks: Talk...) throws {
        for talk in talks { try store.record(talk) }
    }

    @Test func newestFirst() throws {
        try record(
            talk("+79161234567", "102", 30), talk("+79161234567", "101", 10), talk("+79161234567", "103", 20),
            talk("+79161234568", "101", 5))
        let talks = [
            talk("+79161234567", "101", 10), talk("+79161234567", "103", 20), talk("+79161234567", "102", 30),
        ]
        #expect(try store.talks(with: "+79161234567", since: ago(3_600)) == talks)
        #expect(try folder.open(.readOnly).talks(with: "+79161234567", since: .distantPast) == talks)
        #expect(try store.talks(with: "+7916123456", since: .distantPast).isEmpty)
    }

    @Test("talks of one millisecond are ordered by number and user")
    func sameTime() throws {
        try record(talk("2", "102", 0), talk("1", "103", 0), talk("2", "101", 0))
        #expect(try store.talks(with: "2", since: ago(0)).map(\.user) == ["101", "102"])
        #expect(
            try store.talks(limit: 10, number: nil, user: nil)
                == [talk("1", "103", 0), talk("2", "101", 0), talk("2", "102", 0)])
    }

    @Test("since includes its own millisecond", arguments: [(-0.001, 1), (0, 1), (0.001, 0)])
    func window(offset: TimeInterval, count: Int) throws {
        // A quarter: what a Date holds exactly.
        try record(talk("1", "101", 0.25))
        #expect(try store.talks(with: "1", since: ago(0.25).addingTimeInterval(offset)).count == count)
    }

    @Test("the newest talk of a user with a number stays", arguments: [[30, 20, 10], [10, 20, 30], [20, 10, 30]])
    func newestStays(seconds: [TimeInterval]) throws {
        for seconds in seconds { try record(talk("1", "101", seconds)) }
        #expect(try store.talks(limit: 10, number: nil, user: nil) == [talk("1", "101", 10)])
    }

    @Test(
        "a listing takes a limit, a number and a user",
        arguments: [
            (10, nil, nil, [1, 2, 3, 4]), (2, nil, nil, [1, 2]), (0, nil, nil, []), (-1, nil, nil, []),
            (10, "1", nil, [1, 3]), (10, nil, "101", [1, 2]), (10, "1", "102", [3]), (1, "2", nil, [2]),
            (10, "3", nil, []), (10, "1", "103", []),
        ] as [(Int, String?, String?, [TimeInterval])])
    func listing(limit: Int, number: String?, user: String?, seconds: [TimeInterval]) throws {
        try record(talk("2", "103", 4), talk("2", "101", 2), talk("1", "102", 3), talk("1", "101", 1))
        let dates = try store.talks(limit: limit, number: number, user: user).map(\.date)
        #expect(dates == seconds.map(ago))
    }

    @Test(
        "forgetting tells how many, and leaves the others",
        arguments: [
            ("1", nil, [2, 4]), (nil, "101", [3, 4]), ("1", "102", [1, 2, 4]), (nil, nil, []),
            ("3", nil, [1, 2, 3, 4]),
            ("", nil, [1, 2, 3, 4]),
        ] as [(String?, String?, [TimeInterval])])
    func forgetting(number: String?, user: String?, left: [TimeInterval]) throws {
        try record(talk("2", "103", 4), talk("2", "101", 2), talk("1", "102", 3), talk("1", "101", 1))
        #expect(try store.forgetTalks(number: number, user: user) == 4 - left.count)
        #expect(try store.talks(limit: 10, number: nil, user: nil).map(\.date) == left.map(ago))
        #expect(try store.forgetTalks(number: number, user: user) == 0)
    }

    @Test("a talk is kept for 90 days, to the millisecond")
    func pruned() throws {
        let clock = Mutex(ago(0))
        let store = try OfficeStore(path: folder.database, now: { clock.withLock { $0 } })
        func kept() throws -> [String] { try store.talks(limit: 10, number: nil, user: nil).map(\.number) }

        try store.record(talk("old", "101", 0))
        try store.record(talk("newer", "101", -1))
        clock.withLock { $0 = ago(-90 * 86_400) }
        try store.record(talk("newest", "101", -90 * 86_400))
        #expect(try kept() == ["newest", "newer", "old"])
        clock.withLock { $0 += 0.002 }
        try store.record(talk("newest", "101", -90 * 86_400))
        #expect(try kept() == ["newest", "newer"], "also when the talk recorded is none that is newer")
        try store.record(talk("too old", "101", 1))
        #expect(try kept() == ["newest", "newer"])
    }

    @Test(
        "texts come back as they were",
        arguments: [
            "", "'; DROP TABLE talk; --", "\"", "' OR '1'='1", "%", "?", "\\", "\u{1}\r\n", "Ольга 📞", "e\u{301}",
            String(repeating: "9", count: 10_000),
        ])
    func texts(_ text: String) throws {
        let talks = [talk(text, "101", 1), talk("1", text, 2), talk(text, text, 3)]
        for talk in talks + [talk("other", "other", 4)] { try record(talk) }
        func bytes(_ talks: [Talk]) -> [[UInt8]] { talks.flatMap { [Array($0.number.utf8), Array($0.user.utf8)] } }

        #expect(try bytes(store.talks(with: text, since: .distantPast)) == bytes([talks[0], talks[2]]))
        #expect(try bytes(store.talks(limit: 10, number: nil, user: text)) == bytes([talks[1], talks[2]]))
        #expect(try store.forgetTalks(number: text, user: text) == 1)
        #expect(try store.forgetTalks(number: text, user: nil) == 1)
        #expect(try store.forgetTalks(number: nil, user: text) == 1)
        #expect(try store.talks(limit: 10, number: nil, user: nil) == [talk("other", "other", 4)])
    }

    @Test("a text with a NUL is refused, not taken for its beginning")
    func nul() throws {
        try record(talk("1", "101", 2))
        let expected = StorageError.failed(
            path: folder.database, reason: "a text with the character NUL can't be stored or looked for")
        #expect(throws: expected) { try store.record(talk("1\0", "101", 1)) }
        #expect(throws: expected) { try store.record(talk("1", "101\0x", 1)) }
        #expect(throws: expected) { try store.talks(with: "1\0", since: .distantPast) }
        #expect(throws: expected) { try store.talks(limit: 1, number: "1\0", user: nil) }
        #expect(throws: expected) { try store.talks(limit: 1, number: nil, user: "101\0") }
        #expect(throws: expected) { try store.forgetTalks(number: "1\0", user: nil) }
        #expect(throws: expected) { try store.forgetTalks(number: nil, user: "101\0") }
        #expect(try store.talks(limit: 10, number: nil, user: nil) == [talk("1", "101", 2)])
    }

    @Test("two stores on one file lose nothing")
    func twoStores() async throws {
        let others = [try folder.open(), try folder.open()]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, other) in others.enumerated() {
                group.addTask {
                    for number in 0..<50 {
                        let date = Date(timeIntervalSince1970: 1_790_000_000 - Double(number * 2 + index))
                        try other.record(Talk(number: "\(number)", user: "10\(index)", date: date))
                        try other.record(Talk(number: "shared", user: "101", date: date))
                    }
                }
            }
            try await group.waitForAll()
        }
        for other in others {
            #expect(try other.talks(limit: 1_000, number: nil, user: nil).count == 101)
            #expect(try other.talks(with: "shared", since: .distantPast) == [talk("shared", "101", 0)])
        }
        #expect(try others[0].forgetTalks(number: nil, user: nil) == 101)
        #expect(try others[1].talks(limit: 1_000, number: nil, user: nil).isEmpty)
    }

    @Test func readOnlyCannotWrite() throws {
        try record(talk("1", "101", 1))
        let reader = try folder.open(.readOnly)
        let expected = StorageError.notWritable(path: folder.database)
        #expect(throws: expected) { try reader.record(talk("1", "101", 0)) }
        #expect(throws: expected) { try reader.forgetTalks(number: nil, user: nil) }
        #expect(try reader.talks(limit: 10, number: nil, user: nil) == [talk("1", "101", 1)])
    }

    // A caller waits meanwhile. Reading all talks takes ten times the time allowed.
    @Test("a number is found among 200,000 talks in less than a millisecond")
    func lookup() throws {
        try store.pool.write { database in
            try database.execute(
                sql: """
                    INSERT INTO talk WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 199999)
                    SELECT '+7916' || (i / 2), 100 + i % 2, 1790000000000 - i FROM n
                    """)
        }
        let clock = ContinuousClock()
        let times = try (0..<101).map { number in
            let start = clock.now
            let talks = try store.talks(with: "+7916\(number * 900)", since: ago(86_400))
            let time = start.duration(to: clock.now)
            #expect(talks.count == 2)
            return time
        }
        #expect(times.sorted()[50] < .milliseconds(1))
    }
}
