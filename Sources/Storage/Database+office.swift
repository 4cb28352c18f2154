import GRDB

extension Database {
    /// The revision that stands.
    func revision() throws -> Int {
        try Int.fetchOne(cachedStatement(sql: "SELECT revision FROM office")) ?? 0
    }

    /// Everything stored. Within a transaction, or it may be torn.
    func office() throws -> StoredOffice {
        let sql = "SELECT kind, key, position, body FROM entry ORDER BY position, kind, key"
        let rows = try Row.fetchCursor(cachedStatement(sql: sql))
        var entries: [Entry] = []
        while let row = try rows.next() {
            entries.append(Entry(kind: row[0], key: row[1], position: row[2], body: row[3]))
        }
        return StoredOffice(revision: try revision(), entries: entries)
    }

    /// Writes what differs, as a revision of its own.
    func write(_ differences: [EntryDifference], as change: Change, keeping keptRevisions: Int) throws {
        try execute(
            sql: "INSERT INTO change (revision, milliseconds, author, comment) VALUES (?, ?, ?, ?)",
            arguments: [change.revision, change.date.milliseconds, change.author, change.comment])
        for difference in differences {
            try apply(difference)
            try record(difference, in: change.revision)
        }
        try execute(sql: "UPDATE office SET revision = ?", arguments: [change.revision])
        try execute(sql: "DELETE FROM change WHERE revision <= ?", arguments: [change.revision - keptRevisions])
    }

    private func apply(_ difference: EntryDifference) throws {
        let id = difference.id
        switch (difference.before, difference.after) {
        case (_, nil):
            try cachedStatement(sql: "DELETE FROM entry WHERE kind = ? AND key = ?").execute(arguments: [
                id.kind, id.key,
            ])
        case (nil, let after?):
            try cachedStatement(sql: "INSERT INTO entry (kind, key, position, body) VALUES (?, ?, ?, ?)")
                .execute(arguments: [id.kind, id.key, after.position, after.body])
        case (let before?, let after?) where before.body == after.body:
            try cachedStatement(sql: "UPDATE entry SET position = ? WHERE kind = ? AND key = ?")
                .execute(arguments: [after.position, id.kind, id.key])
        case (_, let after?):
            try cachedStatement(sql: "UPDATE entry SET position = ?, body = ? WHERE kind = ? AND key = ?")
                .execute(arguments: [after.position, after.body, id.kind, id.key])
        }
    }

    private func record(_ difference: EntryDifference, in revision: Int) throws {
        let (before, after) = (difference.before, difference.after)
        let hasBodies = before?.body != after?.body
        try cachedStatement(
            sql: """
                INSERT INTO change_entry
                (revision, kind, key, effect, position_before, body_before, position_after, body_after)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            revision, difference.id.kind, difference.id.key, difference.effect.rawValue,
            before?.position, hasBodies ? before?.body : nil, after?.position, hasBodies ? after?.body : nil,
        ])
    }
}
