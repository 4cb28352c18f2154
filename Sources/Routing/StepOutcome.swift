/// What came of a step.
public enum StepOutcome: Sendable, Hashable {
    /// Ringing.
    case leg(LegOutcome)
    /// Digits that were keyed; none is silence.
    case keys(String)
    /// Waiting in a queue.
    case queue(QueueExit)
    /// Who transfers the call has hung up while he was told why nobody takes it.
    case transferorGone
}
