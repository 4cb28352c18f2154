import Foundation
import GRDB

/// What was recorded. The files are the truth: a file without a row gets one, whoever was running when it was made, and a
/// row without a file goes. They are no part of the rules.
extension OfficeStore {
    /// Seconds without a write after which a recording is over whose channel has ended. Asterisk writes every two seconds
    /// while somebody is connected.
    static let shortPause: TimeInterval = 5
    /// The same where nothing is known of the channel.
    public static let recordingPause: TimeInterval = 15
    /// Seconds for which a decision to record waits for its file.
    static let keptOrders: TimeInterval = 30 * 86_400

    /// Remembers that a call is to be recorded: its file says no more than the call.
    public func orderRecording(of call: CallRecord.ID, for purpose: Recording.Purpose, at date: Date) throws {
        try write { database in
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO recording_order (call, milliseconds, number, queue, group_name, user, caller)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    call, date.milliseconds, purpose.number, purpose.queue, purpose.group, purpose.user, purpose.caller,
                ])
        }
    }

    /// Makes the list that of the files there are.
    ///
    /// - Parameters:
    ///   - files: all that are in the folder, with audio in them.
    ///   - now: the time.
    public func takeUpRecordings(_ files: [RecordingFile], at now: Date) throws {
        let rows = try recordings()
        let known = Dictionary(rows.map { ($0.file, $0) }, uniquingKeysWith: { first, _ in first })
        let gone = Set(known.keys).subtracting(files.map(\.name))
        let changed = files.filter { file in
            guard let row = known[file.name] else { return true }
            return row.bytes != file.bytes || row.ended?.milliseconds != file.written.milliseconds
        }
        guard !gone.isEmpty || !changed.isEmpty else { return }
        try write { database in
            for name in gone { try database.execute(sql: "DELETE FROM recording WHERE file = ?", arguments: [name]) }
            for file in changed {
                if known[file.name] == nil { try database.insert(file) }
                let pause = now.timeIntervalSince(file.written)
                let isOver =
                    switch try database.hasEnded(channel: file.channel) {
                    case true?: pause >= Self.shortPause
                    case false?: false
                    case nil: pause >= Self.recordingPause
                    }
                try database.execute(
                    sql: "UPDATE recording SET bytes = ?, ended = ? WHERE file = ?",
                    arguments: [file.bytes, isOver ? file.written.milliseconds : nil, file.name])
            }
            try database.execute(
                sql: "DELETE FROM recording_order WHERE milliseconds < ?",
                arguments: [now.addingTimeInterval(-Self.keptOrders).milliseconds])
        }
    }

    /// Those that are over, oldest first.
    public func oldestRecordings(before date: Date? = nil, limit: Int) throws -> [Recording] {
        try recordings(
            where: "ended IS NOT NULL AND began < ? ORDER BY began, id LIMIT ?",
            [date?.milliseconds ?? Int64.max, limit])
    }

    /// Whether a channel has ended; `nil`: nothing is known of it.
    public func hasEnded(channel: String) throws -> Bool? {
        try checkTexts(channel)
        return try StorageError.translating(path: path) {
            try pool.read { try $0.hasEnded(channel: channel) }
        }
    }

    /// Recordings, newest first; `nil` is any.
    ///
    /// - Parameters:
    ///   - start: those that began then or later.
    ///   - end: those that began before.
    ///   - number: those of calls with this number: outside, or of the office.
    ///   - user: those for this user, and those of calls he answered or made.
    ///   - queue: those for this queue, by name.
    ///   - limit: how many at most; `nil`: all.
    public func recordings(
        from start: Date? = nil, to end: Date? = nil, number: String? = nil, user: String? = nil,
        queue: String? = nil, limit: Int? = nil
    ) throws -> [Recording] {
        try checkTexts(number, user, queue)
        var conditions: [(sql: String, arguments: StatementArguments)] = []
        if let start { conditions.append(("began >= ?", [start.milliseconds])) }
        if let end { conditions.append(("began < ?", [end.milliseconds])) }
        if let number { conditions.append(("(number = ? OR caller = ?)", [number, number])) }
        if let queue { conditions.append(("queue = ?", [queue])) }
        if let user {
            let sql = """
                (user = ? OR call IN (SELECT id FROM call WHERE caller_user = ?
                UNION SELECT call FROM leg WHERE user = ? AND answered IS NOT NULL))
                """
            conditions.append((sql, [user, user, user]))
        }
        let sql = conditions.isEmpty ? "TRUE" : conditions.map(\.sql).joined(separator: " AND ")
        let arguments = conditions.reduce(StatementArguments()) { $0 + $1.arguments }
        return try recordings(where: "\(sql) ORDER BY began DESC, id DESC LIMIT ?", arguments + [limit ?? -1])
    }

    /// The recording with this number.
    public func recording(_ id: Recording.ID) throws -> Recording? {
        try recordings(where: "id = ?", [id]).first
    }

    /// Those of a call, also of one that has become part of it, oldest first.
    public func recordings(of call: CallRecord.ID) throws -> [Recording] {
        try checkTexts(call)
        return try recordings(
            where: "call = ? OR channel IN (SELECT channel FROM leg WHERE call = ?) ORDER BY began, id", [call, call])
    }

    /// Takes a recording off the list; its file is the caller's business.
    public func forgetRecording(_ id: Recording.ID) throws {
        try write { try $0.execute(sql: "DELETE FROM recording WHERE id = ?", arguments: [id]) }
    }

    private func recordings(where sql: String, _ arguments: StatementArguments) throws -> [Recording] {
        try StorageError.translating(path: path) {
            try pool.read {
                try Row.fetchAll($0, sql: "SELECT * FROM recording WHERE \(sql)", arguments: arguments)
                    .map(Recording.init(row:))
            }
        }
    }

    private func write(_ body: (Database) throws -> Void) throws {
        try StorageError.translating(path: path) { try pool.write(body) }
    }
}

extension Recording {
    fileprivate init(row: Row) {
        self.init(
            id: row["id"], file: row["file"], call: row["call"], channel: row["channel"],
            began: Date(milliseconds: row["began"]), ended: (row["ended"] as Int64?).map(Date.init(milliseconds:)),
            bytes: row["bytes"],
            purpose: Purpose(
                number: row["number"], queue: row["queue"], group: row["group_name"], user: row["user"],
                caller: row["caller"]))
    }
}

extension Database {
    /// With what was decided for its call last, before it began; the clocks of the two may differ a little.
    fileprivate func insert(_ file: RecordingFile) throws {
        try execute(
            sql: """
                INSERT INTO recording (file, call, channel, began, bytes, number, queue, group_name, user, caller)
                SELECT ?, ?, ?, ?, ?, o.number, o.queue, o.group_name, o.user, o.caller
                FROM (SELECT 1) LEFT JOIN (SELECT * FROM recording_order WHERE call = ? AND milliseconds <= ?
                ORDER BY milliseconds DESC LIMIT 1) AS o
                """,
            arguments: [
                file.name, file.call, file.channel, file.began.milliseconds, file.bytes, file.call,
                file.began.addingTimeInterval(1).milliseconds,
            ])
    }

    /// `nil`: nothing is known of it.
    fileprivate func hasEnded(channel: String) throws -> Bool? {
        try Row.fetchOne(
            self, sql: "SELECT ended FROM leg WHERE channel = ? ORDER BY ended IS NULL DESC", arguments: [channel]
        ).map { $0["ended"] as Int64? != nil }
    }
}
