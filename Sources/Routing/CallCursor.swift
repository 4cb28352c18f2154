/// Where a call stands in its plan. It travels in a channel variable, so that any process can take the next question.
public struct CallCursor: Sendable, Hashable {
    /// How far the search for somebody has come.
    public enum Stage: String, Sendable, Hashable {
        /// By the rules.
        case rules = "r"
        /// The rules led nowhere: the operator is rung directly.
        case lastOperator = "o"
        /// The operator did not answer either: his mailbox or an announcement is what is left.
        case lastVoicemail = "v"
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
    }

    /// Revision of the table that decides this call.
    public var revision: Int
    /// How far the search has come.
    public var stage: Stage = .rules
    /// Whose rules answer the outcome; `nil`: nobody's (a call to an outside number).
    public var owner: String?
    /// Which of the trunks that may carry the leg is in use, counted from zero; `nil`: no trunk.
    public var trunk: Int?
    /// Everything that was tried, oldest first; the last leg is what rings now.
    public var tried: [Tried] = []

    /// A call at its beginning.
    public init(revision: Int) {
        self.revision = revision
    }
}
