import Foundation
import GRDB

/// The outbox: what is to be told, kept until it is. Whoever delivers takes what is due, does it, and then says so: what a
/// process was about when it died is due again. It is no part of the rules: it makes no revision and has no history.
extension OfficeStore {
    /// Keeps what is to be told, in one transaction. What is there already, open or ended, stays as it is.
    ///
    /// - Parameter attachments: the files they name.
    /// - Returns: how many were new.
    /// - Throws: ``StorageError/busy(path:)``, ``StorageError/diskFull(path:)``, ``StorageError/notWritable(path:)`` and
    ///   others; then nothing is kept.
    @discardableResult
    public func add(_ alerts: [AlertRecord], attachments: [AlertAttachment] = []) throws -> Int {
        guard !alerts.isEmpty else { return 0 }
        return try StorageError.translating(path: path) {
            try pool.write { try $0.add(alerts, attachments) }
        }
    }

    /// Keeps that a trunk is down, with what is to be told of it.
    ///
    /// - Returns: `false`: that was known, and nothing is kept.
    /// - Throws: as ``add(_:attachments:)``.
    @discardableResult
    public func trunkFailed(_ trunk: String, since: Date, alerts: [AlertRecord]) throws -> Bool {
        try checkTexts(trunk)
        return try StorageError.translating(path: path) {
            try pool.write { database in
                let sql = "INSERT OR IGNORE INTO trunk_outage (trunk, since) VALUES (?, ?)"
                try database.execute(sql: sql, arguments: [trunk, since.milliseconds])
                guard database.changesCount > 0 else { return false }
                try database.add(alerts, [])
                return true
            }
        }
    }

    /// Forgets that a trunk is down, with what is to be told of it.
    ///
    /// - Returns: `false`: it was not, and nothing is kept.
    /// - Throws: as ``add(_:attachments:)``.
    @discardableResult
    public func trunkRecovered(_ trunk: String, alerts: [AlertRecord]) throws -> Bool {
        try checkTexts(trunk)
        return try StorageError.translating(path: path) {
            try pool.write { database in
                try database.execute(sql: "DELETE FROM trunk_outage WHERE trunk = ?", arguments: [trunk])
                guard database.changesCount > 0 else { return false }
                try database.add(alerts, [])
                return true
            }
        }
    }

    /// The trunks that are down, and since when.
    public func trunkOutages() throws -> [String: Date] {
        try StorageError.translating(path: path) {
            try pool.read { database in
                let rows = try Row.fetchAll(database, sql: "SELECT trunk, since FROM trunk_outage")
                return Dictionary(rows.map { ($0[0] as String, Date(milliseconds: $0[1])) }) { first, _ in first }
            }
        }
    }

    /// The next one to be delivered; `nil`: there is none yet.
    ///
    /// - Parameters:
    ///   - channel: only those that go this way.
    ///   - moment: now.
    ///   - ids: those that are on their way.
    ///   - addresses: those that must wait since their address is busy.
    public func dueAlert(
        by channel: AlertRecord.Channel, at moment: Date, except ids: Set<AlertRecord.ID> = [],
        addresses: Set<String> = []
    ) throws -> AlertRecord? {
        try StorageError.translating(path: path) {
            try pool.read { database in
                let others = Array(repeating: "?", count: ids.count).joined(separator: ", ")
                let elsewhere = Array(repeating: "?", count: addresses.count).joined(separator: ", ")
                let condition = """
                    state = 'open' AND channel = ? AND due <= ? AND id NOT IN (\(others))
                    AND address NOT IN (\(elsewhere)) ORDER BY due, id LIMIT 1
                    """
                return try database.alerts(
                    where: condition,
                    StatementArguments([channel.rawValue, moment.milliseconds] as [any DatabaseValueConvertible])
                        + StatementArguments(ids.sorted()) + StatementArguments(addresses.sorted())
                ).first
            }
        }
    }

    /// The file that goes along with an alert.
    public func attachment(_ id: AlertAttachment.ID) throws -> AlertAttachment? {
        try checkTexts(id)
        return try StorageError.translating(path: path) {
            try pool.read { database in
                let sql = "SELECT id, name, type, body FROM alert_attachment WHERE id = ?"
                return try Row.fetchOne(database, sql: sql, arguments: [id]).map {
                    AlertAttachment(id: $0[0], name: $0[1], type: $0[2], body: $0[3])
                }
            }
        }
    }

    /// The other side has it. Its file goes when no other alert waits for it.
    ///
    /// - Throws: as ``add(_:attachments:)``.
    public func alertDelivered(_ id: AlertRecord.ID, at moment: Date) throws {
        try change(id) { database in
            let sql = """
                UPDATE alert SET state = 'delivered', ended = ?, attempts = attempts + 1, error = NULL
                WHERE id = ? AND state = 'open'
                """
            try database.execute(sql: sql, arguments: [moment.milliseconds, id])
            try database.forgetAttachments()
        }
    }

    /// It was not delivered, and is tried again.
    ///
    /// - Throws: as ``add(_:attachments:)``.
    public func alertFailed(_ id: AlertRecord.ID, error: String, due: Date) throws {
        try change(id) { database in
            let sql = """
                UPDATE alert SET due = ?, attempts = attempts + 1, error = ? WHERE id = ? AND state = 'open'
                """
            try database.execute(sql: sql, arguments: [due.milliseconds, error.storable, id])
        }
    }

    /// It was not delivered, and is not tried any more. Its file stays: somebody may ask to try again.
    ///
    /// - Throws: as ``add(_:attachments:)``.
    public func alertGivenUp(_ id: AlertRecord.ID, error: String, at moment: Date) throws {
        try change(id) { database in
            let sql = """
                UPDATE alert SET state = 'dead', ended = ?, attempts = attempts + 1, error = ?
                WHERE id = ? AND state = 'open'
                """
            try database.execute(sql: sql, arguments: [moment.milliseconds, error.storable, id])
        }
    }

    private func change(_ id: AlertRecord.ID, _ body: (Database) throws -> Void) throws {
        try checkTexts(id)
        try StorageError.translating(path: path) { try pool.write { try body($0) } }
    }
}
