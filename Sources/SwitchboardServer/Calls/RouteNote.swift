import AGI
import CallControl
import Foundation
import Routing

/// A decision that was taken for a call: what operators are told and the history keeps.
struct RouteNote: Sendable {
    /// Linkedid of the call.
    var call: String
    /// Uniqueid of the channel that asked.
    var channel: String
    /// `inbound`, `internal`, `transfer`, `consult`.
    var entry: String
    /// The caller's number; `nil`: hidden or none.
    var caller: String?
    /// What was dialled.
    var dialled: String
    /// What was decided.
    var decision: Decision
    /// What the history keeps of it; `nil`: a leg that is decided apart.
    var facts: CallFacts?
    /// The queue he has left, and why.
    var queue: Queue?
    /// The transfer it belongs to.
    var transfer: TransferQuestion?
    /// When.
    var moment: Date

    /// The decision as the picture keeps it.
    var taken: DecisionRecord {
        DecisionRecord(
            channel: channel, entry: entry, dialled: dialled, step: decision.step.summary,
            explanation: decision.explanation, moment: moment)
    }
}

extension RouteNote {
    /// - Parameter transfer: ID of the transfer the question belongs to; `nil`: none.
    init(
        _ decision: Decision, for call: IncomingCall, asked environment: AGIEnvironment, table: RoutingTable,
        transfer: String?, at moment: Date
    ) {
        typealias Name = DialplanName.Argument
        let linked = environment.argument(Name.linkedID) ?? ""
        self.init(
            call: linked.isEmpty ? environment.uniqueID : linked, channel: environment.uniqueID,
            entry: environment.argument(Name.entry) ?? "", caller: call.caller?.parsed?.e164 ?? call.caller?.text,
            dialled: call.dialled.text, decision: decision, moment: moment)
        // Legs that are decided apart belong to the call that rings them.
        guard !decision.cursor.isMember else { return }
        queue = Queue(asked: environment, decision: decision)
        facts = CallFacts(call, decision: decision, of: channel, table: table, at: moment)
        guard let id = transfer, let handed = call.transfer else { return }
        self.transfer = TransferQuestion(
            id: id, call: self.call, channel: channel, mode: handed.kind == .consult ? .keyed : .blind,
            transferor: LegMark(handed.transferor), transferorChannel: environment.argument(Name.transferor) ?? "",
            holds: handed.holds, target: dialled, answer: .init(decision.step))
    }
}

extension LegMark {
    /// The leg a transfer is made from.
    init(_ transferor: CallTransfer.Transferor) {
        self =
            switch transferor {
            case .phone(let device): .device(device)
            case .outside(.mobile(let user)): .mobile(of: user)
            case .outside(.number(let number)): .number(number)
            case .outside(.sip(let address)): .sip(address.description)
            }
    }
}

extension TransferQuestion.Answer {
    /// What a step means for a transfer.
    fileprivate init(_ step: Step) {
        switch step {
        case .voicemail(let mailbox, _): self = .voicemail(mailbox)
        case .announce(let announcement): self = .told(announcement.rawValue)
        default: self = .goesOn
        }
    }
}

extension AGIEnvironment {
    /// ID of the transfer that asks. A channel may be transferred again: the moment of the first question tells them apart.
    func transfer(isFirst: Bool, at moment: Date) -> String? {
        guard !isFirst else { return "\(uniqueID)-\(Int(moment.timeIntervalSince1970 * 1_000))" }
        return argument(DialplanName.Argument.transfer).flatMap { $0.isEmpty ? nil : $0 }
    }
}
