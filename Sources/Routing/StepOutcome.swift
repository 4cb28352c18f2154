/// What came of a step.
public enum StepOutcome: Sendable, Hashable {
    /// Ringing.
    case leg(LegOutcome)
    /// Digits that were keyed; none is silence.
    case keys(String)
}
