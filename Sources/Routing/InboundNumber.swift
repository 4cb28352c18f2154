/// A number that outside callers dial, and its rules: the first that fits wins.
public struct InboundNumber: Sendable, Hashable, Codable {
    /// E.164 with the plus.
    public var number: String
    /// What the administrator calls it.
    public var name: String?
    /// Looked at top-down.
    public var rules: [NumberRule]

    /// A number of these values, unchecked.
    public init(number: String, name: String? = nil, rules: [NumberRule]) {
        self.number = number
        self.name = name
        self.rules = rules
    }
}

/// One rule of a number. All the conditions it has must hold.
public struct NumberRule: Sendable, Hashable, Codable {
    /// Who is calling.
    public enum Caller: Sendable, Hashable, Codable {
        /// One of these numbers, E.164.
        case numbers([String])
        /// A number of another country than the office's.
        case abroad
    }

    /// Only these callers.
    public var caller: Caller?
    /// Only while this schedule is open.
    public var during: String?
    /// Only while this schedule is closed.
    public var outside: String?
    /// Only callers who talked with somebody within this window (`today`); they go to him.
    public var familiar: String?
    /// Where the call goes; `nil` only with ``familiar``.
    public var to: Destination?

    /// A rule of these values, unchecked.
    public init(
        caller: Caller? = nil, during: String? = nil, outside: String? = nil, familiar: String? = nil,
        to: Destination? = nil
    ) {
        self.caller = caller
        self.during = during
        self.outside = outside
        self.familiar = familiar
        self.to = to
    }

    /// Whether it fits every call.
    public var isUnconditional: Bool {
        caller == nil && during == nil && outside == nil && familiar == nil
    }
}
