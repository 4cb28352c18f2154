/// When a user's calls go somewhere else (3GPP TS 22.082: CFU, CFB, CFNRy, CFNRc).
public enum ForwardingCondition: String, Sendable, Hashable, Codable, CaseIterable {
    /// Unconditionally, without ringing.
    case always
    /// The phone says busy or rejects, or the user is in a call and takes no second one.
    case busy
    /// The phone rang out.
    case noAnswer
    /// Not registered, switched off, out of coverage.
    case unreachable
}

/// Whose calls a forward applies to.
public enum ForwardingScope: String, Sendable, Hashable, Codable {
    /// Every caller.
    case all
    /// Outside callers only; looked at before ``all``.
    case external
}

/// One forward of a user.
public struct ForwardingRule: Sendable, Hashable, Codable {
    /// When it applies.
    public var condition: ForwardingCondition
    /// To whose calls.
    public var scope: ForwardingScope
    /// Where the call goes.
    public var to: Destination
    /// With ``ForwardingCondition/noAnswer``: how long the phone rings first.
    public var after: Seconds?
    /// The rule expires by itself at this time of the office's clock.
    public var until: LocalDateTime?
    /// The callee must press 1 to accept, so that no mailbox of a mobile network wins.
    @OffByDefault public var confirm: Bool
    /// Kept, but switched off (3GPP TS 22.030: deactivated, not erased).
    @OffByDefault public var inactive: Bool

    /// A rule of these values, unchecked.
    public init(
        _ condition: ForwardingCondition, scope: ForwardingScope = .all, to: Destination, after: Seconds? = nil,
        until: LocalDateTime? = nil, confirm: Bool = false, inactive: Bool = false
    ) {
        self.condition = condition
        self.scope = scope
        self.to = to
        self.after = after
        self.until = until
        self.confirm = confirm
        self.inactive = inactive
    }
}
