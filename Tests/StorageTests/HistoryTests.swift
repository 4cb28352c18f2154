import Foundation
import Storage
import Testing

@Suite struct HistoryTests {
    let folder: TemporaryFolder
    let store: OfficeStore

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.open()
    }

    @Test func tellsWhoWhenWhyAndWhat() throws {
        try store.replace(with: users("101", "102"), author: "anna", comment: "first", expecting: nil)
        var entries = users("101", "103")
        entries[0].body = "[]"
        try store.replace(with: entries, author: "boris", comment: "second", expecting: nil)

        let history = try store.history(limit: 10)
        let body = #"{"name":"A"}"#
        #expect(history.map(\.revision) == [2, 1])
        #expect(history.map(\.author) == ["boris", "anna"])
        #expect(history.map(\.comment) == ["second", "first"])
        #expect(history.map(\.date) == Array(repeating: Date(timeIntervalSince1970: 1_790_000_000.123), count: 2))
        #expect(
            history[0].items == [
                Change.Item(id: .init(kind: "user", key: "101"), effect: .changed, before: body, after: "[]"),
                Change.Item(id: .init(kind: "user", key: "102"), effect: .removed, before: body),
                Change.Item(id: .init(kind: "user", key: "103"), effect: .added, after: body),
            ])
        #expect(try store.history(limit: 1).map(\.revision) == [2])
        #expect(try store.history(limit: 0).isEmpty)
        #expect(try store.history(limit: -1).isEmpty)
    }

    @Test("what a change returns is what the history tells")
    func returnedAndRecorded() throws {
        let changes = [
            try store.replace(with: users("1", "2", "3"), author: "a", comment: "1", expecting: nil),
            try store.replace(with: users("3", "1", "2"), author: "a", comment: "2", expecting: nil),
            try store.change(author: "a", comment: "3") { $0["user", "2"] = "[]" },
            try store.undo(author: "b"),
        ]
        #expect(try store.history(limit: 10) == changes.reversed())
    }

    @Test("every revision can be rebuilt, through adding, changing, removing and moving")
    func rebuilt() throws {
        var random = SplitMix(state: 7)
        var revisions: [[Entry]] = [[]]
        for step in 0..<60 {
            var keys = (0..<12).map(String.init).filter { _ in Bool.random(using: &random) }
            keys.shuffle(using: &random)
            let entries = keys.enumerated().map { index, key in
                Entry(
                    kind: key.count == 1 ? "user" : "group", key: key, position: index,
                    body: Bool.random(using: &random) ? "{}" : "\(step)")
            }
            if try store.replace(with: entries, author: "a", comment: "\(step)", expecting: nil).revision
                == revisions.count
            {
                revisions.append(entries)
            }
        }
        #expect(revisions.count > 50)
        for (revision, entries) in revisions.enumerated() {
            #expect(try store.entries(at: revision) == StoredOffice(revision: revision, entries: entries))
        }
        #expect(try store.entries(at: revisions.count) == nil)
        #expect(try store.entries(at: -1) == nil)
    }

    @Test func undoAndRedo() throws {
        try store.replace(with: users("101", "102"), author: "a", comment: "c", expecting: nil)
        try store.replace(with: users("102", "103", body: "[]"), author: "a", comment: "c", expecting: nil)

        let undo = try store.undo(author: "b")
        #expect(undo.revision == 3 && undo.author == "b" && undo.comment == "undo of revision 2")
        #expect(try store.load() == StoredOffice(revision: 3, entries: users("101", "102")))

        #expect(try store.undo(author: "b").comment == "undo of revision 3")
        #expect(try store.load() == StoredOffice(revision: 4, entries: users("102", "103", body: "[]")))
    }

    @Test func undoOfTheFirstChangeEmptiesTheStore() throws {
        try store.replace(with: users("101"), author: "a", comment: "c", expecting: nil)
        try store.undo(author: "a")
        #expect(try store.load() == StoredOffice(revision: 2, entries: []))
    }

    @Test func nothingToUndo() throws {
        #expect(throws: StorageError.nothingToUndo) { try store.undo(author: "a") }
    }

    @Test("1,000 revisions are kept")
    func pruned() throws {
        for number in 1...1_003 {
            try store.replace(with: users("101", body: "\(number)"), author: "a", comment: "", expecting: nil)
        }
        #expect(try store.history(limit: 2_000).map(\.revision) == (4...1_003).reversed())
        #expect(try store.entries(at: 2) == nil)
        #expect(try store.entries(at: 3)?.entries == users("101", body: "3"))
        try store.undo(author: "a")
        #expect(try store.load().entries == users("101", body: "1002"))
    }
}

/// A seeded generator (Steele, Lea, Flood 2014), so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
