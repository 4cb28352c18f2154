import Foundation
import Routing

/// The way a call goes, step by step: what `explain` shows.
public struct CallWay: Sendable, Encodable {
    /// One decision on the way.
    public struct Stop: Sendable, Encodable {
        /// What had come of the step before; `nil` for the first.
        public var outcome: String?
        /// The step's kind: ring, voicemail, announce, busy, hangup, failure.
        public var step: String
        /// Dial strings that ring.
        public var legs: [String]
        /// How long.
        public var seconds: Int?
        /// The step in one line.
        public var summary: String
        /// The reasons, each naming its rule.
        public var why: [String]
    }

    /// What would follow the last step if it came out another way.
    public struct Alternative: Sendable, Encodable {
        /// What came of it.
        public var outcome: String
        /// What follows, in one line.
        public var summary: String
    }

    /// Revision of the rules.
    public let revision: Int
    /// The way, for the outcomes that were asked for.
    public let steps: [Stop]
    /// Where it would go from there.
    public let alternatives: [Alternative]

    /// Follows a call through the table by the same function the server decides with.
    ///
    /// - Parameter outcomes: what comes of each ringing in turn; after the last one the way is open.
    public init(_ call: IncomingCall, in table: RoutingTable, at moment: Date, outcomes: [LegOutcome]) {
        var decision = table.next(call, at: moment)
        var steps = [Stop(decision, after: nil)]
        var open = outcomes[...]
        while case .ring = decision.step, let outcome = open.popFirst() {
            decision = table.next(call, after: decision.cursor, outcome: outcome, at: moment)
            steps.append(Stop(decision, after: outcome))
        }
        revision = table.revision
        self.steps = steps
        guard case .ring = decision.step else {
            alternatives = []
            return
        }
        alternatives = [LegOutcome.busy, .noAnswer, .unreachable, .trunkFailed].compactMap { outcome in
            if outcome == .trunkFailed, decision.cursor.path != .trunk { return nil }
            let next = table.next(call, after: decision.cursor, outcome: outcome, at: moment)
            return Alternative(outcome: outcome.rawValue, summary: next.step.summary)
        }
    }
}

extension CallWay.Stop {
    fileprivate init(_ decision: Decision, after outcome: LegOutcome?) {
        self.outcome = outcome?.rawValue
        step = decision.step.name
        summary = decision.step.summary
        why = decision.explanation
        if case .ring(let ring) = decision.step {
            legs = ring.legs.map(\.dialString)
            seconds = ring.seconds.count
        } else {
            legs = []
        }
    }
}
