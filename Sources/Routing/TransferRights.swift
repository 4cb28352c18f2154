/// Who of those whom a step connects may transfer the call, and how.
public struct TransferRights: Sendable, Hashable {
    /// Whoever is rung.
    public var callee = false
    /// Who calls.
    public var caller = false
    /// The outside leg does so by keying `*#` and a number.
    public var outsideKeys = false
    /// The devices that do so: phones behind an analog gateway.
    public var keyingDevices: [String] = []
}
