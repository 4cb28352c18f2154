/// Why the bench could not do or see what it was asked for; the text says what was seen instead.
public struct BenchError: Error, CustomStringConvertible, Sendable {
    /// What was wanted and what was found.
    public let description: String

    /// - Parameter description: what was wanted and what was found, in one or more lines.
    public init(_ description: String) {
        self.description = description
    }
}
