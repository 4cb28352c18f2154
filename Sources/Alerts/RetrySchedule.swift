import Foundation

/// When what was not delivered is tried again.
public struct RetrySchedule: Sendable, Hashable {
    /// Seconds after the first attempt; doubled after each further one.
    public var first: TimeInterval
    /// Seconds at most.
    public var longest: TimeInterval
    /// Seconds since it was to be delivered first, after which no attempt is made.
    public var givenUp: TimeInterval

    /// - Parameter first: seconds after the first attempt, above 0.
    public init(first: TimeInterval = 10, longest: TimeInterval = 3_600, givenUp: TimeInterval = 86_400) {
        self.first = first
        self.longest = longest
        self.givenUp = givenUp
    }

    /// The next attempt; `nil`: there is none.
    ///
    /// - Parameters:
    ///   - attempts: made so far, 1 or more.
    ///   - start: when it was to be delivered first.
    ///   - moment: now.
    public func next(after attempts: Int, since start: Date, at moment: Date) -> Date? {
        let pause = min(longest, first * pow(2, Double(min(attempts, 64) - 1)))
        let next = moment.addingTimeInterval(pause)
        return next.timeIntervalSince(start) <= givenUp ? next : nil
    }
}
