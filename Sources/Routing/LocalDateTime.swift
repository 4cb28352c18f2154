import Foundation

/// A date and time on the office's wall clock, without a zone: `2026-12-31T18:00`.
public struct LocalDateTime: Sendable, Hashable {
    /// Calendar fields of the proleptic Gregorian calendar; minutes are the finest unit.
    public let year, month, day, hour, minute: Int

    /// Reads `2026-12-31T18:00` or `2026-12-31 18:00`; `nil` for anything else and for dates that don't exist.
    public init?(_ text: String) {
        guard let match = text.wholeMatch(of: /(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})/),
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
            let hour = Int(match.4), let minute = Int(match.5), hour < 24, minute < 60
        else { return nil }
        let fields = DateComponents(year: year, month: month, day: day, hour: hour, minute: minute)
        guard fields.isValidDate(in: Self.calendar(.gmt)) else { return nil }
        (self.year, self.month, self.day, self.hour, self.minute) = (year, month, day, hour, minute)
    }

    /// What a clock in the zone shows at a moment.
    public init(_ moment: Date, in zone: TimeZone) {
        let fields = Self.calendar(zone).dateComponents([.year, .month, .day, .hour, .minute], from: moment)
        (year, month, day) = (fields.year ?? 1, fields.month ?? 1, fields.day ?? 1)
        (hour, minute) = (fields.hour ?? 0, fields.minute ?? 0)
    }

    /// The moment at which a clock in the zone shows this time; a time skipped by a DST change is the moment after it.
    public func moment(in zone: TimeZone) -> Date {
        let fields = DateComponents(year: year, month: month, day: day, hour: hour, minute: minute)
        return Self.calendar(zone).date(from: fields) ?? .distantFuture
    }

    private static func calendar(_ zone: TimeZone) -> Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }
}

extension LocalDateTime: TextCodable {
    init?(text: String) { self.init(text) }

    /// `2026-12-31T18:00`
    public var description: String {
        String(format: "%04d-%02d-%02dT%02d:%02d", year, month, day, hour, minute)
    }
}
