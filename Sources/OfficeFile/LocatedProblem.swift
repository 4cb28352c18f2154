import Routing

/// A problem and the line it stands in.
public struct LocatedProblem: Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, and under which key.
    public let problem: OfficeProblem
    /// The file's name as it was given.
    public let file: String
    /// Line and column, from 1; `nil` when the problem is no single place's.
    public let line, column: Int?

    /// `office.yaml:36:20: users[1].forward.busy.to: there is no user 109; expected the extension of a user`
    public var description: String {
        let place = [file, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
        return "\(place): \(problem.severity == .warning ? "warning: " : "")\(problem)"
    }
}

/// Why an office file was refused.
public struct OfficeFileError: Error, Sendable, CustomStringConvertible {
    /// At least one error, in the order of the file.
    public let problems: [LocatedProblem]

    /// A line for each problem.
    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
