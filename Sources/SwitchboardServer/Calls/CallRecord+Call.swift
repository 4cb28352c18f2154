import CallControl
import Foundation
import Routing
import Storage

extension CallRecord {
    /// A call of the picture as the history keeps it.
    ///
    /// - Parameters:
    ///   - facts: what its decisions told; `nil`: it asked nothing, or another process answered.
    ///   - transfers: those seen in it.
    ///   - earlier: what an earlier process had written of it.
    init(
        _ call: Call, facts: CallFacts?, transfers: [CallControl.Transfer], earlier: CallRecord?, table: RoutingTable?
    ) {
        let caller = call.caller
        self.init(
            id: call.id, began: min(call.began, earlier?.began ?? call.began),
            origin: facts?.origin ?? earlier?.origin ?? .external,
            dialled: facts?.dialled ?? earlier?.dialled ?? caller?.extension ?? "")
        callerNumber = facts.map(\.callerNumber) ?? earlier?.callerNumber ?? caller?.callerNumber
        callerName = earlier?.callerName ?? caller?.callerName
        callerUser = facts?.callerUser ?? earlier?.callerUser
        entry = facts?.entry ?? earlier?.entry
        revision = facts?.revision ?? earlier?.revision
        let before = earlier?.visited ?? []
        visited = before + (facts?.visited ?? []).filter { !before.contains($0) }
        // The picture has the last end so far; with somebody left the call goes on.
        ended = call.liveReal.isEmpty ? call.ended : nil
        legs = Self.legs(of: call, earlier: earlier, table: table)
        decisions =
            (earlier?.decisions ?? [])
            + call.decisions.map {
                Decision(channel: $0.channel, date: $0.moment, step: $0.step, explanation: $0.explanation)
            }
        talks = Self.talks(of: call, earlier: earlier)
        visits = Self.visits(of: call, earlier: earlier)
        let seen = Set(transfers.map(\.id))
        self.transfers =
            (earlier?.transfers ?? []).filter { !seen.contains($0.id) } + transfers.map { Transfer($0, table: table) }
        answered = talks.first?.began
        answeredBy = talks.first.flatMap { talk in
            legs.first { talk.channels.contains($0.channel) && !$0.isCaller }.map { $0.user ?? $0.number ?? $0.mark }
        }
        if answered != nil {
            disposition = .answered
        } else if ended != nil {
            disposition = facts?.disposition(hasRung: legs.contains { !$0.isCaller }) ?? earlier?.disposition ?? .failed
        }
    }

    /// A call that nobody saw, by what it asked and by the ends of its channels. Who talked with whom is not known.
    init(id: String, facts: CallFacts, channels: [EndedChannel], table: RoutingTable?) {
        let channels = channels.sorted { ($0.began, $0.id) < ($1.began, $1.id) }.filter { !$0.name.hasPrefix("Local/") }
        self.init(
            id: id, began: channels.first?.began ?? facts.moment, origin: facts.origin, dialled: facts.dialled)
        (callerNumber, callerUser, entry) = (facts.callerNumber, facts.callerUser, facts.entry)
        revision = facts.revision
        visited = facts.visited
        decisions = facts.decisions
        legs = channels.map { channel in
            let mark = LegMark(channelName: channel.name)
            var leg = Leg(
                channel: channel.id, channelName: channel.name, mark: mark.text, isCaller: channel.id == id,
                began: channel.began)
            leg.user = table.flatMap { mark.user(in: $0)?.extension }
            leg.number = leg.isCaller ? facts.callerNumber : nil
            leg.ended = channel.end.moment
            leg.cause = channel.end.cause == 0 ? nil : channel.end.cause
            leg.outcome =
                leg.isCaller
                ? nil : channel.wasUp ? .answered : channel.end.cause == 26 ? .answeredElsewhere : .noAnswer
            return leg
        }
        ended = channels.map(\.end.moment).max() ?? facts.moment
        let isAnswered = channels.contains { $0.wasUp && $0.id != id }
        disposition = isAnswered ? .answered : facts.disposition(hasRung: legs.count > 1)
    }

    private static func legs(of call: Call, earlier: CallRecord?, table: RoutingTable?) -> [Leg] {
        let known = Dictionary((earlier?.legs ?? []).map { ($0.channel, $0) }) { first, _ in first }
        let legs = call.channels.filter { $0.kind == .real }.map { Leg($0, earlier: known[$0.id], table: table) }
        let seen = Set(legs.map(\.channel))
        return (earlier?.legs ?? []).filter { !seen.contains($0.channel) } + legs
    }

    /// A talk that went on while nobody watched is one talk.
    private static func talks(of call: Call, earlier: CallRecord?) -> [Talk] {
        var talks = earlier?.talks ?? []
        for talk in call.talks {
            let now = Talk(channels: talk.channels, began: talk.began, ended: talk.ended)
            if let place = talks.firstIndex(where: { $0.ended == nil && $0.channels == now.channels }) {
                talks[place].ended = now.ended
            } else {
                talks.append(now)
            }
        }
        // What ended unseen ended with one of its channels, at the latest when another talk of theirs began.
        for place in talks.indices where talks[place].ended == nil {
            let channels = Set(talks[place].channels)
            guard !call.currentTalks.contains(where: { Set($0.channels) == channels }) else { continue }
            let ends = call.channels.filter { channels.contains($0.id) }.compactMap { $0.hangup?.moment }
            let next = talks[(place + 1)...].first { !channels.isDisjoint(with: $0.channels) }?.began
            talks[place].ended = (ends + [next].compactMap(\.self)).min()
        }
        return talks
    }
}

extension CallRecord.Leg {
    fileprivate init(_ channel: Channel, earlier: CallRecord.Leg?, table: RoutingTable?) {
        self.init(
            channel: channel.id, channelName: channel.name, mark: earlier?.mark ?? channel.mark.text,
            isCaller: earlier?.isCaller ?? channel.isCaller,
            began: earlier?.began ?? channel.dial?.began ?? channel.created)
        let mark = channel.mark
        user = earlier?.user ?? table.flatMap { mark.user(in: $0)?.extension }
        number = earlier?.number ?? mark.number(in: table) ?? (isCaller ? channel.callerNumber : nil)
        answered = earlier?.answered ?? channel.answered
        ended = channel.hangup?.moment
        cause = channel.hangup.flatMap { $0.cause == 0 ? nil : $0.cause }
        dialledBy = earlier?.dialledBy ?? channel.dial?.by
        outcome = earlier?.outcome ?? (isCaller ? nil : Outcome(channel))
    }
}

extension CallRecord.Leg.Outcome {
    /// What came of ringing a channel, by Dial's word and the Q.850 cause (app_dial.c, `hanguptree`: who is not first is
    /// hung up with cause 26).
    fileprivate init?(_ channel: Channel) {
        let cause = channel.hangup?.cause
        switch channel.dial?.status {
        case "ANSWER": self = .answered
        case "BUSY": self = .busy
        case "NOANSWER": self = .noAnswer
        case "CANCEL": self = cause == 26 ? .answeredElsewhere : .cancelled
        case "CONGESTION": self = .trunkFailed
        case "CHANUNAVAIL":
            switch cause {
            case 1: self = .noSuchNumber
            case 21: self = .rejected
            case 34, 38, 41, 42: self = .trunkFailed
            default: self = .unreachable
            }
        case nil where channel.answered != nil: self = .answered
        case nil where channel.hangup == nil: return nil
        default: self = cause == 26 ? .answeredElsewhere : .cancelled
        }
    }
}

extension CallRecord.Transfer {
    fileprivate init(_ transfer: CallControl.Transfer, table: RoutingTable?) {
        self.init(
            id: transfer.id, transferor: transfer.transferor.text,
            user: table.flatMap { transfer.transferor.user(in: $0)?.extension }, target: transfer.target,
            kind: transfer.operator != nil ? .operator : transfer.mode == .keyed ? .keyed : .refer,
            began: transfer.began)
        outcome = transfer.outcome.flatMap { Outcome(rawValue: $0.rawValue) }
        answeredBy = transfer.answered.map { text in
            let mark = LegMark(mark: text) ?? .device(text)
            return table.flatMap { mark.user(in: $0)?.extension } ?? mark.number(in: table) ?? text
        }
        ended = transfer.ended
        reason = transfer.reason?.text
    }
}

extension LegMark {
    /// The user whose leg it is.
    func user(in table: RoutingTable) -> User? {
        switch self {
        case .device(let device): table.user(device: device)
        case .mobile(let name): table.user(name)
        case .number(let number): table.user(mobile: number)
        case .sip: nil
        }
    }

    /// The outside number it is.
    func number(in table: RoutingTable?) -> String? {
        switch self {
        case .device, .sip: nil
        case .mobile(let name): table?.user(name)?.mobile
        case .number(let number): number
        }
    }
}
