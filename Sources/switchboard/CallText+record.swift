import Foundation
import Storage

extension CallText {
    /// A call that was, in one line.
    func line(of call: CallRecord) -> String {
        "\(dateAndTime(call.began))  \(call.id.printable)  \(caller(of: call)) calls \(dialled(in: call))  "
            + outcome(of: call)
    }

    /// The whole way of a call: what is known of it as a whole, then everything in the order it began.
    func lines(of call: CallRecord) -> [String] {
        var facts = [
            ("call", call.id.printable),
            ("from", "\(caller(of: call)), \(call.origin == .external ? "outside" : "inside")"),
            ("dialled", dialled(in: call)),
            ("began", dateAndTime(call.began)),
        ]
        if let ended = call.ended { facts.append(("ended", time(ended, near: call.began))) }
        facts.append(("outcome", outcome(of: call)))
        if let revision = call.revision { facts.append(("rules", "revision \(revision)")) }
        return facts.map { $0.padding(toLength: 9, withPad: " ", startingAt: 0) + $1 } + [""] + way(of: call)
    }

    private func caller(of call: CallRecord) -> String {
        if let caller = call.callerUser { return user(caller) }
        guard let number = call.callerNumber else { return "anonymous" }
        return number.printable + (call.callerName.map { " \"\($0.printable)\"" } ?? "")
    }

    private func dialled(in call: CallRecord) -> String {
        call.dialled.printable + (call.entry.map { " (\($0.printable))" } ?? "")
    }

    private func outcome(of call: CallRecord) -> String {
        var text = call.disposition?.text ?? (call.ended == nil ? "live" : "not known")
        if let answerer = call.answeredBy { text += " by \(person(answerer))" }
        if let answered = call.answered { text += " after \(Self.duration(from: call.began, to: answered))" }
        if let ended = call.ended { text += ", \(Self.duration(from: call.began, to: ended)) in all" }
        return text
    }
}

// MARK: The way

extension CallText {
    private func way(of call: CallRecord) -> [String] {
        let decisions = call.decisions.map { decision in
            (decision.date, "decision", [decision.step.printable] + decision.explanation.map(\.printable))
        }
        let legs = call.legs.map { ($0.began, $0.isCaller ? "caller" : "leg", [line(of: $0)]) }
        let transfers = call.transfers.map { ($0.began, "transfer", [line(of: $0)]) }
        let talks = call.talks.map { ($0.began, "talk", [line(of: $0, in: call)]) }
        let visits = call.visits.map { ($0.entered, "queue", [line(of: $0)]) }
        // A stable order for those of the same millisecond.
        let stops = (decisions + legs + visits + transfers + talks).enumerated().sorted {
            ($0.element.0, $0.offset) < ($1.element.0, $1.offset)
        }
        return stops.flatMap { _, stop -> [String] in
            let (date, kind, lines) = stop
            let start = "\(time(date, near: call.began))  \(kind.padding(toLength: 10, withPad: " ", startingAt: 0))"
            let indent = String(repeating: " ", count: start.count)
            return lines.enumerated().map { ($0 == 0 ? start : indent) + $1 }
        }
    }

    /// Whose line a leg is.
    private func who(_ leg: CallRecord.Leg) -> String {
        let number = leg.number.map(\.printable)
        guard let owner = leg.user else { return number ?? (leg.isCaller ? "anonymous" : leg.mark.printable) }
        guard leg.mark.hasPrefix("mobile ") else { return user(owner) }
        return user(owner) + ", mobile" + (number.map { " \($0)" } ?? "")
    }

    private func line(of leg: CallRecord.Leg) -> String {
        var parts = ["\(who(leg)), \(leg.channelName.printable)"]
        var history: [String] = []
        if let answered = leg.answered, !leg.isCaller {
            history.append("answered after \(Self.duration(from: leg.began, to: answered))")
            if let ended = leg.ended { history.append("there for \(Self.duration(from: answered, to: ended))") }
        } else if let ended = leg.ended {
            let duration = Self.duration(from: leg.began, to: ended)
            history.append(leg.isCaller ? "there for \(duration)" : "\(leg.outcome?.text ?? "ended") after \(duration)")
        } else if !leg.isCaller {
            history.append(leg.outcome?.text ?? "rings")
        }
        if let cause = leg.cause, leg.ended != nil { history.append("cause \(cause)") }
        if !history.isEmpty { parts.append(history.joined(separator: ", ")) }
        return parts.joined(separator: ": ")
    }

    private func line(of talk: CallRecord.Talk, in call: CallRecord) -> String {
        let parties = talk.channels.map { channel in
            call.legs.first { $0.channel == channel }.map(who) ?? channel.printable
        }
        return parties.joined(separator: " with ")
            + (talk.ended.map { ": \(Self.duration(from: talk.began, to: $0))" } ?? ": still")
    }

    /// `queue 700 (en), place 2: user 101 (Account manager) answered after 25 s, there for 1 min`
    private func line(of visit: CallRecord.QueueVisit) -> String {
        var text = "queue \(visit.queue.printable)" + (visit.language.map { " (\($0.printable))" } ?? "")
        if visit.isCallback { text += ", callback" }
        if let place = visit.positionAtEntry { text += ", place \(place)" }
        text += ": "
        let about = visit.isEstimated ? "about " : ""
        if let connected = visit.connected {
            text += "\(visit.agent.map(person) ?? "an agent") answered after "
            text += about + Self.duration(from: visit.entered, to: connected)
            if let ended = visit.ended { text += ", there for \(Self.duration(from: connected, to: ended))" }
        } else if let ended = visit.ended {
            text += visit.outcome?.text ?? "ended"
            text += " after " + about + Self.duration(from: visit.entered, to: ended)
            if let place = visit.position { text += " from place \(place)" }
        } else {
            text += "waits"
        }
        if visit.unansweredRings > 0 { text += ", rang in vain: \(visit.unansweredRings)" }
        return text
    }

    private func line(of transfer: CallRecord.Transfer) -> String {
        let transferor = transfer.user.map(user) ?? transfer.transferor.printable
        var text = "by \(transferor) to \(transfer.target.printable) (\(transfer.kind.rawValue)): "
        text += transfer.outcome?.rawValue ?? "under way"
        if let ended = transfer.ended { text += " after \(Self.duration(from: transfer.began, to: ended))" }
        if let answerer = transfer.answeredBy { text += ", \(person(answerer)) answered" }
        if let reason = transfer.reason { text += ": \(reason.printable)" }
        return text
    }
}

extension CallDisposition {
    fileprivate var text: String {
        switch self {
        case .answered: "answered"
        case .missed: "missed"
        case .voicemail: "missed, voicemail"
        case .abandoned: "missed, the caller hung up before anybody rang"
        case .callback: "asked to be called back"
        case .refused: "refused by the rules"
        case .unreached: "not reached"
        case .service: "a code or mailbox"
        case .failed: "failed"
        }
    }
}

extension CallRecord.QueueVisit.Outcome {
    fileprivate var text: String {
        switch self {
        case .answered: "answered"
        case .abandoned: "hung up"
        case .timedOut: "his time was over"
        case .full: "the queue was full"
        case .nobodyThere: "nobody served it"
        case .askedForCallback: "asked for a callback"
        case .left: "left"
        }
    }
}

extension CallRecord.Leg.Outcome {
    fileprivate var text: String {
        switch self {
        case .answered: "answered"
        case .answeredElsewhere: "answered elsewhere"
        case .busy: "busy"
        case .noAnswer: "no answer"
        case .unreachable: "unreachable"
        case .rejected: "rejected"
        case .noSuchNumber: "no such number"
        case .trunkFailed: "the trunk failed"
        case .cancelled: "the caller gave up"
        }
    }
}
