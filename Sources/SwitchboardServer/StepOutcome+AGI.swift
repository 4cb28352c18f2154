import AGI
import Routing

extension StepOutcome {
    /// What a question says came of the step before; `nil` at the beginning of a call or leg.
    init?(_ environment: AGIEnvironment, at cursor: CallCursor) {
        guard let result = environment.argument(DialplanName.Argument.result), !result.isEmpty else { return nil }
        if result == "KEYS" {
            self = .keys(environment.argument(DialplanName.Argument.keys) ?? "")
        } else if let exit = QueueExit(dialplan: result) {
            self = .queue(exit)
        } else if result == "GONE" {
            self = .transferorGone
        } else if let dial = DialResult(environment) {
            self = .leg(LegOutcome(dial, on: cursor.path))
        } else {
            return nil
        }
    }
}

extension QueueExit {
    /// What the dialplan calls it: app_queue's QUEUESTATUS (app_queue.c, `queue_results`) behind `QUEUE-`, and its own words.
    init?(dialplan text: String) {
        switch text {
        case "QUEUE-TIMEOUT": self = .timedOut
        case "QUEUE-FULL": self = .full
        case "QUEUE-JOINEMPTY", "QUEUE-LEAVEEMPTY", "QUEUE-JOINUNAVAIL", "QUEUE-LEAVEUNAVAIL": self = .nobodyThere
        // Withdrawn by somebody: he has not been answered.
        case "QUEUE-WITHDRAW": self = .timedOut
        case "QUEUE-": self = .unknown
        case "CALLBACK": self = .askedForCallback
        case "TOLD": self = .told
        default: return nil
        }
    }
}
