import Foundation
import GRDB

extension Database {
    func deleteCall(_ id: String) throws {
        try cachedStatement(sql: "DELETE FROM call WHERE id = ?").execute(arguments: [id.storable])
    }

    /// Puts a call with all its parts in the place of what was there.
    func save(_ call: CallRecord) throws {
        try upsert(call)
        let id = call.id.storable
        for table in ["leg", "decision", "talk_time", "transfer", "queue_visit"] {
            try cachedStatement(sql: "DELETE FROM \(table) WHERE call = ?").execute(arguments: [id])
        }
        for (place, leg) in call.legs.enumerated() { try insert(leg, id, place) }
        for (place, decision) in call.decisions.enumerated() { try insert(decision, id, place) }
        for (place, talk) in call.talks.enumerated() { try insert(talk, id, place) }
        for (place, visit) in call.visits.enumerated() { try insert(visit, id, place) }
        for (place, transfer) in call.transfers.enumerated() { try insert(transfer, id, place) }
    }

    private func upsert(_ call: CallRecord) throws {
        let sql = """
            INSERT INTO call (id, began, answered, ended, origin, caller_number, caller_name, caller_user, dialled, entry,
            disposition, answered_by, revision, visited) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET began = excluded.began, answered = excluded.answered, ended = excluded.ended,
            origin = excluded.origin, caller_number = excluded.caller_number, caller_name = excluded.caller_name,
            caller_user = excluded.caller_user, dialled = excluded.dialled, entry = excluded.entry,
            disposition = excluded.disposition, answered_by = excluded.answered_by, revision = excluded.revision,
            visited = excluded.visited
            """
        try cachedStatement(sql: sql).execute(arguments: [
            call.id.storable, call.began.milliseconds, call.answered?.milliseconds, call.ended?.milliseconds,
            call.origin.rawValue, call.callerNumber?.storable, call.callerName?.storable, call.callerUser?.storable,
            call.dialled.storable, call.entry?.storable, call.disposition?.rawValue, call.answeredBy?.storable,
            call.revision, call.visited.isEmpty ? nil : try call.visited.json,
        ])
    }

    private func insert(_ leg: CallRecord.Leg, _ call: String, _ place: Int) throws {
        let sql = """
            INSERT INTO leg (call, place, channel, channel_name, mark, user, number, is_caller, began, answered, ended,
            outcome, cause, dialled_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try cachedStatement(sql: sql).execute(arguments: [
            call, place, leg.channel.storable, leg.channelName.storable, leg.mark.storable, leg.user?.storable,
            leg.number?.storable, leg.isCaller, leg.began.milliseconds, leg.answered?.milliseconds,
            leg.ended?.milliseconds, leg.outcome?.rawValue, leg.cause, leg.dialledBy?.storable,
        ])
    }

    private func insert(_ decision: CallRecord.Decision, _ call: String, _ place: Int) throws {
        let sql = """
            INSERT INTO decision (call, place, channel, milliseconds, step, explanation) VALUES (?, ?, ?, ?, ?, ?)
            """
        try cachedStatement(sql: sql).execute(arguments: [
            call, place, decision.channel.storable, decision.date.milliseconds, decision.step.storable,
            try decision.explanation.json,
        ])
    }

    private func insert(_ talk: CallRecord.Talk, _ call: String, _ place: Int) throws {
        let sql = "INSERT INTO talk_time (call, place, channels, began, ended) VALUES (?, ?, ?, ?, ?)"
        try cachedStatement(sql: sql).execute(arguments: [
            call, place, try talk.channels.json, talk.began.milliseconds, talk.ended?.milliseconds,
        ])
    }

    private func insert(_ visit: CallRecord.QueueVisit, _ call: String, _ place: Int) throws {
        let sql = """
            INSERT INTO queue_visit (call, place, channel, queue, language, is_callback, entered, connected, ended, outcome,
            position_at_entry, position, agent, unanswered_rings, is_estimated)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try cachedStatement(sql: sql).execute(arguments: [
            call, place, visit.channel.storable, visit.queue.storable, visit.language?.storable, visit.isCallback,
            visit.entered.milliseconds, visit.connected?.milliseconds, visit.ended?.milliseconds,
            visit.outcome?.rawValue, visit.positionAtEntry, visit.position, visit.agent?.storable,
            visit.unansweredRings, visit.isEstimated,
        ])
    }

    /// A transfer that another call had before the two became one comes over.
    private func insert(_ transfer: CallRecord.Transfer, _ call: String, _ place: Int) throws {
        let sql = """
            INSERT OR REPLACE INTO transfer (id, call, place, transferor, user, target, kind, began, outcome, answered_by,
            ended, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try cachedStatement(sql: sql).execute(arguments: [
            transfer.id.storable, call, place, transfer.transferor.storable, transfer.user?.storable,
            transfer.target.storable, transfer.kind.rawValue, transfer.began.milliseconds, transfer.outcome?.rawValue,
            transfer.answeredBy?.storable, transfer.ended?.milliseconds, transfer.reason?.storable,
        ])
    }
}

extension String {
    /// Without NUL: GRDB hands texts over as C strings.
    var storable: String { utf8.contains(0) ? replacing("\0", with: "\u{FFFD}") : self }
}

extension [String] {
    /// As a JSON array; it escapes a NUL by itself.
    fileprivate var json: String {
        get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }
}
