import CallControl
import Foundation
import Storage

extension CallbackRecord {
    /// A request as it is kept.
    init(_ callback: Callback) {
        self.init(
            queue: callback.queue, number: callback.number, name: callback.name, language: callback.language,
            call: callback.call, arrived: callback.arrived, asked: callback.asked, mostAttempts: callback.mostAttempts,
            window: callback.window, retry: callback.retry)
        id = callback.id
        windowFrom = callback.windowFrom
        (until, attempt, outcome, reason, ended) = (nil, nil, nil, nil, nil)
        switch callback.state {
        case .waiting(let moment):
            state = "waiting"
            until = moment
        case .queued(let number):
            state = "queued"
            attempt = number
        case .dialing(let number):
            state = "dialing"
            attempt = number
        case .ended(let result, let why, let moment):
            state = "ended"
            (outcome, reason, ended) = (result.rawValue, why, moment)
        }
        attempts = callback.attempts.map {
            Attempt(number: $0.number, began: $0.began, call: $0.call, ended: $0.ended, result: $0.result?.rawValue)
        }
    }
}

extension Callback {
    /// A request as it was kept; `nil`: another version wrote what this one can't read.
    init?(_ record: CallbackRecord) {
        let state: State
        switch (record.state, record.attempt, record.outcome.flatMap(Outcome.init)) {
        case ("waiting", _, _): state = .waiting(until: record.until ?? record.asked)
        case ("queued", let number?, _): state = .queued(attempt: number)
        case ("dialing", let number?, _): state = .dialing(attempt: number)
        case ("ended", _, let outcome?):
            state = .ended(outcome, reason: record.reason, at: record.ended ?? record.asked)
        default: return nil
        }
        self.init(
            id: record.id, queue: record.queue, number: record.number, name: record.name, language: record.language,
            call: record.call, arrived: record.arrived, asked: record.asked, mostAttempts: record.mostAttempts,
            window: record.window, retry: record.retry)
        windowFrom = record.windowFrom
        self.state = state
        attempts = record.attempts.map {
            Attempt(
                number: $0.number, began: $0.began, call: $0.call, ended: $0.ended,
                result: $0.result.flatMap(Result.init))
        }
    }
}
