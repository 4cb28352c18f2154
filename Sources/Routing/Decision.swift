/// The answer to "what now?".
public struct Decision: Sendable, Hashable {
    /// What Asterisk does.
    public var step: Step
    /// Where the call stands after it; goes back into the next question.
    public var cursor: CallCursor
    /// Why, in the order of thought: one sentence each, naming the rule.
    public var explanation: [String]
}
