import Foundation
import GRDB

/// What administrators see of the outbox and do with it.
extension OfficeStore {
    /// Alerts in these states, the latest first.
    public func alerts(in states: Set<AlertRecord.State>, limit: Int) throws -> [AlertRecord] {
        let marks = states.map { _ in "?" }.joined(separator: ", ")
        return try StorageError.translating(path: path) {
            try pool.read { database in
                try database.alerts(
                    where: "state IN (\(marks)) ORDER BY COALESCE(ended, created) DESC, id LIMIT ?",
                    StatementArguments(states.map(\.rawValue).sorted()) + [max(0, limit)])
            }
        }
    }

    /// How many are not delivered.
    public func alertCounts() throws -> AlertCounts {
        try StorageError.translating(path: path) {
            try pool.read { database in
                func count(_ state: AlertRecord.State) throws -> Int {
                    let sql = "SELECT count(*) FROM alert WHERE state = ?"
                    return try Int.fetchOne(database, sql: sql, arguments: [state.rawValue]) ?? 0
                }
                return AlertCounts(open: try count(.open), dead: try count(.dead))
            }
        }
    }

    /// Has alerts tried at once, as if they were new: the one with this ID, open or dead, or all dead ones.
    ///
    /// - Returns: how many.
    /// - Throws: ``StorageError/busy(path:)``, ``StorageError/diskFull(path:)``, ``StorageError/notWritable(path:)`` and
    ///   others; then nothing is changed.
    public func retryAlerts(_ id: AlertRecord.ID?) throws -> Int {
        try checkTexts(id)
        let moment = now().milliseconds
        let which = id == nil ? "state = 'dead'" : "state <> 'delivered' AND id = ?"
        return try StorageError.translating(path: path) {
            try pool.write { database in
                let sql = """
                    UPDATE alert SET state = 'open', since = ?, due = ?, attempts = 0, ended = NULL WHERE \(which)
                    """
                try database.execute(
                    sql: sql, arguments: [moment, moment] + (id.map { [$0] } ?? StatementArguments()))
                return database.changesCount
            }
        }
    }

    /// Forgets alerts that were delivered or given up before these times.
    ///
    /// - Returns: how many.
    /// - Throws: as ``retryAlerts(_:)``.
    @discardableResult
    public func forgetAlerts(deliveredBefore delivered: Date, givenUpBefore givenUp: Date) throws -> Int {
        try StorageError.translating(path: path) {
            try pool.write { database in
                let sql = """
                    DELETE FROM alert WHERE state = 'delivered' AND ended < ? OR state = 'dead' AND ended < ?
                    """
                try database.execute(sql: sql, arguments: [delivered.milliseconds, givenUp.milliseconds])
                let count = database.changesCount
                try database.forgetAttachments()
                return count
            }
        }
    }
}
