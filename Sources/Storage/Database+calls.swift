import Foundation
import GRDB

extension Database {
    /// IDs that are, begin with or end with a text; of several kinds the first that is there. At most five.
    func callIDs(matching text: String) throws -> [String] {
        // GLOB and LIKE have wildcards, and a caller of ours may type one.
        let conditions = ["id = ?1", "id >= ?1 AND substr(id, 1, length(?1)) = ?1", "substr(id, -length(?1)) = ?1"]
        for condition in conditions {
            let sql = "SELECT id FROM call WHERE \(condition) ORDER BY id LIMIT 5"
            let ids = try String.fetchAll(cachedStatement(sql: sql), arguments: [text])
            if !ids.isEmpty { return ids }
        }
        return []
    }

    /// Within a transaction, or they may be torn.
    func calls(where condition: String, _ arguments: StatementArguments) throws -> [CallRecord] {
        let sql = """
            SELECT id, began, answered, ended, origin, caller_number, caller_name, caller_user, dialled, entry,
            disposition, answered_by, revision, visited FROM call WHERE \(condition)
            """
        return try Row.fetchAll(self, sql: sql, arguments: arguments).map { row in
            var call = CallRecord(
                id: row[0], began: Date(milliseconds: row[1]),
                origin: CallRecord.Origin(rawValue: row[4]) ?? .external, dialled: row[8])
            call.answered = row.date(2)
            call.ended = row.date(3)
            call.callerNumber = row[5]
            call.callerName = row[6]
            call.callerUser = row[7]
            call.entry = row[9]
            call.disposition = row.named(10)
            call.answeredBy = row[11]
            call.revision = row[12]
            call.visited = row[13] == nil ? [] : row.texts(13)
            call.legs = try legs(of: call.id)
            call.decisions = try decisions(of: call.id)
            call.talks = try talks(of: call.id)
            call.visits = try visits(of: call.id)
            call.transfers = try transfers(of: call.id)
            return call
        }
    }

    private func legs(of call: String) throws -> [CallRecord.Leg] {
        let sql = """
            SELECT channel, channel_name, mark, is_caller, began, user, number, answered, ended, outcome, cause, dialled_by
            FROM leg WHERE call = ? ORDER BY place
            """
        return try Row.fetchAll(cachedStatement(sql: sql), arguments: [call]).map { row in
            var leg = CallRecord.Leg(
                channel: row[0], channelName: row[1], mark: row[2], isCaller: row[3],
                began: Date(milliseconds: row[4]))
            leg.user = row[5]
            leg.number = row[6]
            leg.answered = row.date(7)
            leg.ended = row.date(8)
            leg.outcome = row.named(9)
            leg.cause = row[10]
            leg.dialledBy = row[11]
            return leg
        }
    }

    private func decisions(of call: String) throws -> [CallRecord.Decision] {
        let sql = "SELECT channel, milliseconds, step, explanation FROM decision WHERE call = ? ORDER BY place"
        return try Row.fetchAll(cachedStatement(sql: sql), arguments: [call]).map { row in
            CallRecord.Decision(
                channel: row[0], date: Date(milliseconds: row[1]), step: row[2], explanation: row.texts(3))
        }
    }

    private func talks(of call: String) throws -> [CallRecord.Talk] {
        let sql = "SELECT channels, began, ended FROM talk_time WHERE call = ? ORDER BY place"
        return try Row.fetchAll(cachedStatement(sql: sql), arguments: [call]).map { row in
            CallRecord.Talk(channels: row.texts(0), began: Date(milliseconds: row[1]), ended: row.date(2))
        }
    }

    private func visits(of call: String) throws -> [CallRecord.QueueVisit] {
        let sql = """
            SELECT channel, queue, is_callback, entered, language, connected, ended, outcome, position_at_entry, position,
            agent, unanswered_rings, is_estimated FROM queue_visit WHERE call = ? ORDER BY place
            """
        return try Row.fetchAll(cachedStatement(sql: sql), arguments: [call]).map { row in
            var visit = CallRecord.QueueVisit(
                channel: row[0], queue: row[1], isCallback: row[2], entered: Date(milliseconds: row[3]))
            visit.language = row[4]
            visit.connected = row.date(5)
            visit.ended = row.date(6)
            visit.outcome = row.named(7)
            visit.positionAtEntry = row[8]
            visit.position = row[9]
            visit.agent = row[10]
            visit.unansweredRings = row[11]
            visit.isEstimated = row[12]
            return visit
        }
    }

    private func transfers(of call: String) throws -> [CallRecord.Transfer] {
        let sql = """
            SELECT id, transferor, user, target, kind, began, outcome, answered_by, ended, reason
            FROM transfer WHERE call = ? ORDER BY place
            """
        return try Row.fetchAll(cachedStatement(sql: sql), arguments: [call]).map { row in
            var transfer = CallRecord.Transfer(
                id: row[0], transferor: row[1], user: row[2], target: row[3], kind: row.named(4) ?? .operator,
                began: Date(milliseconds: row[5]))
            transfer.outcome = row.named(6)
            transfer.answeredBy = row[7]
            transfer.ended = row.date(8)
            transfer.reason = row[9]
            return transfer
        }
    }
}

extension Row {
    func date(_ column: Int) -> Date? {
        (self[column] as Int64?).map(Date.init(milliseconds:))
    }

    func named<Name: RawRepresentable<String>>(_ column: Int) -> Name? {
        (self[column] as String?).flatMap(Name.init)
    }

    fileprivate func texts(_ column: Int) -> [String] {
        (try? JSONDecoder().decode([String].self, from: Data((self[column] as String).utf8))) ?? []
    }
}
