import Foundation
import GRDB

extension Database {
    /// - Returns: how many were new.
    @discardableResult
    func add(_ alerts: [AlertRecord], _ attachments: [AlertAttachment]) throws -> Int {
        let new = try alerts.filter { try add($0) }
        let used = Set(new.compactMap(\.attachment))
        for attachment in attachments where used.contains(attachment.id) {
            let sql = "INSERT OR IGNORE INTO alert_attachment (id, name, type, body) VALUES (?, ?, ?, ?)"
            try execute(
                sql: sql,
                arguments: [
                    attachment.id.storable, attachment.name.storable, attachment.type.storable, attachment.body,
                ])
        }
        return new.count
    }

    /// - Returns: whether it was new.
    @discardableResult
    func add(_ alert: AlertRecord) throws -> Bool {
        let sql = """
            INSERT OR IGNORE INTO alert (id, kind, channel, address, payload, attachment, created, since, due, attempts,
            error, state, ended) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try cachedStatement(sql: sql).execute(arguments: [
            alert.id.storable, alert.kind.storable, alert.channel.rawValue, alert.address.storable,
            alert.payload.storable, alert.attachment?.storable, alert.created.milliseconds, alert.since.milliseconds,
            alert.due.milliseconds, alert.attempts, alert.error?.storable, alert.state.rawValue,
            alert.ended?.milliseconds,
        ])
        return changesCount > 0
    }

    func alerts(where condition: String, _ arguments: StatementArguments) throws -> [AlertRecord] {
        let sql = """
            SELECT id, kind, channel, address, payload, attachment, created, since, due, attempts, error, state, ended
            FROM alert WHERE \(condition)
            """
        return try Row.fetchAll(self, sql: sql, arguments: arguments).map { row in
            var alert = AlertRecord(
                id: row[0], kind: row[1], channel: row.named(2) ?? .webhook, address: row[3], payload: row[4],
                attachment: row[5], created: Date(milliseconds: row[6]))
            alert.since = Date(milliseconds: row[7])
            alert.due = Date(milliseconds: row[8])
            alert.attempts = row[9]
            alert.error = row[10]
            alert.state = row.named(11) ?? .dead
            alert.ended = row.date(12)
            return alert
        }
    }

    /// Files that no alert waits for.
    func forgetAttachments() throws {
        try cachedStatement(
            sql: """
                DELETE FROM alert_attachment WHERE NOT EXISTS (
                SELECT 1 FROM alert WHERE attachment = alert_attachment.id AND state <> 'delivered')
                """
        ).execute()
    }
}
