import Foundation
import Storage
import Testing

@Suite struct RoundTripTests {
    let folder: TemporaryFolder
    let store: OfficeStore

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.open()
    }

    @Test func newStoreIsEmpty() throws {
        #expect(try store.load() == StoredOffice(revision: 0, entries: []))
        #expect(try store.history(limit: 10).isEmpty)
    }

    @Test func comesBackInOrder() throws {
        let entries = [
            Entry(kind: "user", key: "102", position: 0, body: #"{"name":"Ольга \"О\" 'x'"}"#),
            Entry(kind: "group", key: "600", position: 1, body: "{}"),
            Entry(kind: "user", key: "101", position: 2, body: ""),
        ]
        try store.replace(with: entries.reversed(), author: "a", comment: "c", expecting: 0)
        #expect(try store.load() == StoredOffice(revision: 1, entries: entries))
        #expect(try folder.open().load() == StoredOffice(revision: 1, entries: entries), "another connection")
        #expect(try folder.open(.readOnly).load() == StoredOffice(revision: 1, entries: entries))
    }

    @Test func nothingNewIsNoRevision() throws {
        let entries = users("101", "102")
        let first = try store.replace(with: entries, author: "a", comment: "c", expecting: nil)
        let second = try store.replace(with: entries, author: "b", comment: "again", expecting: nil)
        #expect(second.revision == 1 && second.items.isEmpty)
        #expect(try store.history(limit: 10) == [first])
    }

    @Test func gapsInPositionsAreNoDifference() throws {
        try store.replace(with: users("101", "102"), author: "a", comment: "c", expecting: nil)
        var entries = users("101", "102")
        entries[1].position = 10
        #expect(try store.replace(with: entries, author: "a", comment: "c", expecting: nil).items.isEmpty)
    }

    @Test func onlyWhatDiffersIsAChange() throws {
        try store.replace(with: users("101", "102", "103"), author: "a", comment: "c", expecting: nil)
        let entries = users("100", "101", "103", body: #"{"name":"A"}"#)
        let change = try store.replace(with: entries, author: "a", comment: "c", expecting: 1)
        #expect(change.summary == ["added user 100", "removed user 102"])
        #expect(try store.load().entries == entries)
    }

    @Test(
        "moving is a change of the fewest entries that moved",
        arguments: [
            (["1", "2", "3", "4"], ["2", "3", "4", "1"], ["moved user 1"]),
            (["1", "2", "3", "4"], ["4", "1", "2", "3"], ["moved user 4"]),
            (["1", "2", "3"], ["1", "2", "3"], []),
            (["1", "2", "3", "4", "5"], ["2", "1", "3", "5", "4"], ["moved user 2", "moved user 5"]),
        ])
    func moving(_ old: [String], _ new: [String], _ expected: [String]) throws {
        func entries(_ keys: [String]) -> [Entry] {
            keys.enumerated().map { Entry(kind: "user", key: $1, position: $0, body: "{}") }
        }
        try store.replace(with: entries(old), author: "a", comment: "c", expecting: nil)
        let change = try store.replace(with: entries(new), author: "a", comment: "c", expecting: nil)
        #expect(change.items.count == expected.count)
        #expect(change.items.allSatisfy { $0.effect == .moved })
        if expected.count == 1 { #expect(change.summary == expected) }
        #expect(try store.load().entries == entries(new))
    }

    @Test("an entry whose number stays moves when the others go round it")
    func goneRound() throws {
        try store.replace(with: users("1", "2", "3"), author: "a", comment: "c", expecting: nil)
        var entries = users("1", "2", "3")
        entries[1].position = 5
        #expect(try store.replace(with: entries, author: "a", comment: "c", expecting: nil).items.count == 1)
        #expect(try store.load().entries.map(\.key) == ["1", "3", "2"])
        try store.undo(author: "a")
        #expect(try store.load().entries.map(\.key) == ["1", "2", "3"])
    }

    @Test func staleRevisionIsAConflict() throws {
        try store.replace(with: users("101"), author: "a", comment: "c", expecting: 0)
        #expect(throws: StorageError.conflict(expected: 0, current: 1)) {
            try store.replace(with: users("102"), author: "b", comment: "c", expecting: 0)
        }
        #expect(try store.load() == StoredOffice(revision: 1, entries: users("101")))
    }

    @Test func oneNameTwiceIsRefused() throws {
        #expect(throws: StorageError.duplicate(kind: "user", key: "101")) {
            try store.replace(with: users("101", "101"), author: "a", comment: "c", expecting: nil)
        }
        #expect(try store.load().revision == 0)
    }

    @Test func singleChanges() throws {
        try store.replace(with: users("101", "102"), author: "a", comment: "c", expecting: nil)
        let change = try store.change(author: "a", comment: "c") { set in
            set["user", "103"] = "{}"
            set["user", "101"] = nil
            set["user", "102"] = "[]"
            set["group", "600"] = "{}"
            set["group", "none"] = nil
            #expect(set["user", "101"] == nil && set["user", "103"] == "{}")
        }
        #expect(change.summary == ["added group 600", "removed user 101", "changed user 102", "added user 103"])
        #expect(
            try store.load().entries == [
                Entry(kind: "group", key: "600", position: 0, body: "{}"),
                Entry(kind: "user", key: "102", position: 1, body: "[]"),
                Entry(kind: "user", key: "103", position: 2, body: "{}"),
            ])
    }

    @Test func anEditThatThrowsChangesNothing() throws {
        struct Refused: Error {}
        #expect(throws: Refused.self) {
            try store.change(author: "a", comment: "c") { set in
                set["user", "101"] = "{}"
                throw Refused()
            }
        }
        #expect(try store.load() == StoredOffice(revision: 0, entries: []))
        #expect(try store.change(author: "a", comment: "c") { $0["user", "101"] = "{}" }.revision == 1)
    }
}
