import Foundation
import GRDB

/// Clients' requests to be called back. They are no part of the rules: they make no revision and have no history.
extension OfficeStore {
    /// Puts a request down.
    ///
    /// - Returns: it with its number; `nil` when the client has an open one in that queue already.
    /// - Throws: ``StorageError/busy(path:)``, ``StorageError/diskFull(path:)``, ``StorageError/notWritable(path:)`` and
    ///   others; then nothing is changed.
    public func add(_ callback: CallbackRecord) throws -> CallbackRecord? {
        try StorageError.translating(path: path) {
            try pool.write { database in
                let open = try Int64.fetchOne(
                    database, sql: "SELECT id FROM callback WHERE queue = ? AND number = ? AND ended IS NULL",
                    arguments: [callback.queue, callback.number])
                guard open == nil else { return nil }
                var callback = callback
                try database.insert(callback)
                callback.id = database.lastInsertedRowID
                return callback
            }
        }
    }

    /// Writes a request as it is now, with its attempts.
    ///
    /// - Throws: as ``add(_:)-(CallbackRecord)``.
    public func save(_ callback: CallbackRecord) throws {
        try StorageError.translating(path: path) {
            try pool.write { try $0.update(callback) }
        }
    }

    /// The request with this number.
    public func callback(_ id: CallbackRecord.ID) throws -> CallbackRecord? {
        try StorageError.translating(path: path) {
            try pool.read { try $0.callbacks(where: "id = ?", [id]).first }
        }
    }

    /// Requests without an outcome, oldest first.
    public func openCallbacks(number: String? = nil) throws -> [CallbackRecord] {
        try StorageError.translating(path: path) {
            try pool.read { database in
                let sql = "ended IS NULL\(number == nil ? "" : " AND number = ?") ORDER BY asked, id"
                return try database.callbacks(where: sql, StatementArguments(number.map { [$0] } ?? []))
            }
        }
    }

    /// Requests, newest first; `nil` is any.
    ///
    /// - Parameters:
    ///   - start: those asked for then or later.
    ///   - end: those asked for before.
    ///   - queue: those of this queue, by extension.
    ///   - number: those of this client.
    ///   - open: only those without an outcome.
    ///   - limit: how many at most.
    public func callbacks(
        from start: Date? = nil, to end: Date? = nil, queue: String? = nil, number: String? = nil,
        open: Bool = false, limit: Int
    ) throws -> [CallbackRecord] {
        try checkTexts(queue, number)
        var conditions: [(sql: String, argument: any DatabaseValueConvertible)] = []
        if let start { conditions.append(("asked >= ?", start.milliseconds)) }
        if let end { conditions.append(("asked < ?", end.milliseconds)) }
        if let queue { conditions.append(("queue = ?", queue)) }
        if let number { conditions.append(("number = ?", number)) }
        let sql = (conditions.map(\.sql) + [open ? "ended IS NULL" : "TRUE"]).joined(separator: " AND ")
        let arguments = conditions.reduce(into: StatementArguments()) { $0 += [$1.argument] }
        return try StorageError.translating(path: path) {
            try pool.read {
                try $0.callbacks(
                    where: "\(sql) ORDER BY asked DESC, id DESC LIMIT ?", arguments + [max(0, limit)])
            }
        }
    }
}

extension Database {
    fileprivate func insert(_ callback: CallbackRecord) throws {
        try execute(
            sql: """
                INSERT INTO callback (queue, number, name, language, call, arrived, asked, most_attempts, window, retry,
                window_from, state, until, attempt, outcome, reason, ended)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                callback.queue, callback.number, callback.name?.storable, callback.language, callback.call,
                callback.arrived.milliseconds, callback.asked.milliseconds, callback.mostAttempts,
                Int64(callback.window * 1_000), Int64(callback.retry * 1_000),
            ] + StatementArguments(callback.progress))
    }

    fileprivate func update(_ callback: CallbackRecord) throws {
        try execute(
            sql: """
                UPDATE callback SET window_from = ?, state = ?, until = ?, attempt = ?, outcome = ?, reason = ?, ended = ?,
                most_attempts = ?, window = ?, retry = ? WHERE id = ?
                """,
            arguments: StatementArguments(callback.progress) + [
                callback.mostAttempts, Int64(callback.window * 1_000), Int64(callback.retry * 1_000), callback.id,
            ])
        try execute(sql: "DELETE FROM callback_attempt WHERE callback = ?", arguments: [callback.id])
        for attempt in callback.attempts {
            try execute(
                sql: """
                    INSERT INTO callback_attempt (callback, number, began, call, ended, result) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    callback.id, attempt.number, attempt.began.milliseconds, attempt.call, attempt.ended?.milliseconds,
                    attempt.result,
                ])
        }
    }

    fileprivate func callbacks(where sql: String, _ arguments: StatementArguments) throws -> [CallbackRecord] {
        try Row.fetchAll(self, sql: "SELECT * FROM callback WHERE \(sql)", arguments: arguments).map { row in
            var callback = CallbackRecord(
                queue: row["queue"], number: row["number"], name: row["name"], language: row["language"],
                call: row["call"], arrived: row.date("arrived") ?? .distantPast,
                asked: row.date("asked") ?? .distantPast, mostAttempts: row["most_attempts"],
                window: TimeInterval(row["window"] as Int64) / 1_000, retry: TimeInterval(row["retry"] as Int64) / 1_000
            )
            callback.id = row["id"]
            callback.windowFrom = row.date("window_from") ?? callback.asked
            callback.state = row["state"]
            callback.until = row.date("until")
            callback.attempt = row["attempt"]
            callback.outcome = row["outcome"]
            callback.reason = row["reason"]
            callback.ended = row.date("ended")
            callback.attempts = try Row.fetchAll(
                self, sql: "SELECT * FROM callback_attempt WHERE callback = ? ORDER BY number",
                arguments: [callback.id]
            ).map {
                CallbackRecord.Attempt(
                    number: $0["number"], began: $0.date("began") ?? .distantPast, call: $0["call"],
                    ended: $0.date("ended"), result: $0["result"])
            }
            return callback
        }
    }
}

extension CallbackRecord {
    /// What changes: window_from, state, until, attempt, outcome, reason, ended.
    fileprivate var progress: [(any DatabaseValueConvertible)?] {
        [
            windowFrom.milliseconds, state, until?.milliseconds, attempt, outcome, reason?.storable,
            ended?.milliseconds,
        ]
    }
}

extension Row {
    fileprivate func date(_ column: String) -> Date? {
        (self[column] as Int64?).map { Date(milliseconds: $0) }
    }
}
