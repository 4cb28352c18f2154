import CallControl
import Foundation
import Routing

extension AlertFact {
    /// What is told of a callback besides the operators' event; `nil`: nothing.
    init?(_ event: CallbackEvent, _ callback: Callback, table: RoutingTable?) {
        var fact = CallbackFact(
            id: String(callback.id), queue: table?.queue(extension: callback.queue)?.name ?? callback.queue,
            number: callback.number, name: callback.name, requested: callback.asked, attempts: callback.attempts.count)
        switch event {
        case .requested: self = .callbackRequested(fact)
        case .failed:
            if case .ended(_, let reason, let moment) = callback.state { (fact.reason, fact.ended) = (reason, moment) }
            self = .callbackFailed(fact)
        case .dialing, .connected, .retry, .cancelled: return nil
        }
    }
}
