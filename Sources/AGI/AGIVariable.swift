/// A channel variable and the value it is to have.
public struct AGIVariable: Sendable, Hashable {
    /// The name, `[A-Za-z_][A-Za-z0-9_]*`; one or two leading underscores make it inherited by new channels.
    public var name: String
    /// The value.
    public var value: String

    /// Makes a pair; it is checked when it is sent.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
