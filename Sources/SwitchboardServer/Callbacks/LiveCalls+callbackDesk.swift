import CallControl
import Foundation
import Routing
import Storage

/// What operators do about callbacks, by command line or AMI.
extension LiveCalls: CallbackOperatorDesk {
    func requestCallback(queue: String, number: String) async throws(CallDeskError) -> CallbackReceipt {
        try await carryOut(.request(queue: queue, number: number), by: Self.commandLine)
    }

    func retryCallback(_ id: Int64) async throws(CallDeskError) -> CallbackReceipt {
        try await carryOut(.retry(id), by: Self.commandLine)
    }

    func cancelCallback(_ id: Int64) async throws(CallDeskError) -> CallbackReceipt {
        try await carryOut(.cancel(id), by: Self.commandLine)
    }

    /// Does what is asked for.
    ///
    /// - Parameter name: who asks.
    func carryOut(_ request: CallbackRequest, by name: String) async throws(CallDeskError) -> CallbackReceipt {
        guard connectedSince != nil else { throw .notConnected }
        guard let table = tables.current else { throw .notPossible("there is no office yet") }
        let moment = Date()
        let callback =
            switch request {
            case .request(let queue, let number): try await ask(queue, number, table: table, at: moment)
            case .retry(let id): try await retry(id, table: table, at: moment)
            case .cancel(let id): try await cancel(id, reason: "cancelled by \(name)", at: moment)
            }
        return CallbackReceipt(callback: callback.id, queue: callback.queue, number: callback.number)
    }

    private func ask(
        _ queue: String, _ number: String, table: RoutingTable, at moment: Date
    ) async throws(CallDeskError) -> Callback {
        let wish: CallbackWish
        do {
            wish = try table.callbackWish(queue: queue, number: number, at: moment)
        } catch {
            throw CallDeskError(error)
        }
        if let open = callbacks.request(queue: wish.queue, number: wish.number) {
            throw .notPossible("\(wish.number) is called back already: callback \(open.id)")
        }
        guard let callback = await add(wish, name: nil, call: "", at: moment) else { throw Self.notWritten }
        return callback
    }

    private func retry(_ id: Int64, table: RoutingTable, at moment: Date) async throws(CallDeskError) -> Callback {
        guard let callback = callbacks.open[id] else { return try await reopen(id, table: table, at: moment) }
        if case .queued = callback.state {
            throw .notPossible("callback \(id) waits for an agent already")
        }
        guard let effects = callbacks.retry(id, at: moment) else { throw Self.beingCalled }
        guard await perform(effects) else { throw Self.notWritten }
        return callback
    }

    /// Takes up again what has failed, as its queue calls back now.
    private func reopen(_ id: Int64, table: RoutingTable, at moment: Date) async throws(CallDeskError) -> Callback {
        var callback = try kept(id)
        guard callback.outcome == .failed else { throw Self.over(callback) }
        if let open = callbacks.request(queue: callback.queue, number: callback.number) {
            throw .notPossible("\(callback.number) is called back already: callback \(open.id)")
        }
        let rules: Queue.Callback
        do {
            rules = try table.callback(of: callback.queue, to: callback.number, at: moment)
        } catch {
            throw CallDeskError(error)
        }
        callback.window = TimeInterval(rules.window.count)
        callback.retry = TimeInterval(rules.retry.count)
        guard await perform(callbacks.reopen(callback, attempts: rules.attempts, at: moment)) else {
            // As it is on disk.
            _ = callbacks.cancel(id, reason: "", at: moment)
            throw Self.notWritten
        }
        return callback
    }

    private func cancel(_ id: Int64, reason: String, at moment: Date) async throws(CallDeskError) -> Callback {
        guard let callback = callbacks.open[id] else { throw Self.over(try kept(id)) }
        guard let effects = callbacks.cancel(id, reason: reason, at: moment) else { throw Self.beingCalled }
        guard await perform(effects) else { throw Self.notWritten }
        return callback
    }

    /// One that is over, as it was kept.
    private func kept(_ id: Int64) throws(CallDeskError) -> Callback {
        let record: CallbackRecord?
        do {
            record = try store.callback(id)
        } catch {
            throw .notDone("\(error)")
        }
        guard let callback = record.flatMap({ Callback($0) }) else { throw .noSuchCallback(id) }
        return callback
    }

    private static func over(_ callback: Callback) -> CallDeskError {
        .notPossible("callback \(callback.id) is over: \(callback.outcome?.rawValue ?? "not known")")
    }

    private static let beingCalled = CallDeskError.notPossible("the client is being called already")
    private static let notWritten = CallDeskError.notDone("it could not be written: see the server's log")
}

extension CallDeskError {
    init(_ refusal: CallbackRefusal) {
        switch refusal {
        case .noSuchQueue, .notANumber, .notAllowed: self = .badTarget("\(refusal)")
        case .noCallbacks, .outsideHours: self = .notPossible("\(refusal)")
        }
    }
}
