/// Something in an office that is wrong, or worth a second look.
public struct OfficeProblem: Sendable, Hashable, CustomStringConvertible {
    /// Whether the office can be used all the same.
    public enum Severity: String, Sendable, Hashable {
        case error, warning
    }

    /// Whether it stops the office from being applied.
    public var severity: Severity
    /// Where.
    public var path: OfficePath
    /// What is wrong.
    public var message: String
    /// What would be right.
    public var expected: String?

    /// A problem at a place.
    public init(_ severity: Severity = .error, at path: OfficePath, _ message: String, expected: String? = nil) {
        self.severity = severity
        self.path = path
        self.message = message
        self.expected = expected
    }

    /// One line, without the file's name and line, which only the file's reader knows.
    public var description: String {
        let place = path == .root ? "" : "\(path): "
        return place + message + (expected.map { "; expected \($0)" } ?? "")
    }
}

/// Why an office can't be used: every error found, not only the first.
public struct OfficeProblems: Error, Sendable, CustomStringConvertible {
    /// At least one error, and the warnings found besides.
    public let problems: [OfficeProblem]

    /// An error of these problems.
    public init(_ problems: [OfficeProblem]) {
        self.problems = problems
    }

    /// A line for each error; warnings are no reason.
    public var description: String {
        problems.filter { $0.severity == .error }.map(\.description).joined(separator: "\n")
    }
}
