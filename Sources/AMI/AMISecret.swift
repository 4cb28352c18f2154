/// An account's secret, which no description or dump shows.
public struct AMISecret: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    /// The text itself, for the login and nothing else.
    let text: String

    /// Wraps a secret.
    public init(_ text: String) { self.text = text }

    /// Never the secret.
    public var description: String { "<secret>" }

    /// Without children, so that `dump` shows nothing either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
