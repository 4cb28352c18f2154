import AMI
import CallControl

/// What the dialplan has written down of attempts, in Asterisk's own database.
struct CallbackTraces: Sendable {
    /// The family of its keys (extensions.conf, switchboard-callback-dial).
    static let family = "switchboard-callback"

    private var known: [CallbackAttemptID: CallbackTrace] = [:]

    /// The entries of DBGetTree: `Key: /switchboard-callback/12-1`, `Val: answered`.
    init(_ entries: [AMIMessage]) {
        for entry in entries {
            guard let key = entry["Key"]?.split(separator: "/").last, let attempt = CallbackAttemptID(key) else {
                continue
            }
            known[attempt] = CallbackTrace(dialplan: entry["Val"] ?? "")
        }
    }

    subscript(attempt: CallbackAttemptID) -> CallbackTrace { known[attempt] ?? .none }
}

extension CallbackTrace {
    /// `dialing`, `answered`, `voicemail`, a DIALSTATUS, or `cause-17` by the Q.850 cause the decision ended with.
    init(dialplan text: String) {
        switch text {
        case "answered": self = .over(.answered)
        case "voicemail": self = .over(.voicemail)
        case "BUSY", "cause-17", "cause-21": self = .over(.busy)
        case "NOANSWER", "cause-19": self = .over(.noAnswer)
        case "CHANUNAVAIL", "CONGESTION": self = .over(.unreachable)
        case _ where text.hasPrefix("cause-"): self = .over(.unreachable)
        default: self = .dialing
        }
    }
}
