import Routing
import Storage

extension Recording.Purpose {
    /// For whom a decision has a call recorded.
    init(_ recording: CallRecording, of call: IncomingCall) {
        self.init(
            number: call.isExternal ? call.dialled.parsed?.e164 : nil,
            caller: (recording.party == .callee ? call.dialled : call.caller)?.parsed?.e164)
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
        if case .ring(let ring) = self { ring.recording } else { nil }
    }
}
