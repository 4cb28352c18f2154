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
        /// Tell how long it will take, as app_queue reckons it from earlier calls.
        @OffByDefault public var holdTime: Bool
        /// How often.
        public var every: Seconds

        /// An announcement of these values.
        public init(position: Bool, holdTime: Bool = false, every: Seconds) {
            self.position = position
            self.holdTime = holdTime
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
        /// What counts as the client having answered; `nil`: he has pressed 1.
        public var answer: Answer?
        /// The schedule in whose hours clients are called; `nil`: at any time.
        public var during: String?
        /// What becomes of requests outside those hours; `nil`: they wait for the next ones.
        public var outside: OutsideHours?

        /// What tells a client from his voicemail.
        public enum Answer: String, Sendable, Hashable, Codable, CaseIterable {
            /// He presses 1.
            case confirm
            /// Asterisk listens whether it is a machine (app_amd.c).
            case detect
            /// Whoever picks up.
            case any
        }

        /// What becomes of requests outside the hours.
        public enum OutsideHours: String, Sendable, Hashable, Codable, CaseIterable {
            /// They wait.
            case hold
            /// They end, and whoever is to be told is told.
            case end
        }

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
    public var members: [Member]
    /// How long an agent rings.
    public var ring: Seconds
    /// How long an agent is left alone after a call; `nil`: not at all.
    public var wrapUp: Seconds?
    /// Of the queues that an agent serves the one with the highest comes first; `nil`: 0.
    public var priority: Int?
    /// How many may wait; `nil`: any number.
    public var maxCallers: Int?
    /// Callers are served by those who speak their language, where there are some.
    @OffByDefault public var languages: Bool
    /// Asterisk's class of music on hold.
    public var music: String?
    /// What waiting callers are told.
    public var announce: Announcement?
    /// Callbacks, if they are offered.
    public var callback: Callback?
    /// The way out.
    public var otherwise: Otherwise
    /// Whether its calls are recorded.
    @OffByDefault public var record: Bool
    /// Whom to tell of missed calls.
    public var notify: AlertAddresses?

    /// A queue of these values, unchecked.
    public init(
        extension: String, name: String, strategy: Strategy, members: [Member], ring: Seconds,
        wrapUp: Seconds? = nil, priority: Int? = nil, maxCallers: Int? = nil, languages: Bool = false,
        music: String? = nil, announce: Announcement? = nil, callback: Callback? = nil, otherwise: Otherwise,
        record: Bool = false, notify: AlertAddresses? = nil
    ) {
        self.extension = `extension`
        self.name = name
        self.strategy = strategy
        self.members = members
        self.ring = ring
        self.wrapUp = wrapUp
        self.priority = priority
        self.maxCallers = maxCallers
        self.languages = languages
        self.music = music
        self.announce = announce
        self.callback = callback
        self.otherwise = otherwise
        self.record = record
        self.notify = notify
    }
}
