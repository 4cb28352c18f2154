/// Where a call stands in its plan. It travels in a channel variable, so that any process can take the next question.
public struct CallCursor: Sendable, Hashable {
    /// How far the search for somebody has come.
    public enum Stage: String, Sendable, Hashable {
        /// By the rules.
        case rules = "r"
        /// The rules led nowhere, and who transferred the call has hung up: he is rung directly.
        case transferor = "t"
        /// The rules led nowhere: the operator is rung directly.
        case lastOperator = "o"
        /// The operator did not answer either: his mailbox or an announcement is what is left.
        case lastVoicemail = "v"
    }

    /// What waits for the outcome of the step under way.
    public enum Frame: Sendable, Hashable {
        /// The forwards of this user.
        case user(String)
        /// A hunt group: the places of the members that have not rung yet, and of the one that rings alone.
        case group(String, remaining: [Int], ringing: Int?)
        /// The familiar employee rings; else the rules of the number go on after this one.
        case familiar(user: String, number: String, rule: Int)
        /// A menu, and how often the caller has been asked.
        case menu(String, attempt: Int)
        /// A caller who dialled a code without the number it needs: it is to be registered for these forwards.
        case number(for: [ForwardingCondition])
        /// A queue, and when the caller entered it: tenths of a second since 1970.
        case queue(String, arrived: Int)
        /// A leg of its own that has not begun.
        case member(MemberCall)
    }

    /// Something that has been tried for this call.
    public enum Tried: Sendable, Hashable {
        /// The rules of this user.
        case user(String)
        /// The desk phone of this user.
        case phone(String)
        /// The mobile of this user.
        case mobile(String)
        /// An outside number.
        case number(String)
        /// A SIP address.
        case sip(String)
        /// A hunt group.
        case group(String)
        /// A menu.
        case menu(String)
        /// A queue.
        case queue(String)
    }

    /// Revision of the table that decides this call.
    public var revision: Int
    /// How far the search has come.
    public var stage: Stage = .rules
    /// This is one of several legs that ring for a call: when it finds nobody it ends, and the others go on.
    public var isMember = false
    /// With ``isMember``: a rule asked for it, so whoever picks up outside the office must press 1 from here on.
    public var mustAccept = false
    /// Language of what the caller hears, where a rule said so.
    public var language: String?
    /// What waits for the outcome; `nil`: nobody's (a call to an outside number).
    public var frame: Frame?
    /// Which of the trunks that may carry the leg is in use, counted from zero; `nil`: no trunk.
    public var trunk: Int?
    /// How the call was forwarded so far.
    public var diversion: DiversionChain?
    /// Everything that was tried, oldest first; the last leg is what rings now.
    public var tried: [Tried] = []

    /// A call at its beginning.
    public init(revision: Int) {
        self.revision = revision
    }

    /// The queue the caller waits in, by name.
    public var queue: String? {
        if case .queue(let name, _)? = frame { name } else { nil }
    }

    /// The user whose forwards answer the outcome.
    var owner: String? {
        if case .user(let name)? = frame { name } else { nil }
    }
}

/// A leg that is rung apart from the others, by a decision of its own.
public struct MemberCall: Sendable, Hashable {
    /// Whom it is for.
    public enum Target: Sendable, Hashable {
        /// The phone or mobile of a user, without his forwards.
        case leg(String)
        /// The phone and the mobile of a user at the same time, without his forwards.
        case telephones(String)
        /// A user with his forwards.
        case user(String)
        /// An outside number.
        case number(String)
        /// A SIP address.
        case sip(SIPAddress)
        /// A hunt group.
        case group(String)
    }

    /// Whom it is for.
    public var target: Target
    /// The callee must press 1 to accept.
    public var confirm: Bool
    /// How long it rings.
    public var ring: Seconds

    /// A leg of these values.
    public init(_ target: Target, confirm: Bool = false, ring: Seconds) {
        self.target = target
        self.confirm = confirm
        self.ring = ring
    }
}
