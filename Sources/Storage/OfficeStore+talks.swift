import Foundation
import GRDB

/// Who talked with which outside number, and when last. It is no part of the rules: it makes no revision and has no
/// history. A text with a NUL is refused with ``StorageError/failed(path:reason:)``.
extension OfficeStore {
    /// Seconds for which a talk is kept: 90 days, the longest window a rule for familiar callers may name.
    public static let keptTalks: TimeInterval = 90 * 86_400

    /// Remembers a talk; of two with the same number and user the newer one stays, whichever is recorded first.
    ///
    /// Talks older than ``keptTalks`` are forgotten in the same transaction: with their index that costs some
    /// microseconds, and no process has to remember when it last did so.
    ///
    /// - Throws: ``StorageError/busy(path:)``, ``StorageError/diskFull(path:)``, ``StorageError/notWritable(path:)`` and
    ///   others; then nothing is changed.
    public func record(_ talk: Talk) throws {
        try checkTexts(talk.number, talk.user)
        try StorageError.translating(path: path) {
            try pool.write { database in
                try database.upsert(talk)
                try database.forgetTalks(before: now().addingTimeInterval(-Self.keptTalks))
            }
        }
    }

    /// The talks with a number at or after a time, newest first, those of the same millisecond by user.
    public func talks(with number: String, since: Date) throws -> [Talk] {
        try checkTexts(number)
        return try StorageError.translating(path: path) {
            try pool.read { database in
                let sql = """
                    SELECT number, user, milliseconds FROM talk WHERE number = ? AND milliseconds >= ?
                    ORDER BY milliseconds DESC, user
                    """
                return try database.talks(sql, [number, since.milliseconds])
            }
        }
    }

    /// The newest talks, newest first, those of the same millisecond by number and user.
    ///
    /// - Parameters:
    ///   - limit: how many at most.
    ///   - number: only those with this number.
    ///   - user: only those of this user.
    public func talks(limit: Int, number: String?, user: String?) throws -> [Talk] {
        try checkTexts(number, user)
        return try StorageError.translating(path: path) {
            try pool.read { database in
                let (condition, arguments) = Self.condition(number: number, user: user)
                let sql = """
                    SELECT number, user, milliseconds FROM talk WHERE \(condition)
                    ORDER BY milliseconds DESC, number, user LIMIT ?
                    """
                return try database.talks(sql, arguments + [max(0, limit)])
            }
        }
    }

    /// Forgets talks: those with a number, those of a user, those of a user with a number, or with two `nil` all.
    ///
    /// - Returns: how many were forgotten.
    /// - Throws: as ``record(_:)``.
    public func forgetTalks(number: String?, user: String?) throws -> Int {
        try checkTexts(number, user)
        return try StorageError.translating(path: path) {
            try pool.write { database in
                let (condition, arguments) = Self.condition(number: number, user: user)
                try database.execute(sql: "DELETE FROM talk WHERE \(condition)", arguments: arguments)
                return database.changesCount
            }
        }
    }

    private static func condition(number: String?, user: String?) -> (sql: String, arguments: StatementArguments) {
        let columns = [("number = ?", number), ("user = ?", user)].filter { $0.1 != nil }
        return (
            columns.isEmpty ? "TRUE" : columns.map(\.0).joined(separator: " AND "), StatementArguments(columns.map(\.1))
        )
    }
}

extension Database {
    fileprivate func upsert(_ talk: Talk) throws {
        // Nothing is written, and no other process looks, when the talk is not newer.
        let sql = """
            INSERT INTO talk (number, user, milliseconds) VALUES (?, ?, ?)
            ON CONFLICT (number, user) DO UPDATE SET milliseconds = excluded.milliseconds
            WHERE excluded.milliseconds > milliseconds
            """
        try cachedStatement(sql: sql).execute(arguments: [talk.number, talk.user, talk.date.milliseconds])
    }

    fileprivate func forgetTalks(before date: Date) throws {
        try cachedStatement(sql: "DELETE FROM talk WHERE milliseconds < ?").execute(arguments: [date.milliseconds])
    }

    fileprivate func talks(_ sql: String, _ arguments: StatementArguments) throws -> [Talk] {
        let rows = try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
        var talks: [Talk] = []
        while let row = try rows.next() {
            talks.append(Talk(number: row[0], user: row[1], date: Date(milliseconds: row[2])))
        }
        return talks
    }
}
