import Foundation

/// A client's request to be called back, and how far it has come.
public struct Callback: Sendable, Hashable, Identifiable {
    /// An attempt in which the client's telephone may have rung.
    public struct Attempt: Sendable, Hashable {
        /// From 1.
        public var number: Int
        /// When his telephone was to ring.
        public var began: Date
        /// Linkedid of the call.
        public var call: String
        /// When it was over, or the talk began.
        public var ended: Date?
        /// What came of it.
        public var result: Result?

        /// An attempt of these values.
        public init(number: Int, began: Date, call: String, ended: Date? = nil, result: Result? = nil) {
            self.number = number
            self.began = began
            self.call = call
            self.ended = ended
            self.result = result
        }
    }

    /// What came of ringing the client.
    public enum Result: String, Sendable, Hashable {
        /// He and the agent talk.
        case answered
        /// He was busy or rejected the call.
        case busy
        /// He did not pick up.
        case noAnswer
        /// His telephone is off, or no way led there.
        case unreachable
        /// Somebody or something picked up, and was not he: nobody pressed 1, or a machine answered.
        case voicemail
        /// The agent hung up first, or Asterisk ended.
        case broken
    }

    /// How far it has come.
    public enum State: Sendable, Hashable {
        /// Nothing happens before this moment.
        case waiting(until: Date)
        /// A place in the queue is kept for this attempt.
        case queued(attempt: Int)
        /// An agent is there, and the client rings.
        case dialing(attempt: Int)
        /// It is over.
        case ended(Outcome, reason: String?, at: Date)
    }

    /// How it came out. Every request has exactly one in the end.
    public enum Outcome: String, Sendable, Hashable {
        /// The client and an agent talk.
        case connected
        /// He could not be reached, or there was nobody to talk with him in time.
        case failed
        /// He was answered otherwise, took it back, or an operator did.
        case cancelled
    }

    /// The store's number of it.
    public var id: Int64
    /// The queue's extension.
    public var queue: String
    /// The client's number, E.164.
    public var number: String
    /// His name as he came.
    public var name: String?
    /// The language he was spoken to.
    public var language: String
    /// Linkedid of the call he asked in.
    public var call: String
    /// When he had entered the queue: his place.
    public var arrived: Date
    /// When he asked.
    public var asked: Date
    /// How many attempts at most.
    public var mostAttempts: Int
    /// How long attempts are begun, in seconds.
    public var window: TimeInterval
    /// Pause after an attempt, in seconds.
    public var retry: TimeInterval
    /// From when the window counts: the request, or the end of the quiet hours that held it back. The distant future while
    /// they do.
    public var windowFrom: Date
    /// How far it has come.
    public var state: State
    /// Attempts so far, oldest first.
    public var attempts: [Attempt] = []

    /// A request as it is put down.
    public init(
        id: Int64, queue: String, number: String, name: String?, language: String, call: String, arrived: Date,
        asked: Date, mostAttempts: Int, window: TimeInterval, retry: TimeInterval
    ) {
        self.id = id
        self.queue = queue
        self.number = number
        self.name = name
        self.language = language
        self.call = call
        self.arrived = arrived
        self.asked = asked
        self.mostAttempts = mostAttempts
        self.window = window
        self.retry = retry
        windowFrom = asked
        state = .waiting(until: asked)
    }

    /// Whether it has no outcome yet.
    public var isOpen: Bool { outcome == nil }
    /// How it came out; `nil`: it is open.
    public var outcome: Outcome? {
        if case .ended(let outcome, _, _) = state { outcome } else { nil }
    }
    /// Whether quiet hours hold it back.
    public var isHeldBack: Bool { windowFrom.timeIntervalSince(asked) > 100 * 365 * 86_400 }
    /// Until when attempts are begun.
    public var deadline: Date { windowFrom.addingTimeInterval(window) }
}

/// What comes of a step of a callback, in order.
public enum CallbackEffect: Sendable, Hashable {
    /// To be on disk before what follows.
    case store(Callback)
    /// The client's place in the queue is to be taken for an attempt.
    case enqueue(Callback, attempt: Int)
    /// The place is given up.
    case withdraw(Int64, attempt: Int)
    /// What the dialplan has written down of an attempt is to be read: ``Callbacks/found(_:of:attempt:at:)``.
    case lookUp(Int64, attempt: Int)
    /// What it has written down is not needed any more.
    case forget(Int64, attempt: Int)
    /// Operators and whoever is to be notified are told.
    case tell(CallbackEvent, Callback)
}

/// What operators are told of a callback.
public enum CallbackEvent: String, Sendable, Hashable {
    case requested, dialing, connected, retry, failed, cancelled
}

/// What the dialplan has written down of an attempt (asterisk-conf/include/extensions.conf, switchboard-callback-dial).
public enum CallbackTrace: Sendable, Hashable {
    /// The client's telephone was never rung.
    case none
    /// It was rung, and nothing is known of what came of it.
    case dialing
    /// It is known what came of it.
    case over(Callback.Result)
}
