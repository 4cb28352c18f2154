import Foundation

/// The last talk of a user with an outside number.
public struct Talk: Sendable, Hashable {
    /// The outside number, E.164.
    public var number: String
    /// The user's extension.
    public var user: String
    /// When they talked last, kept to the millisecond.
    public var date: Date

    /// Puts a talk together.
    public init(number: String, user: String, date: Date) {
        self.number = number
        self.user = user
        self.date = date
    }
}
