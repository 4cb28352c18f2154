import CallControl
import Foundation
import Routing
import Storage

/// What only the decisions tell of a call: who called what, and what it came to last.
struct CallFacts: Sendable {
    /// Where it came from.
    var origin: CallRecord.Origin
    /// The caller's number, E.164 where it is one; `nil`: withheld, or a colleague.
    var callerNumber: String?
    /// The caller's extension, for a call from inside.
    var callerUser: String?
    /// What was dialled, E.164 where it is a telephone number.
    var dialled: String
    /// What the administrator calls that number.
    var entry: String?
    /// Revision of the rules it began with.
    var revision: Int
    /// The office calls him back.
    var isCallback = false
    /// He dialled the outside himself.
    var isOutgoing: Bool
    /// The last step of the call itself.
    var step: Step
    /// The users, groups and queues it was sent on to, as destinations.
    var visited: [String]
    /// All its decisions, for calls that nobody saw.
    var decisions: [CallRecord.Decision]
    /// When it asked first.
    var moment: Date

    /// By a call's first question.
    init(_ call: IncomingCall, decision: Decision, of channel: String, table: RoutingTable, at moment: Date) {
        switch call.origin {
        case .external, .callback:
            origin = .external
            callerNumber = call.caller?.parsed?.e164 ?? call.caller?.text
        case .internal(let device):
            origin = .internal
            callerUser = table.user(device: device)?.extension
        }
        dialled = call.dialled.parsed?.e164 ?? call.dialled.text
        entry = table.name(ofNumber: dialled)
        revision = table.revision
        isOutgoing = !call.isExternal && decision.cursor.trunk != nil && decision.cursor.tried.count == 1
        step = decision.step
        visited = decision.cursor.visited
        decisions = [
            .init(
                channel: channel, date: moment, step: decision.step.summary, explanation: decision.explanation)
        ]
        self.moment = moment
    }

    /// The call has asked again.
    mutating func add(_ later: CallFacts) {
        step = later.step
        decisions += later.decisions
        visited += later.visited.filter { !visited.contains($0) }
    }

    /// By a callback: the client whom an agent is connected with.
    init(_ callback: Callback, table: RoutingTable, at moment: Date) {
        origin = .external
        callerNumber = callback.number
        dialled = callback.queue
        entry = table.queue(extension: callback.queue)?.name
        revision = table.revision
        isCallback = true
        isOutgoing = false
        step = .hangup
        visited = []
        decisions = []
        self.moment = moment
    }

    /// What became of a call in which nobody talked.
    func disposition(hasRung: Bool) -> CallDisposition {
        switch step {
        case .voicemail: return .voicemail
        case .mailbox, .change, .changeAgent: return .service
        case .failure: return .failed
        case .callback(.request, say: _): return .callback
        case .ring, .collect, .announce, .say, .busy, .hangup, .decline, .queue, .tell, .callback: break
        }
        if isOutgoing || isCallback { return .unreached }
        if hasRung { return .missed }
        switch step {
        case .hangup, .busy, .announce: return .refused
        case .say: return origin == .internal ? .service : .refused
        default: return .abandoned
        }
    }
}

extension CallCursor {
    /// The users, groups and queues that were tried, as destinations.
    fileprivate var visited: [String] {
        tried.compactMap { tried -> Destination? in
            switch tried {
            case .user(let name): .user(name)
            case .group(let name): .group(name)
            case .queue(let name): .queue(name)
            case .phone, .mobile, .number, .sip, .menu: nil
            }
        }.map(\.description)
    }
}
