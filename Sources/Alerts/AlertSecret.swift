/// A password or key, which no description or dump shows.
public struct AlertSecret: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// The text itself, for logging in and signing and nothing else.
    let text: String

    /// Wraps a secret.
    public init(_ text: String) { self.text = text }

    /// Never the secret.
    public var description: String { "<secret>" }

    /// Without children, so that `dump` shows nothing either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
