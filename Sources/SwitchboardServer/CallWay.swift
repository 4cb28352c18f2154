import Foundation
import Routing

/// The way a call goes, step by step: what `explain` shows.
public struct CallWay: Sendable, Encodable {
    /// One decision on the way.
    public struct Stop: Sendable, Encodable {
        /// What had come of the step before; `nil` for the first.
        public var outcome: String?
        /// The step's kind: ring, collect, voicemail, mailbox, announce, say, busy, hangup, decline, failure.
        public var step: String
        /// What rings: dial strings, and for legs that are decided apart whom they are for.
        public var legs: [String]
        /// How long.
        public var seconds: Int?
        /// The step in one line.
        public var summary: String
        /// The reasons, each naming its rule.
        public var why: [String]
        /// The ways of legs that are decided apart, by the leg.
        public var apart: [Apart]
    }

    /// A leg that is decided apart.
    public struct Apart: Sendable, Encodable {
        /// Whom it is for, as in ``Stop/legs``.
        public var leg: String
        /// What it does first.
        public var way: [Stop]
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
    /// - Parameters:
    ///   - outcomes: what comes of each step in turn; after the last one the way is open.
    ///   - memory: what earlier calls left behind.
    public init(
        _ call: IncomingCall, in table: RoutingTable, at moment: Date, outcomes: [StepOutcome],
        memory: CallMemory = .none
    ) {
        func next(_ decision: Decision?, _ outcome: StepOutcome?) -> Decision {
            table.next(call, after: decision?.cursor, outcome: outcome, at: moment, memory: memory)
        }
        func stop(_ decision: Decision, after outcome: StepOutcome?) -> Stop {
            var stop = Stop(decision, after: outcome)
            guard case .ring(let ring) = decision.step else { return stop }
            stop.apart = ring.legs.compactMap { leg in
                guard case .member(let cursor, _) = leg else { return nil }
                let first = table.next(call, after: cursor, at: moment, memory: memory)
                return Apart(leg: leg.summary, way: [Stop(first, after: nil)])
            }
            return stop
        }
        var decision = next(nil, nil)
        var steps = [stop(decision, after: nil)]
        var open = outcomes[...]
        while decision.step.isOpen, let outcome = decision.step.onlyOutcome ?? open.popFirst() {
            decision = next(decision, outcome)
            steps.append(stop(decision, after: outcome))
        }
        revision = table.revision
        self.steps = steps
        let possible: [StepOutcome] =
            switch decision.step {
            case .ring:
                [.leg(.busy), .leg(.noAnswer), .leg(.unreachable)]
                    + (decision.cursor.path == .trunk ? [.leg(.trunkFailed)] : [])
            case .collect: [.keys("")]
            case .queue(let wait): Self.exits(of: wait, table: table).map(StepOutcome.queue)
            default: []
            }
        alternatives = possible.map {
            Alternative(outcome: $0.name, summary: next(decision, $0).step.summary)
        }
    }

    /// How a caller may leave a queue without having talked with an agent.
    private static func exits(of wait: QueueWait, table: RoutingTable) -> [QueueExit] {
        let queue = table.queue(extension: wait.queue)
        return (wait.seconds == nil ? [] : [.timedOut]) + [.nobodyThere]
            + (queue?.maxCallers == nil ? [] : [.full]) + (queue?.callback == nil ? [] : [.askedForCallback])
    }
}

extension Step {
    /// Whether the call asks again after it.
    fileprivate var isOpen: Bool {
        switch self {
        case .ring, .collect, .queue, .tell, .callback(.cancel, say: _): true
        default: false
        }
    }

    /// What comes of it whatever happens; `nil`: that is to be said.
    fileprivate var onlyOutcome: StepOutcome? {
        switch self {
        case .tell, .callback(.cancel, say: _): .queue(.told)
        default: nil
        }
    }
}

extension StepOutcome {
    /// For people: `busy`, `keys 101`, `silence`, `timeout`.
    fileprivate var name: String {
        switch self {
        case .leg(let outcome): outcome.rawValue
        case .keys(""): "silence"
        case .keys(let keys): "keys \(keys)"
        case .queue(let exit): exit.name
        case .transferorGone: "the transferor has hung up"
        }
    }
}

extension QueueExit {
    /// For people, and how `explain` reads it: `timeout`, `empty`, `full`, `callback`.
    public var name: String {
        switch self {
        case .timedOut: "timeout"
        case .full: "full"
        case .nobodyThere: "empty"
        case .unknown: "unknown to Asterisk"
        case .askedForCallback: "callback"
        case .told: "told"
        }
    }
}

extension CallWay.Stop {
    fileprivate init(_ decision: Decision, after outcome: StepOutcome?) {
        self.outcome = outcome?.name
        step = decision.step.name
        summary = decision.step.summary
        why = decision.explanation
        apart = []
        if case .ring(let ring) = decision.step {
            legs = ring.legs.map(\.summary)
            seconds = ring.seconds.count
        } else {
            legs = []
        }
    }
}
