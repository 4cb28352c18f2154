import Foundation

/// All open requests to be called back: a pure state machine.
///
/// A place in the queue is kept by a virtual caller, so that app_queue's own fairness holds; when an agent has answered it
/// the client is rung. What happens at one moment is on disk before it is done, and the dialplan writes down what became
/// of an attempt: so a process that starts again goes on where the last one ended, and rings nobody twice.
public struct Callbacks: Sendable {
    /// Pause before a place in the queue is taken again that Asterisk did not give, in seconds.
    static let pause: TimeInterval = 10

    /// Open requests by ID.
    public private(set) var open: [Int64: Callback] = [:]
    /// Clients who are on the line: calls they have made, and those in which they are called back, by the number.
    private var onLine: [String: Set<String>] = [:]

    /// None.
    public init() {}

    /// The open request of a client in a queue.
    public func request(queue: String, number: String) -> Callback? {
        open.values.first { $0.queue == queue && $0.number == number }
    }

    /// A new request, which is on disk.
    ///
    /// - Parameter isOnLine: the client hears yet, in the call he has asked in, that he will be called back: nobody is to
    ///   answer for him before that call is over.
    public mutating func add(_ callback: Callback, isOnLine: Bool = false) -> [CallbackEffect] {
        open[callback.id] = callback
        if isOnLine { onLine[callback.number, default: []].insert(callback.call) }
        return [.tell(.requested, callback)]
    }

    /// Time has passed.
    ///
    /// - Parameter hours: whether clients may be called back now, by the queue's extension; `nil`: the queue offers no
    ///   callbacks any more.
    public mutating func tick(at moment: Date, hours: (String) -> Hours?) -> [CallbackEffect] {
        open.values.sorted { ($0.arrived, $0.id) < ($1.arrived, $1.id) }
            .flatMap { advance($0, hours: hours($0.queue), at: moment) }
    }

    /// Whether clients may be called back.
    public enum Hours: Sendable, Hashable {
        /// They may; not now, so requests wait; not any more, so they end.
        case open, quiet, over
    }

    private mutating func advance(_ callback: Callback, hours: Hours?, at moment: Date) -> [CallbackEffect] {
        var callback = callback
        switch callback.state {
        case .dialing, .ended: return []
        case .queued, .waiting: break
        }
        switch hours {
        case nil: return end(callback, .failed, "the queue offers no callbacks any more", at: moment)
        case .over: return end(callback, .failed, "outside the hours of callbacks", at: moment)
        case .quiet:
            // The window begins when they are over.
            guard !callback.isHeldBack else { return [] }
            callback.windowFrom = .distantFuture
            guard case .queued(let attempt) = callback.state else { return keep(callback) }
            return withdraw(callback, attempt: attempt, until: moment)
        case .open:
            if callback.isHeldBack {
                callback.windowFrom = moment
                return keep(callback) + advance(callback, hours: hours, at: moment)
            }
        }
        guard moment < callback.deadline else {
            return end(callback, .failed, "nobody was free in time", at: moment)
        }
        guard case .waiting(let until) = callback.state, until <= moment, onLine[callback.number] == nil else {
            return []
        }
        let attempt = callback.attempts.count + 1
        callback.state = .queued(attempt: attempt)
        return keep(callback) + [.enqueue(callback, attempt: attempt)]
    }

    // MARK: An attempt

    /// An agent is there, and the client's telephone is about to ring.
    ///
    /// - Returns: `nil` when it may not.
    public mutating func dial(_ id: Int64, attempt: Int, call: String, at moment: Date) -> [CallbackEffect]? {
        guard var callback = open[id], callback.state == .queued(attempt: attempt) else { return nil }
        callback.state = .dialing(attempt: attempt)
        callback.attempts.append(.init(number: attempt, began: moment, call: call))
        // He has one telephone: what else he has asked for waits until this is over.
        return keep(callback) + [.tell(.dialing, callback)]
            + clientCalls(callback.number, call: call, at: moment)
    }

    /// The client and the agent hear each other.
    public mutating func connected(_ id: Int64, attempt: Int, at moment: Date) -> [CallbackEffect] {
        guard let callback = open[id], callback.state == .dialing(attempt: attempt) else { return [] }
        return conclude(callback, .answered, at: moment)
    }

    /// A virtual caller is there. His place may have been given up after Asterisk was asked for it, and before he came.
    public func appeared(_ id: Int64, attempt: Int) -> [CallbackEffect] {
        switch open[id]?.state {
        case .queued(attempt), .dialing(attempt): []
        default: [.withdraw(id, attempt: attempt)]
        }
    }

    /// The virtual caller is gone.
    public mutating func gone(_ id: Int64, attempt: Int, at moment: Date) -> [CallbackEffect] {
        guard let callback = open[id] else { return [] }
        switch callback.state {
        case .queued(attempt):
            // Nobody is logged in, or Asterisk could not do it.
            return wait(callback, until: moment.addingTimeInterval(Self.pause))
        case .dialing(attempt): return [.lookUp(id, attempt: attempt)]
        default: return []
        }
    }

    /// What the dialplan has written down of an attempt whose channels are gone.
    public mutating func found(
        _ trace: CallbackTrace, of id: Int64, attempt: Int, at moment: Date
    ) -> [CallbackEffect] {
        guard var callback = open[id], callback.state == .dialing(attempt: attempt) else { return [] }
        switch trace {
        case .none:
            // Whoever was to ring the client did not come to it: the attempt is still to be made.
            callback.attempts.last.map { callEnded($0.call) }
            callback.attempts.removeAll { $0.number == attempt }
            return wait(callback, until: moment)
        case .dialing: return conclude(callback, .broken, at: moment)
        case .over(let result): return conclude(callback, result, at: moment)
        }
    }

    private mutating func conclude(
        _ callback: Callback, _ result: Callback.Result, at moment: Date
    ) -> [CallbackEffect] {
        var callback = callback
        guard let last = callback.attempts.indices.last else { return [] }
        callback.attempts[last].result = result
        callback.attempts[last].ended = moment
        return goOn(callback, after: callback.attempts[last], result, at: moment)
            + [.forget(callback.id, attempt: callback.attempts[last].number)]
    }

    private mutating func goOn(
        _ callback: Callback, after attempt: Callback.Attempt, _ result: Callback.Result, at moment: Date
    ) -> [CallbackEffect] {
        guard result != .answered else { return end(callback, .connected, nil, at: moment) }
        callEnded(attempt.call)
        guard callback.attempts.count < callback.mostAttempts else {
            return end(callback, .failed, result.reason, at: moment)
        }
        let next = moment.addingTimeInterval(callback.retry)
        guard next < callback.deadline else {
            let reason = "\(result.reason), and there is no time for another attempt"
            return end(callback, .failed, reason, at: moment)
        }
        var callback = callback
        callback.state = .waiting(until: next)
        return keep(callback) + [.tell(.retry, callback)]
    }

    // MARK: Ends

    /// Takes a request back.
    ///
    /// - Returns: `nil` when there is none that is open, or the client rings already.
    public mutating func cancel(_ id: Int64, reason: String, at moment: Date) -> [CallbackEffect]? {
        guard let callback = open[id] else { return nil }
        if case .dialing = callback.state { return nil }
        return end(callback, .cancelled, reason, at: moment)
    }

    /// Makes the next attempt at once.
    ///
    /// - Returns: `nil` when there is no such request, or an attempt is under way.
    public mutating func retry(_ id: Int64, at moment: Date) -> [CallbackEffect]? {
        guard let callback = open[id], case .waiting = callback.state else { return nil }
        return wait(callback, until: moment)
    }

    /// Takes a request up again that has failed: with as many attempts and as long a window as it had.
    public mutating func reopen(_ callback: Callback, attempts: Int, at moment: Date) -> [CallbackEffect] {
        var callback = callback
        callback.mostAttempts = callback.attempts.count + attempts
        callback.windowFrom = moment
        return wait(callback, until: moment) + [.tell(.requested, callback)]
    }

    /// A client has called, whom a callback is open for: his place waits for him until it is known whether he is answered.
    public mutating func clientCalls(_ number: String, call: String, at moment: Date) -> [CallbackEffect] {
        let his = open.values.filter { $0.number == number }
        guard !his.isEmpty, onLine[number, default: []].insert(call).inserted else { return [] }
        return his.flatMap { callback -> [CallbackEffect] in
            guard case .queued(let attempt) = callback.state else { return [] }
            return withdraw(callback, attempt: attempt, until: moment)
        }
    }

    /// A client's own call was answered.
    ///
    /// - Parameter queue: the queue in which he waited, whose request is done with; `nil`: in none, and all are.
    public mutating func clientTalks(
        _ number: String, queue: String?, at moment: Date
    ) -> [CallbackEffect] {
        open.values.filter { $0.number == number && (queue == nil || $0.queue == queue) }.sorted { $0.id < $1.id }
            .flatMap { cancel($0.id, reason: "the client has called and was answered", at: moment) ?? [] }
    }

    /// A call is part of another one now.
    public mutating func callMerged(_ call: String, into other: String) {
        for (number, calls) in onLine where calls.contains(call) {
            onLine[number] = calls.subtracting([call]).union([other])
        }
    }

    /// A call is over.
    public mutating func callEnded(_ call: String) {
        for (number, calls) in onLine where calls.contains(call) {
            onLine[number] = calls.count == 1 ? nil : calls.subtracting([call])
        }
    }

    // MARK: After a restart

    /// Takes up what is on disk, or was known before the connection was lost.
    ///
    /// - Parameters:
    ///   - callbacks: the open ones.
    ///   - live: attempts whose virtual caller is there.
    ///   - traces: what the dialplan has written down.
    ///   - asteriskStarted: what it wrote down in the last second before it ended may be lost (db.c, `db_sync_thread`).
    ///   - isThere: whether a call goes on, by its Linkedid: the client may still be in the one he has asked in.
    public mutating func adopt(
        _ callbacks: [Callback], live: [(id: Int64, attempt: Int)], traces: (Int64, Int) -> CallbackTrace,
        isThere: (String) -> Bool = { _ in false }, asteriskStarted: Date = .distantPast, at moment: Date
    ) -> [CallbackEffect] {
        open = Dictionary(callbacks.filter(\.isOpen).map { ($0.id, $0) }) { first, _ in first }
        onLine = [:]
        for callback in open.values where isThere(callback.call) {
            onLine[callback.number, default: []].insert(callback.call)
        }
        var effects: [CallbackEffect] = []
        for callback in open.values.sorted(by: { $0.id < $1.id }) {
            switch callback.state {
            case .queued(let attempt):
                guard !live.contains(where: { $0 == (callback.id, attempt) }) else { continue }
                effects += wait(callback, until: moment)
            case .dialing(let attempt):
                var trace = traces(callback.id, attempt)
                if trace == .none, let began = callback.attempts.last?.began, began < asteriskStarted {
                    trace = .dialing
                }
                if trace == .over(.answered) || !live.contains(where: { $0 == (callback.id, attempt) }) {
                    effects += found(trace, of: callback.id, attempt: attempt, at: moment)
                }
            case .waiting, .ended: continue
            }
        }
        for callback in open.values {
            guard case .dialing = callback.state, let call = callback.attempts.last?.call else { continue }
            effects += clientCalls(callback.number, call: call, at: moment)
        }
        // Nobody's: the request has ended, or another attempt is under way.
        for (id, attempt) in live {
            switch open[id]?.state {
            case .queued(attempt), .dialing(attempt): continue
            default:
                if traces(id, attempt) == .none { effects.append(.withdraw(id, attempt: attempt)) }
            }
        }
        return effects
    }

    // MARK: Parts

    private mutating func keep(_ callback: Callback) -> [CallbackEffect] {
        open[callback.id] = callback.isOpen ? callback : nil
        return [.store(callback)]
    }

    private mutating func wait(_ callback: Callback, until moment: Date) -> [CallbackEffect] {
        var callback = callback
        callback.state = .waiting(until: moment)
        return keep(callback)
    }

    private mutating func withdraw(_ callback: Callback, attempt: Int, until moment: Date) -> [CallbackEffect] {
        wait(callback, until: moment) + [.withdraw(callback.id, attempt: attempt)]
    }

    private mutating func end(
        _ callback: Callback, _ outcome: Callback.Outcome, _ reason: String?, at moment: Date
    ) -> [CallbackEffect] {
        var ended = callback
        ended.state = .ended(outcome, reason: reason, at: moment)
        var effects = keep(ended)
        if case .queued(let attempt) = callback.state { effects.append(.withdraw(callback.id, attempt: attempt)) }
        return effects + [.tell(outcome.event, ended)]
    }
}

extension Callback.Outcome {
    fileprivate var event: CallbackEvent {
        switch self {
        case .connected: .connected
        case .failed: .failed
        case .cancelled: .cancelled
        }
    }
}

extension Callback.Result {
    /// For people.
    public var reason: String {
        switch self {
        case .answered: "answered"
        case .busy: "the client was busy"
        case .noAnswer: "the client did not pick up"
        case .unreachable: "the client could not be reached"
        case .voicemail: "the client's voicemail answered, or nobody pressed 1"
        case .broken: "the call was broken off while the client's telephone rang"
        }
    }
}
