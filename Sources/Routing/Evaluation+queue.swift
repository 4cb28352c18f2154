import Foundation

extension Evaluation {
    /// Sends the caller into a queue.
    mutating func enter(queue name: String) -> Step {
        guard let queue = table.queue(name) else { return failure("queue \(name) does not exist") }
        guard !cursor.tried.contains(.queue(name)) else {
            explain("queue \(name) was tried for this call already: a loop")
            return deadEnd()
        }
        guard mayGoOn() else { return deadEnd() }
        cursor.tried.append(.queue(name))
        return wait(in: queue, since: moment)
    }

    /// Waits, for the first time or again: his place is that of his arrival.
    private mutating func wait(in queue: Queue, since arrived: Date) -> Step {
        // As a caller's place it is kept to a tenth of a second.
        let tenths = Int((arrived.timeIntervalSince1970 * 10).rounded())
        cursor.frame = .queue(queue.name, arrived: tenths)
        cursor.trunk = nil
        var left: Seconds?
        if let longest = queue.otherwise.after {
            let waited = Int(moment.timeIntervalSince(arrived).rounded())
            guard waited < longest.count else { return leave(queue, because: "waited \(longest)") }
            left = Seconds(longest.count - max(0, waited))
        }
        explain("queue \(queue.name), \(queue.strategy.rawValue)\(left.map { ", for \($0) at most" } ?? "")")
        let arrival = Date(timeIntervalSince1970: Double(tenths) / 10)
        return .queue(
            QueueWait(
                queue: queue.extension,
                name: table.asteriskQueue(for: queue, language: table.language(for: call, at: cursor)),
                order: QueueWait.order(arrived: arrival), seconds: left))
    }

    /// Goes on with a caller who has left a queue.
    mutating func resume(after exit: QueueExit, from name: String, arrived tenths: Int) -> Step {
        guard let queue = table.queue(name) else { return failure("queue \(name) does not exist") }
        let arrived = Date(timeIntervalSince1970: Double(tenths) / 10)
        switch exit {
        case .timedOut: return leave(queue, because: "nobody has answered")
        case .full: return leave(queue, because: "it is full")
        case .nobodyThere: return leave(queue, because: "nobody is logged in")
        case .unknown: return leave(queue, because: "Asterisk does not know it")
        case .told: return wait(in: queue, since: arrived)
        case .askedForCallback: return callBack(from: queue, arrived: arrived)
        }
    }

    private mutating func leave(_ queue: Queue, because reason: String) -> Step {
        explain("queue \(queue.name): \(reason), otherwise → \(queue.otherwise.to)")
        cursor.frame = nil
        return follow(queue.otherwise.to, of: nil)
    }

    // MARK: Callbacks

    /// He has pressed the key: a number that may be called is noted; whoever has asked already takes it back.
    private mutating func callBack(from queue: Queue, arrived: Date) -> Step {
        let refused = Step.tell([.prompt(Prompt.callbackNotPossible)])
        guard queue.callback != nil else {
            explain("queue \(queue.name) offers no callbacks any more")
            return refused
        }
        guard let client = table.client(of: call) else {
            explain("queue \(queue.name): an anonymous caller or colleague can't be called back")
            return refused
        }
        if memory.openCallbacks.contains(queue.extension) {
            explain("queue \(queue.name): the callback for \(client.e164) is cancelled by the caller")
            return .callback(
                .cancel(queue: queue.extension, number: client.e164), say: [.prompt(Prompt.callbackCancelled)])
        }
        guard let trunk = table.trunks.first(where: { $0.mayCall(client) }) else {
            explain("queue \(queue.name): no trunk may call \(client.e164) (\(client.region), \(client.kind))")
            return refused
        }
        explain("queue \(queue.name): \(client.e164) will be called back through trunk \(trunk.name)")
        let wish = CallbackWish(
            queue: queue.extension, number: client.e164, language: table.language(for: call, at: cursor),
            arrived: arrived)
        return .callback(
            .request(wish), say: [.prompt(Prompt.callbackNoted), .digits(client.digits)])
    }

    /// An agent is there: the client is called.
    mutating func callBack(for name: String) -> Step {
        guard let queue = table.queue(extension: name), let callback = queue.callback else {
            return failure("queue \(name) offers no callbacks any more")
        }
        guard let number = call.caller?.parsed else { return failure("there is no number to call back") }
        explain("queue \(queue.name): an agent is there, \(number.e164) is called back")
        // A leg by itself: what comes of it is the request's business, and no rule's.
        cursor.isMember = true
        let call = MemberCall(
            .number(number.e164), confirm: (callback.answer ?? .confirm) == .confirm, ring: RoutingTable.callbackRing)
        cursor.frame = .member(call)
        return ringIfAllowed(number, as: .number(number.e164), for: nil, seconds: call.ring, confirm: call.confirm)
            ?? .decline(.unreachable)
    }

    /// Whether the leg is that of the client who is called back, and not an agent's.
    var isCallbackToClient: Bool { call.isCallbackToClient(at: cursor) }
}

extension IncomingCall {
    /// Whether the leg is that of the client who is called back, and not an agent's.
    func isCallbackToClient(at cursor: CallCursor) -> Bool {
        guard case .callback = origin, case .member(let member)? = cursor.frame,
            case .number(let number) = member.target
        else { return false }
        return number == caller?.parsed?.e164
    }
}

extension RoutingTable {
    /// How long a client's telephone rings.
    public static let callbackRing = Seconds(40)

    /// The queue with this extension.
    public func queue(extension: String) -> Queue? { queues.values.first { $0.extension == `extension` } }

    /// The cursor of an agent's leg: it rings as the queue says, and gives up without regard to rules.
    ///
    /// - Parameters:
    ///   - member: what stands in the name of the member's interface: a user's extension, or a number.
    ///   - queue: the queue's extension.
    /// - Returns: `nil` where the queue has no such member.
    public func agentCursor(member: String, of queue: String) -> CallCursor? {
        guard let queue = self.queue(extension: queue), let member = queue.members.first(where: { $0.agent == member })
        else { return nil }
        var cursor = CallCursor(revision: revision)
        cursor.isMember = true
        let target: MemberCall.Target
        switch member.to {
        case .user(let name):
            guard let user = users[name] else { return nil }
            switch member.rings(of: user) {
            case .phone: target = .leg(name)
            case .mobile: target = user.phone == nil ? .leg(name) : .number(user.mobile ?? "")
            case .both: target = .telephones(name)
            }
            cursor.frame = .member(
                MemberCall(target, confirm: member.confirmsOutside && member.ringsOutside(user), ring: queue.ring))
        case .number(let number):
            cursor.frame = .member(MemberCall(.number(number), confirm: member.confirmsOutside, ring: queue.ring))
        default: return nil
        }
        return cursor
    }

    /// Whether clients may be called back now.
    public func callbackHours(of queue: String, at moment: Date) -> CallbackHours {
        guard let callback = self.queue(extension: queue)?.callback, let schedule = callback.during,
            !state(ofSchedule: schedule, at: moment).isOpen
        else { return .open }
        return callback.outside == .end ? .over : .quiet
    }
}

/// Whether clients may be called back at a time.
public enum CallbackHours: Sendable, Hashable {
    /// They may.
    case open
    /// Not now: requests wait.
    case quiet
    /// Not any more: requests end with a notice.
    case over
}

extension RoutingTable {
    /// What tells the client whose leg this is from his voicemail; `nil`: it is no client's who is called back.
    public func answer(ofClientAt cursor: CallCursor, in call: IncomingCall) -> Queue.Callback.Answer? {
        guard case .callback(let queue, _) = call.origin, call.isCallbackToClient(at: cursor) else { return nil }
        return self.queue(extension: queue)?.callback?.answer ?? .confirm
    }
}
