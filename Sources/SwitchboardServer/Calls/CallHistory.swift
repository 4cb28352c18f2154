import CallControl
import Dispatch
import Foundation
import Logging
import Storage

/// Writes the calls down, behind what happens: no caller and no event waits for the disk.
///
/// Belongs to ``LiveCalls``, whose isolation it shares.
final class CallHistory {
    /// How many calls may be known before old ones are looked for.
    private static let limit = 20_000

    private let store: OfficeStore
    private let tables: RoutingTables
    /// Is told of missed calls.
    private let alerts: AlertDesk
    private let logger: Logger
    /// Writes one after the other.
    private let writer = DispatchQueue(label: "switchboard.calls")
    private(set) var facts: [String: CallFacts] = [:]
    private var transfers: [String: [CallControl.Transfer]] = [:]
    /// What an earlier process wrote of calls that are still there.
    private var earlier: [String: CallRecord] = [:]
    private var changed: Set<String> = []
    private var ended: [CallRecord] = []
    private var merged: [String] = []

    init(store: OfficeStore, tables: RoutingTables, alerts: AlertDesk, logger: Logger) {
        self.store = store
        self.tables = tables
        self.alerts = alerts
        self.logger = logger
    }

    /// The client whose own call it is, and the queue he waits or waited in last: by what the call has asked, or by what an
    /// earlier process wrote of it.
    func client(of call: Call) -> (number: String, queue: String?)? {
        if let known = facts[call.id] {
            guard known.origin == .external, !known.isCallback, let number = known.callerNumber else { return nil }
            return (number, if case .queue(let wait) = known.step { wait.queue } else { nil })
        }
        guard let known = earlier[call.id], known.origin == .external, let number = known.callerNumber,
            !known.visits.contains(where: \.isCallback)
        else { return nil }
        return (number, known.visits.last?.queue)
    }

    /// Something of a call is different.
    func change(_ id: String) { changed.insert(id) }

    /// A call has asked.
    func note(_ facts: CallFacts, of id: String) {
        if self.facts[id] == nil {
            forgetStale(at: facts.moment)
            self.facts[id] = facts
        } else {
            self.facts[id]?.add(facts)
        }
        changed.insert(id)
    }

    /// With AMI away for long nobody says that calls end.
    private func forgetStale(at moment: Date) {
        guard facts.count >= Self.limit else { return }
        facts = facts.filter { moment.timeIntervalSince($0.value.moment) < AsteriskSnapshot.remembered }
    }

    /// A client talks with whom he was transferred to: they know each other now. Other answers the dialplan reports itself.
    func note(_ talk: CallControl.Talk, in call: Call) {
        guard transfers[call.id] != nil || facts[call.id]?.isCallback == true, talk.channels.count == 2,
            let table = tables.current, table.asksForTalks,
            let number = facts[call.id]?.callerNumber, number.hasPrefix("+"), let caller = call.caller,
            talk.has(caller.id), let callee = talk.channels.first(where: { $0 != caller.id }).flatMap({ call[$0] }),
            // Who is called back is rung after the agent.
            let user = (facts[call.id]?.isCallback == true ? caller : callee).mark.user(in: table)
        else { return }
        let known = Storage.Talk(number: number, user: user.extension, date: talk.began)
        writer.async { [store, logger] in
            do {
                try store.record(known)
            } catch {
                logger.error("a talk can't be written", metadata: ["error": "\(error)"])
            }
        }
    }

    /// A call is part of another now: of its facts those of the older one stay.
    func merge(_ id: String, into other: String) {
        changed.remove(id)
        merged.append(id)
        if let known = facts.removeValue(forKey: id), facts[other] == nil { facts[other] = known }
        transfers[other, default: []] += transfers.removeValue(forKey: id) ?? []
        changed.insert(other)
    }

    /// A call is over: this is all of it.
    func end(_ call: Call) {
        ended.append(record(of: call))
        changed.remove(call.id)
        facts[call.id] = nil
        transfers[call.id] = nil
        earlier[call.id] = nil
    }

    /// Writes what is new.
    func write(_ picture: CallPicture) {
        let records = ended + changed.compactMap { picture.call($0).map(record) }
        let gone = merged
        let missed = tables.current.map { table in ended.compactMap { MissedCallFact($0, table: table) } } ?? []
        (ended, changed, merged) = ([], [], [])
        guard !records.isEmpty || !gone.isEmpty else { return }
        writer.async { [store, alerts, logger] in
            // With the calls themselves: a call that is over is told, or is still open after a crash.
            Self.save(
                records, removing: gone, telling: missed.flatMap { alerts.alerts(for: .missedCall($0)) }, in: store,
                logger)
            if !missed.isEmpty { alerts.kept() }
        }
    }

    /// What was given to be written is written.
    func drain() { writer.sync {} }

    /// Keeps a transfer, and returns when it is on disk.
    func keep(_ transfer: CallControl.Transfer, of call: Call?) {
        var known = (transfers[transfer.call] ?? []).filter { $0.id != transfer.id }
        known.append(transfer)
        transfers[transfer.call] = known
        guard let call else { return keepInStore(transfer) }
        let record = record(of: call)
        writer.sync { Self.save([record], removing: [], in: store, logger) }
    }

    private func keepInStore(_ transfer: CallControl.Transfer) {
        transfers[transfer.call] = nil
        do {
            guard var record = try store.call(transfer.call),
                let place = record.transfers.firstIndex(where: { $0.id == transfer.id })
            else { return }
            record.transfers[place].outcome = transfer.outcome.flatMap { .init(rawValue: $0.rawValue) }
            record.transfers[place].ended = transfer.ended
            record.transfers[place].reason = transfer.reason?.text
            try store.save([record])
        } catch {
            logger.error("a transfer can't be written", metadata: ["error": "\(error)"])
        }
    }

    private func record(of call: Call) -> CallRecord {
        CallRecord(
            call, facts: facts[call.id], transfers: transfers[call.id] ?? [], earlier: earlier[call.id],
            table: tables.current)
    }

    private static func save(
        _ records: [CallRecord], removing gone: [String], telling alerts: [AlertRecord] = [], in store: OfficeStore,
        _ logger: Logger
    ) {
        do {
            try store.save(records, removing: gone, adding: alerts)
        } catch {
            logger.error("calls can't be written", metadata: ["calls": "\(records.count)", "error": "\(error)"])
        }
    }
}

// MARK: After a restart

extension CallHistory {
    /// Takes over what an earlier process wrote of calls that are there; closes those that are gone.
    ///
    /// - Parameters:
    ///   - channels: the ends of channels, as Asterisk has written them down.
    ///   - moment: the latest they can have ended.
    /// - Returns: transfers without an outcome.
    func takeOver(
        _ calls: [Call], ends channels: [EndedChannel], by moment: Date
    ) -> [CallControl.Transfer] {
        let justEnded = Set(ended.map(\.id))
        drain()
        let open: [CallRecord]
        do {
            open = try store.openCalls()
        } catch {
            logger.error("earlier calls can't be read", metadata: ["error": "\(error)"])
            return []
        }
        let there = Set(calls.map(\.id))
        let ends = Dictionary(channels.map { ($0.id, $0) }) { first, _ in first }
        let live = Dictionary(calls.map { ($0.id, $0) }) { first, _ in first }
        for var record in open where facts[record.id] == nil {
            guard let call = live[record.id] else { continue }
            record.concludeVisits(in: call, at: moment, table: tables.current)
            earlier[record.id] = record
        }
        ended += open.filter { !there.contains($0.id) && !justEnded.contains($0.id) }.map {
            $0.closed(ends: ends, by: moment)
        }
        return open.flatMap { record in record.transfers.compactMap { CallControl.Transfer($0, call: record.id) } }
    }

    /// Calls that asked, and began and ended while nobody watched.
    func takeInUnseen(_ channels: [EndedChannel], there: Set<String>) {
        let byCall = Dictionary(grouping: channels, by: \.call)
        for (id, known) in facts where !there.contains(id) && earlier[id] == nil {
            // One that has only just begun has no ends yet.
            guard let channels = byCall[id] else { continue }
            facts[id] = nil
            ended.append(CallRecord(id: id, facts: known, channels: channels, table: tables.current))
        }
    }

    /// Whether a transfer has its outcome.
    func isOver(transfer id: String) -> Bool { (try? store.transferOutcome(id)) != nil }
}

extension CallRecord {
    fileprivate func closed(ends: [String: EndedChannel], by moment: Date) -> CallRecord {
        var record = self
        var answered: Leg?
        for place in record.legs.indices where record.legs[place].ended == nil {
            let channel = ends[record.legs[place].channel]
            let end = channel?.end
            record.legs[place].ended = end?.moment ?? moment
            guard channel?.wasUp == true, !record.legs[place].isCaller else { continue }
            // Answered unseen, or about to accept: that is not known.
            record.legs[place].outcome = .answered
            answered = answered ?? record.legs[place]
            record.legs[place].cause = record.legs[place].cause ?? end?.cause
        }
        let last = record.legs.compactMap(\.ended).max() ?? moment
        for place in record.visits.indices {
            let channel = record.visits[place].channel
            record.visits[place].close(by: record.legs.first { $0.channel == channel }?.ended ?? last)
        }
        for place in record.talks.indices where record.talks[place].ended == nil {
            let channels = record.talks[place].channels
            record.talks[place].ended =
                record.legs.filter { channels.contains($0.channel) }.compactMap(\.ended).min() ?? last
        }
        record.ended = last
        if record.disposition == nil, let answered {
            record.disposition = .answered
            record.answeredBy = answered.user ?? answered.number ?? answered.mark
        }
        record.disposition = record.disposition ?? (record.legs.contains { !$0.isCaller } ? .missed : .failed)
        return record
    }
}

extension CallControl.Transfer {
    /// One that an earlier process saw begin; `nil`: it has its outcome.
    fileprivate init?(_ kept: CallRecord.Transfer, call: String) {
        guard kept.outcome == nil else { return nil }
        self.init(
            id: kept.id, call: call, mode: kept.kind == .refer ? .blind : .keyed,
            transferor: LegMark(mark: kept.transferor) ?? .device(kept.transferor), transferorChannel: "", client: nil,
            target: kept.target, operator: kept.kind == .operator ? "an operator" : nil, began: kept.began)
    }
}
