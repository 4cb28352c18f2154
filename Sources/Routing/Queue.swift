/// A waiting queue on Asterisk's app_queue.
public struct Queue: Sendable, Hashable, Codable {
    /// In which order agents ring: the strategies of app_queue.
    public enum Strategy: String, Sendable, Hashable, Codable, CaseIterable {
        case ringall, linear, rrmemory, leastrecent, fewestcalls, random, wrandom
    }

    /// What waiting callers are told.
    public struct Announcement: Sendable, Hashable, Codable {
        /// Tell the position in the queue.
        public var position: Bool
        /// How often.
        public var every: Seconds

        /// An announcement of these values.
        public init(position: Bool, every: Seconds) {
            self.position = position
            self.every = every
        }
    }

    /// Calling back a client who would rather not wait.
    public struct Callback: Sendable, Hashable, Codable {
        /// The key that asks for a callback.
        public var key: String
        /// How often the offer is made.
        public var offer: Seconds
        /// How long attempts are made, from the request.
        public var window: Seconds
        /// Pause after the client did not pick up.
        public var retry: Seconds
        /// How many attempts at most.
        public var attempts: Int
        /// The number the client sees, E.164.
        public var callerId: String?
        /// Whom to tell of requests and failures.
        public var notify: AlertAddresses?

        /// A callback of these values.
        public init(
            key: String, offer: Seconds, window: Seconds, retry: Seconds, attempts: Int, callerId: String? = nil,
            notify: AlertAddresses? = nil
        ) {
            self.key = key
            self.offer = offer
            self.window = window
            self.retry = retry
            self.attempts = attempts
            self.callerId = callerId
            self.notify = notify
        }
    }

    /// Where a caller goes who has waited enough.
    public struct Otherwise: Sendable, Hashable, Codable {
        /// How long he waits; `nil`: until somebody is free.
        public var after: Seconds?
        /// Where he goes.
        public var to: Destination

        /// A way out of these values.
        public init(after: Seconds? = nil, to: Destination) {
            self.after = after
            self.to = to
        }
    }

    /// The short number.
    public var `extension`: String
    /// Its name in destinations.
    public var name: String
    /// The order of ringing.
    public var strategy: Strategy
    /// The agents.
    public var members: [Destination]
    /// How long an agent rings.
    public var ring: Seconds
    /// Asterisk's class of music on hold.
    public var music: String?
    /// What waiting callers are told.
    public var announce: Announcement?
    /// Callbacks, if they are offered.
    public var callback: Callback?
    /// The way out.
    public var otherwise: Otherwise
    /// Whom to tell of missed calls.
    public var notify: AlertAddresses?

    /// A queue of these values, unchecked.
    public init(
        extension: String, name: String, strategy: Strategy, members: [Destination], ring: Seconds,
        music: String? = nil, announce: Announcement? = nil, callback: Callback? = nil, otherwise: Otherwise,
        notify: AlertAddresses? = nil
    ) {
        self.extension = `extension`
        self.name = name
        self.strategy = strategy
        self.members = members
        self.ring = ring
        self.music = music
        self.announce = announce
        self.callback = callback
        self.otherwise = otherwise
        self.notify = notify
    }
}
