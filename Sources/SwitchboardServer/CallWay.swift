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
        while decision.step.isOpen, let outcome = open.popFirst() {
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
            case .queue: [.queue(.timedOut), .queue(.nobodyThere), .queue(.full)]
            default: []
            }
        alternatives = possible.map {
            Alternative(outcome: $0.name, summary: next(decision, $0).step.summary)
        }
    }
}

extension Step {
    /// Whether the call asks again after it.
    fileprivate var isOpen: Bool {
        switch self {
        case .ring, .collect, .queue, .tell: true
        default: false
        }
    }
}

extension StepOutcome {
    /// For people: `busy`, `keys 101`, `silence`.
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
    /// For people.
    fileprivate var name: String {
        switch self {
        case .timedOut: "nobody has answered in time"
        case .full: "the queue is full"
        case .nobodyThere: "nobody is logged in"
        case .unknown: "Asterisk does not know the queue"
        case .askedForCallback: "the key for a callback"
        case .told: "told so"
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
