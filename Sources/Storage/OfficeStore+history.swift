import Foundation
import GRDB

extension OfficeStore {
    /// The newest changes, newest first; at most ``keptRevisions`` are there.
    public func history(limit: Int) throws -> [Change] {
        try StorageError.translating(path: path) { try pool.read { try $0.changes(limit: limit) } }
    }

    /// Everything as it was at a revision; `nil` when there was no such revision or it is forgotten.
    public func entries(at revision: Int) throws -> StoredOffice? {
        try StorageError.translating(path: path) { try pool.read { try $0.office(at: revision) } }
    }
}

extension Database {
    fileprivate func changes(limit: Int) throws -> [Change] {
        let sql = "SELECT revision, milliseconds, author, comment FROM change ORDER BY revision DESC LIMIT ?"
        return try Row.fetchAll(self, sql: sql, arguments: [max(0, limit)]).map { row in
            let revision: Int = row[0]
            return Change(
                revision: revision, date: Date(milliseconds: row[1]), author: row[2], comment: row[3],
                items: try items(of: revision))
        }
    }

    private func items(of revision: Int) throws -> [Change.Item] {
        let sql = """
            SELECT kind, key, effect, body_before, body_after FROM change_entry WHERE revision = ? ORDER BY kind, key
            """
        return try Row.fetchAll(cachedStatement(sql: sql), arguments: [revision]).compactMap { row in
            guard let effect = Change.Item.Effect(rawValue: row[2]) else { return nil }
            return Change.Item(id: Entry.ID(kind: row[0], key: row[1]), effect: effect, before: row[3], after: row[4])
        }
    }

    /// Walks back from what stands; `nil` when the history does not reach so far. Within a transaction.
    func office(at revision: Int) throws -> StoredOffice? {
        let current = try office()
        guard (0...current.revision).contains(revision) else { return nil }
        let steps = try Int.fetchOne(self, sql: "SELECT count(*) FROM change WHERE revision > ?", arguments: [revision])
        guard steps == current.revision - revision else { return nil }

        var entries = Dictionary(uniqueKeysWithValues: current.entries.map { ($0.id, $0) })
        let rows = try Row.fetchCursor(
            self,
            sql: """
                SELECT kind, key, position_before, body_before FROM change_entry WHERE revision > ?
                ORDER BY revision DESC
                """,
            arguments: [revision])
        while let row = try rows.next() {
            let id = Entry.ID(kind: row[0], key: row[1])
            guard let position: Int = row[2] else {
                entries[id] = nil
                continue
            }
            // No body: the entry only moved, and is there to be moved back.
            guard let body: String = row[3] ?? entries[id]?.body else { continue }
            entries[id] = Entry(kind: id.kind, key: id.key, position: position, body: body)
        }
        return StoredOffice(revision: revision, entries: entries.values.sorted(by: Entry.inOrder))
    }
}
