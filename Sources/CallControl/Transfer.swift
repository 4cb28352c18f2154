import Foundation

/// A transfer, from its beginning to its one outcome.
public struct Transfer: Sendable, Hashable {
    /// How it is made.
    public enum Mode: String, Sendable, Hashable {
        /// The client is sent on at once.
        case blind
        /// Of two calls of the transferor's one is made (REFER with Replaces).
        case attended
        /// By a code and a number: the client is on hold while the transferor calls. AMI's Atxfer types both for him.
        case keyed
    }

    /// How it ended.
    public enum Outcome: String, Sendable, Hashable {
        /// The client talks with somebody else, or leaves that one a message.
        case completed
        /// The client talks with the transferor again.
        case returned
        /// The client was gone before.
        case failed
    }

    /// Why it ended so, where there is more to say.
    public enum Reason: Sendable, Hashable {
        /// The transferor took the client back.
        case cancelled
        /// Nobody was reached: what the transferor was told, by the name of the announcement.
        case told(String)
        /// Nobody answered after the transferor had hung up: he was rung again.
        case rungAgain
        /// The client hung up.
        case clientHungUp
        /// It ended while nobody watched.
        case unwatched

        /// A word for events and tables.
        public var text: String {
            switch self {
            case .cancelled: "cancelled"
            case .told(let announcement): announcement
            case .rungAgain: "nobody answered, the transferor was rung again"
            case .clientHungUp: "the client hung up"
            case .unwatched: "ended while Switchboard was away"
            }
        }
    }

    /// Uniqueid of the channel that asked first, and when (`SWITCHBOARD_TRANSFER`).
    public let id: String
    /// ID of the call.
    public internal(set) var call: String
    /// How it is made.
    public var mode: Mode
    /// Which leg transfers.
    public var transferor: LegMark
    /// Name of its channel.
    public var transferorChannel: String
    /// Uniqueid of the channel that is transferred; `nil`: not known.
    public var client: String?
    /// The number dialled.
    public var target: String
    /// The operator who asked for it; `nil`: the transferor himself.
    public var `operator`: String?
    /// When.
    public var began: Date
    /// When it ended; `nil`: it goes on.
    public internal(set) var ended: Date?
    /// How; `nil`: it goes on.
    public internal(set) var outcome: Outcome?
    /// Why.
    public internal(set) var reason: Reason?
    /// Which leg took the client; a mailbox as `voicemail 102`.
    public internal(set) var answered: String?
    /// The talk the client was in when it began: it does not count.
    var talkBefore: Talk?
    /// What the transferor was told, or the client.
    var told: String?
    /// The transferor has hung up.
    var isAlone = false

    /// A transfer that begins.
    public init(
        id: String, call: String, mode: Mode, transferor: LegMark, transferorChannel: String, client: String?,
        target: String, operator: String? = nil, began: Date
    ) {
        self.id = id
        self.call = call
        self.mode = mode
        self.transferor = transferor
        self.transferorChannel = transferorChannel
        self.client = client
        self.target = target
        self.operator = `operator`
        self.began = began
    }

    mutating func end(_ outcome: Outcome, _ reason: Reason? = nil, answered: String? = nil, at moment: Date) {
        self.outcome = outcome
        self.reason = reason
        self.answered = answered
        ended = moment
    }
}
