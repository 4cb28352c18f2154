import Foundation
import GRDB

/// The calls there were and are. They are no part of the rules: they make no revision and have no history.
extension OfficeStore {
    /// How many calls are forgotten in one transaction: others that want to write wait no longer than for these.
    static let forgottenAtOnce = 500

    /// Writes calls as they are now, in one transaction: a call that is known already is replaced with all its parts.
    ///
    /// Texts come from the wire: a NUL in one, which SQLite's C strings would end at, becomes U+FFFD.
    ///
    /// - Parameters:
    ///   - calls: each with everything that is known of it.
    ///   - merged: calls that have become part of others and are no calls of their own any more.
    ///   - alerts: what is to be told of them: they are kept with the calls, or neither is.
    /// - Throws: ``StorageError/busy(path:)``, ``StorageError/diskFull(path:)``, ``StorageError/notWritable(path:)`` and
    ///   others; then nothing is changed.
    public func save(
        _ calls: [CallRecord], removing merged: [CallRecord.ID] = [], adding alerts: [AlertRecord] = []
    ) throws {
        guard !calls.isEmpty || !merged.isEmpty || !alerts.isEmpty else { return }
        try StorageError.translating(path: path) {
            try pool.write { database in
                for id in merged { try database.deleteCall(id) }
                for call in calls { try database.save(call) }
                for alert in alerts { try database.add(alert) }
            }
        }
    }

    /// The call that has this ID; `nil`: there is none.
    public func call(_ id: CallRecord.ID) throws -> CallRecord? {
        try checkTexts(id)
        return try StorageError.translating(path: path) {
            try pool.read { try $0.calls(where: "id = ?", [id]).first }
        }
    }

    /// The call that has this ID, or else the only one whose ID begins with it, or else ends with it; `nil`: none.
    ///
    /// - Throws: ``StorageError/ambiguousCall(_:matches:)`` and others.
    public func call(matching text: String) throws -> CallRecord? {
        try checkTexts(text)
        guard !text.isEmpty else { return nil }
        return try StorageError.translating(path: path) {
            try pool.read { database in
                let matches = try database.callIDs(matching: text)
                guard matches.count < 2 else { throw StorageError.ambiguousCall(text, matches: matches) }
                return try matches.first.flatMap { try database.calls(where: "id = ?", [$0]).first }
            }
        }
    }

    /// Calls, newest first; `nil` is any.
    ///
    /// - Parameters:
    ///   - start: those that began then or later.
    ///   - end: those that began before.
    ///   - number: those with this number: of the caller, dialled, or rung.
    ///   - user: those of this user: who called or was rung.
    ///   - dispositions: those that came out so.
    ///   - limit: how many at most.
    public func calls(
        from start: Date? = nil, to end: Date? = nil, number: String? = nil, user: String? = nil,
        dispositions: Set<CallDisposition>? = nil, limit: Int
    ) throws -> [CallRecord] {
        try checkTexts(number, user)
        var conditions: [(sql: String, arguments: StatementArguments)] = []
        if let start { conditions.append(("began >= ?", [start.milliseconds])) }
        if let end { conditions.append(("began < ?", [end.milliseconds])) }
        if let number {
            let sql = """
                id IN (SELECT id FROM call WHERE caller_number = ? UNION SELECT id FROM call WHERE dialled = ?
                UNION SELECT call FROM leg WHERE number = ?)
                """
            conditions.append((sql, [number, number, number]))
        }
        if let user {
            let sql = "id IN (SELECT id FROM call WHERE caller_user = ? UNION SELECT call FROM leg WHERE user = ?)"
            conditions.append((sql, [user, user]))
        }
        if let dispositions {
            let marks = dispositions.map { _ in "?" }.joined(separator: ", ")
            conditions.append(
                ("disposition IN (\(marks))", StatementArguments(dispositions.map(\.rawValue).sorted())))
        }
        let sql = conditions.isEmpty ? "TRUE" : conditions.map(\.sql).joined(separator: " AND ")
        let arguments = conditions.reduce(StatementArguments()) { $0 + $1.arguments }
        return try StorageError.translating(path: path) {
            try pool.read {
                try $0.calls(where: "\(sql) ORDER BY began DESC, id DESC LIMIT ?", arguments + [max(0, limit)])
            }
        }
    }

    /// Calls with which nobody of the office talked, each once, newest first; the parameters are those of
    /// ``calls(from:to:number:user:dispositions:limit:)``.
    public func missedCalls(
        from start: Date? = nil, to end: Date? = nil, number: String? = nil, user: String? = nil, limit: Int
    ) throws -> [CallRecord] {
        try calls(
            from: start, to: end, number: number, user: user, dispositions: CallDisposition.allMissed, limit: limit)
    }

    /// Calls that had not ended when they were saved last, oldest first: after a restart, those to be closed.
    public func openCalls() throws -> [CallRecord] {
        try StorageError.translating(path: path) {
            try pool.read { try $0.calls(where: "ended IS NULL ORDER BY began, id", []) }
        }
    }

    /// How a transfer ended; `nil`: it is under way, or there is none with this ID.
    public func transferOutcome(_ id: CallRecord.Transfer.ID) throws -> CallRecord.Transfer.Outcome? {
        try checkTexts(id)
        return try StorageError.translating(path: path) {
            try pool.read { database in
                try String.fetchOne(database, sql: "SELECT outcome FROM transfer WHERE id = ?", arguments: [id])
                    .flatMap(CallRecord.Transfer.Outcome.init)
            }
        }
    }

    /// Forgets calls that began before a time and are over, a few hundred in a transaction.
    ///
    /// - Returns: how many were forgotten.
    /// - Throws: as ``save(_:removing:)``; those forgotten by then stay so.
    @discardableResult
    public func forgetCalls(before date: Date) throws -> Int {
        let sql = """
            DELETE FROM call WHERE id IN
            (SELECT id FROM call WHERE began < ? AND ended IS NOT NULL ORDER BY began LIMIT ?)
            """
        return try StorageError.translating(path: path) {
            var count = 0
            while true {
                let forgotten = try pool.write { database in
                    try database.execute(sql: sql, arguments: [date.milliseconds, Self.forgottenAtOnce])
                    return database.changesCount
                }
                count += forgotten
                if forgotten < Self.forgottenAtOnce { return count }
            }
        }
    }
}
