/// What came of ringing somebody.
public enum LegOutcome: String, Sendable, Hashable, CaseIterable {
    /// Somebody answered.
    case answered
    /// In a call.
    case busy
    /// Rang until the time was over.
    case noAnswer
    /// Not registered, switched off, out of coverage.
    case unreachable
    /// The callee pressed "reject"; the busy rule applies.
    case rejected
    /// The number does not exist: a wrong rule, or wrongly dialled.
    case noSuchNumber
    /// The way there failed, not the callee: the next trunk is tried, no forward applies.
    case trunkFailed
    /// The caller gave up.
    case cancelled

    /// The forward that answers this outcome; `nil` where none may.
    public var condition: ForwardingCondition? {
        switch self {
        case .busy, .rejected: .busy
        case .noAnswer: .noAnswer
        case .unreachable: .unreachable
        case .answered, .noSuchNumber, .trunkFailed, .cancelled: nil
        }
    }
}
