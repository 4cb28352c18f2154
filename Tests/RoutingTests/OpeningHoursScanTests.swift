import Foundation
import Testing

@testable import Routing

/// The compiled hours against a slow reading of the same schedule: Foundation's calendar, minute by minute.
@Suite("opening hours minute by minute") struct OpeningHoursScanTests {
    /// A zone and a week in which its wall clock is put forward or back (tz database).
    struct Week: Sendable, CustomTestStringConvertible {
        let zone: String
        let start: String
        var testDescription: String { "\(zone) from \(start)" }
    }

    @Test(
        "nextChange and isOpen agree with the scan",
        arguments: [
            Week(zone: "Europe/Rome", start: "2026-03-26T22:17:00Z"),
            Week(zone: "Europe/Rome", start: "2026-10-22T22:17:00Z"),
            Week(zone: "America/New_York", start: "2026-03-05T22:17:00Z"),
            Week(zone: "America/New_York", start: "2026-10-29T22:17:00Z"),
            // Half an hour; at midnight; a leap day; over New Year.
            Week(zone: "Australia/Lord_Howe", start: "2026-04-02T12:00:00Z"),
            Week(zone: "America/Santiago", start: "2026-09-03T12:00:00Z"),
            Week(zone: "Asia/Kathmandu", start: "2028-02-26T12:00:00Z"),
            Week(zone: "Europe/Moscow", start: "2026-12-28T12:00:00Z"),
        ])
    func agree(week: Week) throws {
        let zone = try #require(TimeZone(identifier: week.zone))
        let start = try Date(week.start, strategy: .iso8601)
        let minutes = (0..<6 * 1_440).map { WallTime(start + TimeInterval($0 * 60), zone: zone) }
        var generator = SplitMix64(seed: 22)
        for _ in 0..<8 {
            let schedule = SlowSchedule(days: minutes, using: &generator)
            let hours = try OpeningHours(
                open: schedule.open.map(\.text), except: schedule.except.map(\.text), zone: zone)
            let expected = minutes.map(schedule.isOpen)
            let actual = minutes.map { hours.isOpen(at: $0.moment) }
            #expect(actual == expected, "\(schedule)")

            let changes = minutes.indices.dropFirst().filter { expected[$0] != expected[$0 - 1] }
            // From every seventh minute, which meets every minute of the hour, and a part of a minute later.
            for index in stride(from: 0, to: changes.last ?? 0, by: 7) {
                let next = changes.first { $0 > index }.map { minutes[$0].moment }
                let second = TimeInterval(Int.random(in: 0..<60, using: &generator))
                #expect(hours.nextChange(after: minutes[index].moment + second) == next, "\(schedule)")
            }
        }
    }
}

/// What a zone's wall clock shows at a moment.
private struct WallTime {
    let moment: Date
    let minute: Int
    let today, yesterday: (date: String, weekday: Int)

    init(_ moment: Date, zone: TimeZone) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let shown = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: moment)
        self.moment = moment
        minute = (shown.hour ?? 0) * 60 + (shown.minute ?? 0)
        // A zone without DST for counting days.
        calendar.timeZone = .gmt
        let noon = DateComponents(year: shown.year, month: shown.month, day: shown.day, hour: 12)
        let todayNoon = calendar.date(from: noon) ?? .distantPast
        (today, yesterday) = (Self.day(todayNoon, calendar), Self.day(todayNoon - 86_400, calendar))
    }

    private static func day(_ noon: Date, _ calendar: Calendar) -> (date: String, weekday: Int) {
        (String(noon.formatted(.iso8601).prefix(10)), calendar.component(.weekday, from: noon))
    }
}

/// A schedule drawn by lot, read as the rules say it.
private struct SlowSchedule {
    struct Line {
        var text: String
        let isOn: (_ date: String, _ weekday: Int) -> Bool
        var hours: [(start: Int, end: Int)] = []
    }

    var open: [Line] = []
    var except: [Line] = []

    init(days: [WallTime], using generator: inout SplitMix64) {
        let dates = Set(days.map(\.today.date)).sorted()
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            var line =
                Bool.random(using: &generator)
                ? Self.weekdays(using: &generator) : Self.dates(dates, using: &generator)
            for _ in 0..<Int.random(in: 1...2, using: &generator) {
                // Often in the small hours, where clocks change.
                let latest = Bool.random(using: &generator) ? 240 : 1_440
                let start = Int.random(in: 0..<latest, using: &generator)
                let end = (start + Int.random(in: 1..<latest, using: &generator)) % 1_440
                line.text += (line.hours.isEmpty ? " " : ", ") + "\(Self.time(start))-\(Self.time(end))"
                line.hours.append((start, end))
            }
            open.append(line)
        }
        if Bool.random(using: &generator) { except.append(Self.dates(dates, using: &generator)) }
    }

    func isOpen(_ time: WallTime) -> Bool {
        open.contains { line in
            line.hours.contains { start, end in
                let untilMidnight = start < end ? time.minute >= start && time.minute < end : time.minute >= start
                let fromMidnight = start > end && time.minute < end
                return untilMidnight && begins(line, on: time.today)
                    || fromMidnight && begins(line, on: time.yesterday)
            }
        }
    }

    private func begins(_ line: Line, on day: (date: String, weekday: Int)) -> Bool {
        line.isOn(day.date, day.weekday) && !except.contains { $0.isOn(day.date, day.weekday) }
    }

    private static func weekdays(using generator: inout SplitMix64) -> Line {
        let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let first = Int.random(in: 0..<7, using: &generator)
        let days = (0...Int.random(in: 1..<7, using: &generator)).map { (first + $0) % 7 }
        return Line(text: "\(names[first])-\(names[days[days.count - 1]])") { days.contains($1 - 1) }
    }

    private static func dates(_ dates: [String], using generator: inout SplitMix64) -> Line {
        let first = Int.random(in: dates.indices, using: &generator)
        let days = dates[first...Int.random(in: first..<dates.count, using: &generator)]
        let text = "\(days[first])..\(days[days.endIndex - 1])"
        guard Bool.random(using: &generator) else { return Line(text: text) { date, _ in days.contains(date) } }
        let yearly = days.map { $0.dropFirst(4) }
        return Line(text: "*\(yearly[0])..*\(yearly[yearly.count - 1])") { date, _ in
            yearly.contains(date.dropFirst(4))
        }
    }

    private static func time(_ minute: Int) -> String {
        String(format: "%02d:%02d", minute / 60, minute % 60)
    }
}
