import Foundation
import GRDB

extension OfficeStore {
    /// Makes the store hold exactly these entries, writing only what differs, in one transaction.
    ///
    /// - Parameters:
    ///   - entries: all of them; see ``Entry/position`` for their order.
    ///   - author: who does it, for the history.
    ///   - comment: why, for the history.
    ///   - revision: the one the author has seen; `nil` to replace whatever stands.
    /// - Returns: what was done. With no difference there is no new revision and ``Change/items`` is empty.
    /// - Throws: ``StorageError/conflict(expected:current:)`` when `revision` no longer stands,
    ///   ``StorageError/duplicate(kind:key:)``, ``StorageError/busy(path:)``, ``StorageError/diskFull(path:)`` and others;
    ///   then nothing is changed.
    @discardableResult
    public func replace(
        with entries: [Entry], author: String, comment: String, expecting revision: Int?
    ) throws -> Change {
        try write(author: author, comment: { comment }) { _, office in
            if let revision, revision != office.revision {
                throw StorageError.conflict(expected: revision, current: office.revision)
            }
            return entries
        }
    }

    /// Reads, edits and writes in one transaction: of two that do so at once neither loses anything.
    ///
    /// - Parameters:
    ///   - author: who does it, for the history.
    ///   - comment: why, for the history.
    ///   - edit: changes the entries; other writers wait until it is done. What it throws is thrown on, and nothing is
    ///     changed. It must not use the store.
    /// - Returns: as ``replace(with:author:comment:expecting:)``.
    @discardableResult
    public func change(
        author: String, comment: String, _ edit: (inout EntrySet) throws -> Void
    ) throws -> Change {
        try write(author: author, comment: { comment }) { _, office in
            var set = EntrySet(office.entries)
            try edit(&set)
            return set.entries
        }
    }

    /// Takes the newest change back, as a change of its own: undoing that one redoes.
    ///
    /// - Throws: ``StorageError/nothingToUndo`` when there is none; otherwise as
    ///   ``replace(with:author:comment:expecting:)``.
    @discardableResult
    public func undo(author: String) throws -> Change {
        var undone = 0
        return try write(author: author, comment: { "undo of revision \(undone)" }) { database, office in
            undone = office.revision
            guard let before = try database.office(at: office.revision - 1) else { throw StorageError.nothingToUndo }
            return before.entries
        }
    }

    private func write(
        author: String, comment: () -> String, _ entries: (Database, StoredOffice) throws -> [Entry]
    ) throws -> Change {
        try StorageError.translating(path: path) {
            try pool.writeWithoutTransaction { database in
                var result: Change?
                // Immediate: what is read here must still stand when it is written.
                try database.inTransaction(.immediate) {
                    result = try writeInTransaction(database, author: author, comment: comment, entries)
                    return .commit
                }
                guard let result else { throw StorageError.failed(path: path, reason: "the transaction did not run") }
                return result
            }
        }
    }

    private func writeInTransaction(
        _ database: Database, author: String, comment: () -> String,
        _ entries: (Database, StoredOffice) throws -> [Entry]
    ) throws -> Change {
        let office = try database.office()
        let differences = try EntryDifference.from(office.entries, to: entries(database, office))
        var change = Change(
            revision: office.revision, date: Date(milliseconds: now().milliseconds), author: author,
            comment: comment(), items: differences.compactMap(\.item))
        guard !differences.isEmpty else { return change }
        change.revision += 1
        try database.write(differences, as: change, keeping: Self.keptRevisions)
        return change
    }
}
