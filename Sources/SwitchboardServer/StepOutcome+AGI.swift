import AGI
import Routing

extension StepOutcome {
    /// What a question says came of the step before; `nil` at the beginning of a call or leg.
    init?(_ environment: AGIEnvironment, at cursor: CallCursor) {
        guard let result = environment.argument(DialplanName.Argument.result), !result.isEmpty else { return nil }
        if result == "KEYS" {
            self = .keys(environment.argument(DialplanName.Argument.keys) ?? "")
        } else if result == "GONE" {
            self = .transferorGone
        } else if let dial = DialResult(environment) {
            self = .leg(LegOutcome(dial, on: cursor.path))
        } else {
            return nil
        }
    }
}
