/// Something in a schedule that can't be read.
public struct ScheduleSyntaxError: Sendable, Hashable, CustomStringConvertible {
    /// The lists of a schedule, by their keys in the office file.
    public enum List: String, Sendable, Hashable {
        case open, except
    }

    /// Which list the line stands in.
    public let list: List
    /// Which line of the list, counted from zero.
    public let index: Int
    /// What is wrong.
    public let message: String
    /// What would be right.
    public let expected: String

    /// `open[0]: "Mo" is not a day of the week; expected …`
    public var description: String { "\(list.rawValue)[\(index)]: \(message); expected \(expected)" }
}

/// Why a schedule can't be used: every error found, not only the first.
public struct ScheduleSyntaxErrors: Error, Sendable, CustomStringConvertible {
    /// At least one, `open` before `except`, each in the order of its list.
    public let problems: [ScheduleSyntaxError]

    /// A line for each.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
