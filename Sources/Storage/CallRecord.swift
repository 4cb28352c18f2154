import Foundation

/// A call as it is remembered: who called whom, what was decided, who was rung, who talked. Times are kept to the
/// millisecond.
public struct CallRecord: Sendable, Hashable, Codable, Identifiable {
    /// Where a call came from.
    public enum Origin: String, Sendable, Hashable, Codable {
        /// From a trunk.
        case external
        /// From a phone or gateway of the office.
        case `internal`
    }

    /// Asterisk's Linkedid: `1790000000.42`, after the system's name where it has one.
    public var id: String
    /// When its first channel came up.
    public var began: Date
    /// When the caller first talked with a person; `nil`: never.
    public var answered: Date?
    /// When its last channel ended; `nil`: it is live.
    public var ended: Date?
    /// Where it came from.
    public var origin: Origin
    /// The caller's number, E.164 where it is one; `nil`: withheld.
    public var callerNumber: String?
    /// The name that was shown with it.
    public var callerName: String?
    /// The caller's extension, for a call from inside.
    public var callerUser: String?
    /// What was dialled, E.164 where it is a telephone number.
    public var dialled: String
    /// What the administrator calls that number.
    public var entry: String?
    /// What became of it; `nil`: not known yet.
    public var disposition: CallDisposition?
    /// Who answered first: a user's extension or an outside number.
    public var answeredBy: String?
    /// Revision of the rules it began with.
    public var revision: Int?
    /// The users, groups and queues that it was sent on to, as destinations (`user 101`, `group sales`), in the order they
    /// came.
    public var visited: [String] = []
    /// Everybody who was rung or called, in the order they came, answered or not.
    public var legs: [Leg] = []
    /// What was decided, in order.
    public var decisions: [Decision] = []
    /// Who talked with whom, in order.
    public var talks: [Talk] = []
    /// Its stays in queues, in order.
    public var visits: [QueueVisit] = []
    /// Its transfers, in order.
    public var transfers: [Transfer] = []

    /// A call that has just begun.
    public init(id: String, began: Date, origin: Origin, dialled: String) {
        self.id = id
        self.began = began
        self.origin = origin
        self.dialled = dialled
    }
}
