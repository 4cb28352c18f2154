import Foundation
import GRDB

/// Reports, each in one transaction. They read row by row, so that a year needs no more memory than its waiting times.
extension OfficeStore {
    /// What became of calls.
    public func callReport(over period: ReportPeriod) throws -> CallReport {
        // Who is called back has not called: the virtual caller of his callback has a visit of its own kind.
        let sql = """
            SELECT began, ended, answered, origin, disposition, substr(dialled, 1, 1) = '+' FROM call
            WHERE began >= ? AND began < ? AND ended IS NOT NULL AND disposition IS NOT NULL
            AND id NOT IN (SELECT call FROM queue_visit WHERE is_callback)
            """
        return try reading(sql, period, into: CallTally(period)) { tally, row in
            guard let disposition = CallDisposition(rawValue: row[4]) else { return }
            tally.add(
                .init(
                    began: row[0], ended: row[1], answered: row[2],
                    isExternal: row[3] == CallRecord.Origin.external.rawValue,
                    disposition: disposition, isOutside: row[5]))
        }.report
    }

    /// What became of the callers of queues.
    public func queueReport(over period: ReportPeriod) throws -> QueueReport {
        let sql = """
            SELECT queue, entered, connected, ended, outcome, unanswered_rings FROM queue_visit
            WHERE entered >= ? AND entered < ? AND is_callback = 0 AND outcome IS NOT NULL
            """
        return try reading(sql, period, into: QueueTally(period)) { tally, row in
            guard let outcome = CallRecord.QueueVisit.Outcome(rawValue: row[4]) else { return }
            tally.add(
                .init(
                    queue: row[0], entered: row[1], connected: row[2], ended: row[3], outcome: outcome,
                    unansweredRings: row[5]))
        }.report
    }

    /// What users did with their calls.
    public func userReport(over period: ReportPeriod) throws -> UserReport {
        // CROSS JOIN: one call after the other, each with all its legs (https://www.sqlite.org/optoverview.html#crossjoin).
        let sql = """
            SELECT leg.call, leg.user, leg.is_caller, leg.outcome, CASE WHEN call.answered IS NULL
            OR leg.answered IS NULL AND NOT leg.is_caller THEN 0 ELSE
            (SELECT coalesce(sum(talk.ended - talk.began), 0) FROM talk_time talk WHERE talk.call = leg.call
            AND EXISTS (SELECT 1 FROM json_each(talk.channels) WHERE value = leg.channel)) END,
            substr(call.dialled, 1, 1) = '+'
            FROM call CROSS JOIN leg ON leg.call = call.id
            WHERE call.began >= ? AND call.began < ? AND call.ended IS NOT NULL AND call.disposition IS NOT 'service'
            AND leg.user IS NOT NULL
            """
        var tally = try reading(sql, period, into: UserTally(period)) { tally, row in
            tally.add(
                .init(
                    call: row[0], user: row[1], isCaller: row[2],
                    outcome: (row[3] as String?).flatMap(CallRecord.Leg.Outcome.init), talked: row[4],
                    isOutside: row[5]))
        }
        return tally.report()
    }

    /// What became of requests to be called back.
    public func callbackReport(over period: ReportPeriod) throws -> CallbackReport {
        let sql = """
            SELECT queue, asked, ended, outcome, (SELECT count(*) FROM callback_attempt attempt WHERE attempt.callback = callback.id)
            FROM callback WHERE asked >= ? AND asked < ?
            """
        return try reading(sql, period, into: CallbackTally(period)) { tally, row in
            tally.add(.init(queue: row[0], asked: row[1], ended: row[2], outcome: row[3], attempts: row[4]))
        }.report
    }

    private func reading<Tally>(
        _ sql: String, _ period: ReportPeriod, into tally: Tally, _ add: (inout Tally, Row) -> Void
    ) throws -> Tally {
        try StorageError.translating(path: path) {
            try pool.read { database in
                var tally = tally
                let rows = try Row.fetchCursor(
                    database, sql: sql, arguments: [period.from.milliseconds, period.to.milliseconds])
                while let row = try rows.next() { add(&tally, row) }
                return tally
            }
        }
    }
}
