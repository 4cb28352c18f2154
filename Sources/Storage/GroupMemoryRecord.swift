import Foundation

/// What hunt groups remember from call to call.
public struct GroupMemoryRecord: Sendable, Hashable {
    /// What a group remembers of one member.
    public struct Member: Sendable, Hashable {
        /// How many of the group's calls the member has answered.
        public var calls: Int
        /// When the member answered the last one, to the millisecond; `nil`: never.
        public var last: Date?

        /// A memory of these values.
        public init(calls: Int, last: Date?) {
            self.calls = calls
            self.last = last
        }
    }

    /// What one group remembers.
    public struct Group: Sendable, Hashable {
        /// Those who answered, by the member's text.
        public var members: [String: Member]
        /// Who rang last; `nil`: nobody yet.
        public var turn: String?

        /// A memory of these values.
        public init(members: [String: Member] = [:], turn: String? = nil) {
            self.members = members
            self.turn = turn
        }
    }

    /// By the group's name.
    public var groups: [String: Group]

    /// A memory of these values.
    public init(groups: [String: Group] = [:]) {
        self.groups = groups
    }
}
