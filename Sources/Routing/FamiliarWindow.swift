import Foundation

/// How long a caller stays familiar to the user he talked with: `today`, `24h`, `7d`.
public enum FamiliarWindow: Sendable, Hashable {
    /// Since midnight of the office's clock.
    case today
    /// The last so many hours.
    case hours(Int)
    /// The last so many days of 24 hours.
    case days(Int)

    /// The longest window, in days: how long talks are kept at least.
    public static let longestDays = 90

    /// Reads `today`, hours (`1h` to `2160h`) or days (`1d` to `90d`); `nil` for anything else.
    public init?(_ text: String) {
        guard text != "today" else {
            self = .today
            return
        }
        guard text.dropLast().allSatisfy(\.isASCIIDigit), let amount = Int(text.dropLast()), amount > 0 else {
            return nil
        }
        switch text.last {
        case "h" where amount <= 24 * Self.longestDays: self = .hours(amount)
        case "d" where amount <= Self.longestDays: self = .days(amount)
        default: return nil
        }
    }

    /// When the window that ends at a moment began.
    func start(at moment: Date, in zone: TimeZone) -> Date {
        switch self {
        case .today:
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = zone
            return calendar.startOfDay(for: moment)
        case .hours(let count): return moment.addingTimeInterval(Double(-count) * 3_600)
        case .days(let count): return moment.addingTimeInterval(Double(-count) * 86_400)
        }
    }
}

extension FamiliarWindow: TextCodable {
    init?(text: String) { self.init(text) }

    /// As it is written.
    public var description: String {
        switch self {
        case .today: "today"
        case .hours(let count): "\(count)h"
        case .days(let count): "\(count)d"
        }
    }
}
