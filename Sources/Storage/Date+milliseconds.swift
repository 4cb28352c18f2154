import Foundation

extension Date {
    /// Milliseconds since 1970, UTC, rounded down. A time that came from the store goes back as it was: what a `Date`
    /// can't hold exactly is less than the microsecond that is added.
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1_000 + 0.001).rounded(.down)) }

    /// The time so many milliseconds after 1970, UTC.
    init(milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1_000)
    }
}
