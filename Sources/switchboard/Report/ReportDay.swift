import ArgumentParser
import Foundation
import Routing

/// An end of a report's period: a day, or a time of a day, on the office's clock.
struct ReportDay: ExpressibleByArgument {
    private let start: LocalDateTime
    private let isWholeDay: Bool

    /// Reads `2026-11-01`, `2026-11-01T18:00` or `2026-11-01 18:00`; `nil` for anything else.
    init?(argument: String) {
        if let time = LocalDateTime(argument) {
            (start, isWholeDay) = (time, false)
        } else if let midnight = LocalDateTime(argument + "T00:00") {
            (start, isWholeDay) = (midnight, true)
        } else {
            return nil
        }
    }

    /// The day of a moment.
    init(of moment: Date, in zone: TimeZone) {
        let now = LocalDateTime(moment, in: zone)
        let text = String(format: "%04d-%02d-%02dT00:00", now.year, now.month, now.day)
        start = LocalDateTime(text) ?? now
        isWholeDay = true
    }

    /// When it begins.
    func begins(in zone: TimeZone) -> Date { start.moment(in: zone) }

    /// As the end of a period: a day counts as a whole, however many hours it has; a time is the end itself.
    func ends(in zone: TimeZone) -> Date {
        guard isWholeDay else { return start.moment(in: zone) }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        // Some days begin at one o'clock: the next day's beginning is asked for, not 24 hours.
        let noon = start.moment(in: zone).addingTimeInterval(12 * 3_600)
        return calendar.date(byAdding: .day, value: 1, to: calendar.startOfDay(for: noon)) ?? .distantFuture
    }
}
