/// How a call was forwarded: its first and its last forward, and how many there were.
public struct DiversionChain: Sendable, Hashable {
    /// Why a call was forwarded, in the words of RFC 5806 §4.
    public enum Reason: String, Sendable, Hashable {
        case unconditional
        case userBusy = "user-busy"
        case noAnswer = "no-answer"
        case unavailable
        /// Forwarded before it came here, and the carrier's header says nothing of these.
        case unknown
    }

    /// Who forwarded.
    public enum Diverter: Sendable, Hashable {
        /// A user of the office.
        case user(String)
        /// A number, E.164: one of the office's, or who forwarded the call to it.
        case number(String)
    }

    /// One forward.
    public struct Diversion: Sendable, Hashable {
        /// Who forwarded.
        public var by: Diverter
        /// Why.
        public var reason: Reason

        /// A forward of these values.
        public init(by diverter: Diverter, reason: Reason) {
            by = diverter
            self.reason = reason
        }
    }

    /// The oldest.
    public var first: Diversion
    /// The newest; the same as ``first`` where there was one only.
    public var last: Diversion
    /// How many there were, 1 or more.
    public var count: Int

    /// A chain of one.
    public init(_ diversion: Diversion) {
        first = diversion
        last = diversion
        count = 1
    }

    /// Adds one.
    mutating func append(_ diversion: Diversion) {
        last = diversion
        count += 1
    }
}

extension ForwardingCondition {
    /// What a Diversion header says of it.
    var diversionReason: DiversionChain.Reason {
        switch self {
        case .always: .unconditional
        case .busy: .userBusy
        case .noAnswer: .noAnswer
        case .unreachable: .unavailable
        }
    }
}
