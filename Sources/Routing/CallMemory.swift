import Foundation

/// What earlier calls left behind and what other calls are up, as far as this call's decision needs it.
public struct CallMemory: Sendable, Hashable {
    /// A talk of the caller with a user.
    public struct Talk: Sendable, Hashable {
        /// The user's extension.
        public var user: String
        /// When they talked last.
        public var date: Date

        /// A talk of these values.
        public init(user: String, date: Date) {
            self.user = user
            self.date = date
        }
    }

    /// What hunt groups remember of one member.
    public struct Member: Sendable, Hashable {
        /// How many of the group's calls he has answered.
        public var calls: Int
        /// When he answered the last one.
        public var last: Date?

        /// A memory of these values.
        public init(calls: Int = 0, last: Date? = nil) {
            self.calls = calls
            self.last = last
        }
    }

    /// What a hunt group remembers.
    public struct Group: Sendable, Hashable {
        /// By destination, as the office file writes it.
        public var members: [String: Member]
        /// Who rang last.
        public var turn: String?

        /// A memory of these values.
        public init(members: [String: Member] = [:], turn: String? = nil) {
            self.members = members
            self.turn = turn
        }
    }

    /// The caller's talks, newest first.
    public var talks: [Talk]
    /// By the group's name.
    public var groups: [String: Group]
    /// What lots are drawn from, for strategies at random: another one for each call.
    public var seed: UInt64
    /// Extensions of users who are in a call on their mobile now. A phone's own state Asterisk knows better.
    public var talking: Set<String>
    /// Extensions of queues that the caller has asked to call him back, and that have not yet.
    public var openCallbacks: Set<String>
    /// Which agents have left their queues or pause.
    public var agents: Agents

    /// No memory.
    public static let none = CallMemory()

    /// A memory of these values.
    public init(
        talks: [Talk] = [], groups: [String: Group] = [:], seed: UInt64 = 0, talking: Set<String> = [],
        openCallbacks: Set<String> = [], agents: Agents = Agents()
    ) {
        self.openCallbacks = openCallbacks
        self.talks = talks
        self.groups = groups
        self.seed = seed
        self.talking = talking
        self.agents = agents
    }
}

/// Numbers that look random, the same for the same seed: Steele, Lea, Flood, "Fast splittable pseudorandom number
/// generators" (OOPSLA 2014).
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
