/// Callers under a name, for rules: VIP, blocked.
public struct CallerList: Sendable, Hashable, Codable {
    /// Its name in rules.
    public var name: String
    /// E.164 numbers; `nil` in an office file that leaves them to commands.
    public var numbers: [String]?

    /// A list of these values, unchecked.
    public init(name: String, numbers: [String]?) {
        self.name = name
        self.numbers = numbers
    }
}
