import AMI
import CallControl
import Foundation
import Routing
import Storage

/// Clients who are called back.
extension LiveCalls: CallbackDesk {
    func carryOut(_ order: CallbackOrder, name: String?, call: String, at moment: Date) async -> Bool {
        switch order {
        case .request(let wish): await add(wish, name: name, call: call, at: moment) != nil
        case .cancel(let queue, let number):
            await cancel(queue: queue, number: number, reason: "the client has pressed the key again", at: moment)
        }
    }

    /// Puts a request down.
    ///
    /// - Returns: it; `nil`: it could not be written, there is one already, or the queue offers no callbacks.
    func add(_ wish: CallbackWish, name: String?, call: String, at moment: Date) async -> Callback? {
        guard let callback = tables.current?.queue(extension: wish.queue)?.callback else { return nil }
        let record = CallbackRecord(
            queue: wish.queue, number: wish.number, name: name, language: wish.language, call: call,
            arrived: wish.arrived, asked: moment, mostAttempts: callback.attempts,
            window: TimeInterval(callback.window.count), retry: TimeInterval(callback.retry.count))
        do {
            guard let kept = try store.add(record), let callback = Callback(kept) else { return nil }
            logger.notice(
                "a callback is asked for", metadata: ["callback": "\(callback.id)", "queue": "\(wish.queue)"])
            // Until he has heard it all he is on the line.
            await perform(callbacks.add(callback, isOnLine: picture.call(call) != nil))
            return callback
        } catch {
            logger.error("a callback can't be written", metadata: ["error": "\(error)"])
            return nil
        }
    }

    func mayDial(_ attempt: CallbackAttemptID, call: String, at moment: Date) async -> Bool {
        guard let effects = callbacks.dial(attempt.request, attempt: attempt.number, call: call, at: moment) else {
            logger.warning("a callback is not dialled", metadata: ["attempt": "\(attempt)"])
            return false
        }
        guard await perform(effects) else {
            // Not on disk: the client does not ring.
            _ = callbacks.found(.none, of: attempt.request, attempt: attempt.number, at: moment)
            return false
        }
        return true
    }

    // MARK: What happens

    /// Time has passed.
    func advanceCallbacks(at moment: Date) async {
        guard connectedSince != nil, !callbacks.open.isEmpty, let table = tables.current else { return }
        await perform(
            callbacks.tick(at: moment) { queue in
                guard table.queue(extension: queue)?.callback != nil else { return nil }
                switch table.callbackHours(of: queue, at: moment) {
                case .open: return .open
                case .quiet: return .quiet
                case .over: return .over
                }
            })
    }

    /// A virtual caller may have come, or ended.
    func callbackHeard(_ message: AMIMessage, at moment: Date) async {
        guard let name = message["Channel"], let channel = CallbackChannel(name) else { return }
        let (id, attempt) = (channel.attempt.request, channel.attempt.number)
        switch message.event {
        case "Newchannel": await perform(callbacks.appeared(id, attempt: attempt))
        case "Hangup" where channel.isClientSide: await perform(callbacks.gone(id, attempt: attempt, at: moment))
        default: break
        }
    }

    /// An agent is rung for a client: the history has to know whose call it is.
    func callbackBegan(_ call: Call, at moment: Date) {
        guard let attempt = call.callback, let callback = callbacks.open[attempt.request], let table = tables.current
        else { return }
        history.note(CallFacts(callback, table: table, at: moment), of: call.id)
    }

    /// People talk: a client with the agent who was called for him, or one who has called himself.
    func callbackTalk(_ talk: CallControl.Talk, in call: Call) async {
        if let attempt = call.callback {
            await perform(callbacks.connected(attempt.request, attempt: attempt.number, at: talk.began))
            return
        }
        guard let caller = call.caller, talk.has(caller.id), let client = history.client(of: call) else { return }
        await perform(callbacks.clientTalks(client.number, queue: client.queue, at: talk.began))
    }

    /// A call from outside has asked where to go.
    func callbackCaller(_ facts: CallFacts, call: String, at moment: Date) async {
        guard facts.origin == .external, !facts.isCallback, let number = facts.callerNumber else { return }
        await perform(callbacks.clientCalls(number, call: call, at: moment))
    }

    /// After a login: what is on disk, against what is there.
    ///
    /// - Parameter started: since when this Asterisk runs.
    func adoptCallbacks(_ snapshot: AsteriskSnapshot, asteriskStarted started: Date) async {
        let live = snapshot.picture.channels.compactMap { CallbackChannel($0.channel.name) }.filter(\.isClientSide)
        do {
            let kept = try store.openCallbacks().compactMap { Callback($0) }
            await perform(
                callbacks.adopt(
                    kept, live: live.map { ($0.attempt.request, $0.attempt.number) },
                    traces: { snapshot.callbacks[CallbackAttemptID(request: $0, number: $1)] },
                    isThere: { picture.call($0) != nil }, asteriskStarted: started, at: snapshot.moment))
            // Who waits himself is not called meanwhile.
            for call in picture.calls {
                guard let client = history.client(of: call) else { continue }
                await perform(callbacks.clientCalls(client.number, call: call.id, at: snapshot.moment))
            }
        } catch {
            logger.error("the callbacks can't be read", metadata: ["error": "\(error)"])
        }
    }

    // MARK: Effects

    /// - Returns: whether all that is to be on disk is.
    @discardableResult
    func perform(_ effects: [CallbackEffect]) async -> Bool {
        for effect in effects {
            switch effect {
            case .store(let callback):
                do {
                    try store.save(CallbackRecord(callback))
                } catch {
                    logger.error(
                        "a callback can't be written", metadata: ["callback": "\(callback.id)", "error": "\(error)"])
                    return false
                }
            case .enqueue(let callback, let attempt):
                let queue = tables.current?.queue(extension: callback.queue)
                let name = tables.current.flatMap { table in
                    queue.map { table.asteriskQueue(for: $0, language: callback.language) }
                }
                send(.enqueue(callback, attempt: attempt, in: name ?? ""), of: (callback.id, attempt))
            case .withdraw(let id, let attempt):
                let attempt = CallbackAttemptID(request: id, number: attempt)
                for channel in picture.names(where: { CallbackChannel($0)?.attempt == attempt }) {
                    send(AMIAction("Hangup", ["Channel": channel, "Cause": "16"]), of: nil)
                }
            case .lookUp(let id, let attempt): lookUp(CallbackAttemptID(request: id, number: attempt))
            case .forget(let id, let attempt):
                send(.forget(CallbackAttemptID(request: id, number: attempt)), of: nil)
            case .tell(let event, let callback):
                logger.notice(
                    "callback", metadata: ["callback": "\(callback.id)", "event": "\(event.rawValue)"])
                await outbox.send([.callback(event, callback, table: tables.current)])
                if let fact = AlertFact(event, callback, table: tables.current) { alerts.note(fact) }
            }
        }
        return true
    }

    /// Asterisk's answers come by the same connection as its events: nobody waits for them here.
    private func send(_ action: AMIAction, of attempt: (id: Int64, number: Int)?) {
        let (client, logger, input) = (client, logger, input)
        Task {
            do {
                let reply = try await client.send(action)
                guard !reply.isSuccess else { return }
                logger.error(
                    "Asterisk refuses a callback's action",
                    metadata: ["action": "\(action.name)", "asterisk": "\(reply.message)"])
            } catch {
                logger.error("a callback's action failed", metadata: ["action": "\(action.name)", "error": "\(error)"])
            }
            guard let attempt else { return }
            input.yield(.callbackGone(id: attempt.id, attempt: attempt.number))
        }
    }

    private func lookUp(_ id: CallbackAttemptID) {
        let (client, logger, input) = (client, logger, input)
        Task {
            do {
                let reply = try await client.send(
                    AMIAction("DBGetTree", ["Family": CallbackTraces.family]), within: .seconds(10))
                input.yield(.callbackTrace(CallbackTraces(reply.events)[id], id: id.request, attempt: id.number))
            } catch {
                // With the next login all are looked at.
                logger.warning("a callback can't be looked up", metadata: ["error": "\(error)"])
            }
        }
    }
}

extension LiveCalls {
    /// - Returns: whether there was one that could be taken back.
    func cancel(queue: String, number: String, reason: String, at moment: Date) async -> Bool {
        guard let callback = callbacks.request(queue: queue, number: number),
            let effects = callbacks.cancel(callback.id, reason: reason, at: moment)
        else { return false }
        return await perform(effects)
    }
}

extension OperatorEvent {
    /// How a callback goes on.
    static func callback(_ event: CallbackEvent, _ callback: Callback, table: RoutingTable?) -> Self {
        var (until, reason): (String?, String?) = (nil, nil)
        switch callback.state {
        case .waiting(let moment): until = String(Int(moment.timeIntervalSince1970))
        case .ended(_, let why, _): reason = why
        case .queued, .dialing: break
        }
        let attempt = callback.attempts.last
        return Self(
            "SwitchboardCallback",
            [
                ("Linkedid", event == .requested ? callback.call : attempt?.call ?? callback.call),
                ("Callback", String(callback.id)), ("State", event.rawValue),
                ("Queue", table?.queue(extension: callback.queue)?.name ?? callback.queue),
                ("Number", callback.number), ("Name", callback.name),
                ("Attempt", attempt.map { String($0.number) }), ("Result", attempt?.result?.rawValue),
                ("Next", event == .retry ? until : nil), ("Reason", reason),
            ])
    }
}
