import Foundation

extension RoutingTable {
    /// Decides what a call does next. The same function serves the running server and `explain`.
    ///
    /// - Parameters:
    ///   - call: what is known of it.
    ///   - cursor: what the last decision for it returned; `nil` at its beginning.
    ///   - outcome: what came of that decision's step; `nil` at the beginning of the call, or of a leg decided apart.
    ///   - moment: now.
    ///   - memory: what earlier calls left behind.
    public func next(
        _ call: IncomingCall, after cursor: CallCursor? = nil, outcome: StepOutcome? = nil, at moment: Date,
        memory: CallMemory = .none
    ) -> Decision {
        var evaluation = Evaluation(table: self, call: call, cursor: cursor, moment: moment, memory: memory)
        var step =
            if cursor == nil {
                evaluation.begin()
            } else {
                evaluation.resume(after: outcome)
            }
        if outcome != .leg(.answered), outcome != .leg(.cancelled) { step = evaluation.settled(step) }
        switch step {
        case .ring(let ring): step = .ring(evaluation.recorded(evaluation.ringing(ring)))
        case .queue(let wait): step = .queue(evaluation.recorded(wait))
        default: break
        }
        return Decision(
            step: step, cursor: evaluation.cursor, explanation: evaluation.explanation, turn: evaluation.turn,
            forwards: evaluation.forwards)
    }
}
