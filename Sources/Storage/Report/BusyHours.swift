import Foundation

/// How many came in each hour of the day, over all days of a report.
///
/// An hour is that of the office's clock. Where the clock goes back, the hour that comes twice has the callers of both;
/// where it goes forward, the hour that is left out has none of that day.
public struct BusyHours: Sendable, Hashable {
    /// Zones differ from UTC by whole quarters of an hour, and change at whole ones.
    private static let quarter: Int64 = 900_000
    private let calendar: Calendar
    private var known: [Int64: Int] = [:]
    /// 24 of them, from midnight on.
    public private(set) var hours = (0..<24).map { BusyHour(hour: $0) }

    /// Nobody has come.
    public init(zone: TimeZone) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
    }

    /// Adds somebody who came at this time, in milliseconds since 1970, UTC.
    public mutating func add(milliseconds: Int64, isAnswered: Bool) {
        let hour = hour(of: milliseconds)
        hours[hour].offered += 1
        if isAnswered { hours[hour].answered += 1 }
    }

    private mutating func hour(of milliseconds: Int64) -> Int {
        let quarter = milliseconds / Self.quarter
        if let hour = known[quarter] { return hour }
        let hour = calendar.component(.hour, from: Date(milliseconds: quarter * Self.quarter))
        known[quarter] = hour
        return hour
    }
}

/// One hour of the day.
public struct BusyHour: Sendable, Hashable, Codable {
    /// 0 to 23: from this full hour to the next.
    public var hour: Int
    /// How many came.
    public var offered = 0
    /// How many of them were answered.
    public var answered = 0

    /// An hour in which so many came.
    public init(hour: Int, offered: Int = 0, answered: Int = 0) {
        self.hour = hour
        self.offered = offered
        self.answered = answered
    }
}
