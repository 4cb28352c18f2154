import Routing
import Storage

extension Recording.Purpose {
    /// For whom a decision has a call recorded; `nil`: it has not.
    init?(_ decision: Decision, of call: IncomingCall, table: RoutingTable) {
        guard let recording = decision.step.recording else { return nil }
        let isCalledOut = if case .internal = call.origin { recording.party == .callee } else { false }
        self.init(
            number: call.isExternal ? call.dialled.parsed?.e164 : nil,
            caller: (isCalledOut ? call.dialled : call.caller)?.parsed?.e164)
        if case .queue(let wait) = decision.step { queue = table.queue(extension: wait.queue)?.name }
        switch recording.reason {
        case .number: break
        case .queue(let name): queue = name
        case .group(let name): group = name
        case .users(let users): user = users.count == 1 ? users.first : nil
        }
    }
}

extension Step {
    /// Why what comes of it is recorded; `nil`: it is not.
    var recording: CallRecording? {
        switch self {
        case .ring(let ring): ring.recording
        case .queue(let wait): wait.recording
        default: nil
        }
    }
}
