/// The answer to "what now?".
public struct Decision: Sendable, Hashable {
    /// What Asterisk does.
    public var step: Step
    /// Where the call stands after it; goes back into the next question.
    public var cursor: CallCursor
    /// Why, in the order of thought: one sentence each, naming the rule.
    public var explanation: [String]
    /// A group that must remember whom it rang now.
    public var turn: GroupTurn?
    /// Users' forwards that sent the call on, in order.
    public var forwards: [Forward] = []

    /// The answer where the change it asks for could not be made.
    public var whenRefused: Decision {
        var refused = self
        switch step {
        // Who waits in a queue goes on waiting.
        case .callback: refused.step = .tell([.prompt(Prompt.callbackFailed)])
        // A client's telephone that may not ring.
        case .ring: refused.step = .decline(.cancelled)
        default: refused.step = .say([.prompt(Prompt.changeFailed)])
        }
        return refused
    }
}

/// A user's forward that sent a call on.
public struct Forward: Sendable, Hashable {
    /// The user's extension.
    public var user: String
    /// The rule.
    public var rule: ForwardingRule
}

/// A member of a hunt group whose turn it was.
public struct GroupTurn: Sendable, Hashable {
    /// The group's name.
    public var group: String
    /// The member's destination, as the office file writes it.
    public var member: String
}
