import AGI
import Routing

extension AGIEnvironment {
    /// The member of a queue whose leg asks, and the queue's extension; `nil`: it is none.
    var agent: (member: String, queue: String)? {
        guard let member = argument(DialplanName.Argument.agent), !member.isEmpty else { return nil }
        return (member, argument(DialplanName.Argument.queue) ?? "")
    }

    /// The attempt to call a client back that the client's leg belongs to; `nil`: it belongs to none.
    var callback: CallbackAttemptID? {
        guard agent == nil else { return nil }
        return argument(DialplanName.Argument.callback).flatMap { CallbackAttemptID($0) }
    }

    /// Linkedid of the call.
    var call: String {
        argument(DialplanName.Argument.linkedID).flatMap { $0.isEmpty ? nil : $0 } ?? uniqueID
    }
}

extension RoutingTable {
    /// What the dialplan rings for an agent when Switchboard is gone: his desk phone, if that is what rings now.
    func lastGood(of decision: Decision) -> AGIVariable {
        var phones: [Leg] = []
        if case .ring(let ring) = decision.step {
            phones = ring.legs.filter { if case .phone = $0 { true } else { false } }
        }
        return AGIVariable(DialplanName.Variable.lastGood, phones.dialString())
    }
}
