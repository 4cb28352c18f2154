import Foundation

/// A client's request to be called back, as it is kept.
public struct CallbackRecord: Sendable, Hashable, Codable, Identifiable {
    /// An attempt.
    public struct Attempt: Sendable, Hashable, Codable {
        /// From 1.
        public var number: Int
        /// When the client's telephone was to ring.
        public var began: Date
        /// Linkedid of the call.
        public var call: String
        /// When it was over, or the talk began.
        public var ended: Date?
        /// answered, busy, noAnswer, unreachable, voicemail, broken.
        public var result: String?

        /// An attempt of these values.
        public init(number: Int, began: Date, call: String, ended: Date? = nil, result: String? = nil) {
            self.number = number
            self.began = began
            self.call = call
            self.ended = ended
            self.result = result
        }
    }

    /// Its number; 0: it is not kept yet.
    public var id: Int64 = 0
    /// The queue's extension.
    public var queue: String
    /// The client's number, E.164.
    public var number: String
    /// His name.
    public var name: String?
    /// The language he was spoken to.
    public var language: String
    /// Linkedid of the call he asked in; empty: an operator asked for him.
    public var call: String
    /// When he had entered the queue.
    public var arrived: Date
    /// When he asked.
    public var asked: Date
    /// How many attempts at most.
    public var mostAttempts: Int
    /// How long attempts are begun, in seconds.
    public var window: TimeInterval
    /// Pause after an attempt, in seconds.
    public var retry: TimeInterval
    /// From when the window counts.
    public var windowFrom: Date
    /// waiting, queued, dialing, ended.
    public var state: String
    /// While it waits: until when at least.
    public var until: Date?
    /// While it is queued or dialing: which attempt.
    public var attempt: Int?
    /// connected, failed, cancelled; `nil`: it is open.
    public var outcome: String?
    /// Why, for people.
    public var reason: String?
    /// When it came out.
    public var ended: Date?
    /// Attempts in which the client's telephone may have rung, oldest first.
    public var attempts: [Attempt] = []

    /// A new request.
    public init(
        queue: String, number: String, name: String? = nil, language: String, call: String, arrived: Date, asked: Date,
        mostAttempts: Int, window: TimeInterval, retry: TimeInterval
    ) {
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
        state = "waiting"
        until = asked
    }
}
