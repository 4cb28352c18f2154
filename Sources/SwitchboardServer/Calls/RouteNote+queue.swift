import AGI
import CallControl
import Routing

extension RouteNote {
    /// What came of a queue.
    struct Queue: Sendable {
        var name: QueueName
        var result: QueueResult
    }
}

extension RouteNote.Queue {
    /// - Returns: `nil` when the caller was in none, or goes back to it.
    init?(asked environment: AGIEnvironment, decision: Decision) {
        guard let queue = environment.argument(DialplanName.Argument.queue), !queue.isEmpty,
            let text = environment.argument(DialplanName.Argument.result), let exit = QueueExit(dialplan: text)
        else { return nil }
        name = QueueName(queue: queue)
        if let status = QueueResult(rawValue: String(text.trimmingPrefix("QUEUE-"))), exit != .askedForCallback {
            result = status
            return
        }
        switch (exit, decision.step) {
        case (.askedForCallback, .callback(.request, _)): result = .callback
        // He was told something for so long that his time is over.
        case (.told, let step) where !step.isQueue: result = .timeout
        case (.nobodyThere, _): result = text.hasPrefix("QUEUE-JOIN") ? .joinEmpty : .leaveEmpty
        default: return nil
        }
    }
}

extension Step {
    fileprivate var isQueue: Bool { if case .queue = self { true } else { false } }
}
