/// A number that outside callers dial, and its rules: the first that fits wins.
public struct InboundNumber: Sendable, Hashable, Codable {
    /// E.164 with the plus.
    public var number: String
    /// What the administrator calls it.
    public var name: String?
    /// Language of what its callers hear; `nil`: the office's.
    public var language: String?
    /// Looked at top-down.
    public var rules: [NumberRule]
    /// Whether its calls are recorded.
    @OffByDefault public var record: Bool

    /// A number of these values, unchecked.
    public init(
        number: String, name: String? = nil, language: String? = nil, rules: [NumberRule], record: Bool = false
    ) {
        self.number = number
        self.name = name
        self.language = language
        self.rules = rules
        self.record = record
    }
}

/// One rule of a number. All the conditions it has must hold.
public struct NumberRule: Sendable, Hashable, Codable {
    /// Only these callers.
    public var caller: CallerCondition?
    /// Only while this schedule is open.
    public var during: String?
    /// Only while this schedule is closed.
    public var outside: String?
    /// Only callers who talked with somebody within this window; without ``to`` they go to him.
    public var familiar: FamiliarWindow?
    /// How long the familiar user rings; `nil`: ``RoutingTable/familiarRing``.
    public var ring: Seconds?
    /// Language of what the caller hears from here on.
    public var language: String?
    /// Where the call goes; without it the rule only sets the language, or leads to the familiar user.
    public var to: Destination?

    /// A rule of these values, unchecked.
    public init(
        caller: CallerCondition? = nil, during: String? = nil, outside: String? = nil,
        familiar: FamiliarWindow? = nil, ring: Seconds? = nil, language: String? = nil, to: Destination? = nil
    ) {
        self.caller = caller
        self.during = during
        self.outside = outside
        self.familiar = familiar
        self.ring = ring
        self.language = language
        self.to = to
    }

    /// Whether it leads every call somewhere.
    public var isUnconditional: Bool {
        to != nil && caller == nil && during == nil && outside == nil && familiar == nil
    }
}
