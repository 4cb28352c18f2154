import Foundation

/// A schedule's hours, compiled for asking.
///
/// What the zone's wall clock shows decides: an hour that a DST change skips is never shown, an hour that it repeats is
/// open or closed both times.
public struct OpeningHours: Sendable {
    /// A line of `open`.
    struct Opening: Sendable {
        enum Days: Sendable {
            case weekdays(Weekdays)
            case dates(DateRange)
        }

        /// As written.
        let text: String
        let days: Days
        /// Minutes since midnight of the day they begin on; beyond 1,440 they run into the next day.
        let hours: [Range<Int>]
    }

    /// A line of `except`: days on which nothing opens.
    struct Exception: Sendable {
        /// As written.
        let text: String
        let dates: DateRange
    }

    private enum State {
        case open(Opening)
        case closed(Exception)
        case outsideHours
    }

    static let minutesPerDay = 1_440
    static let allDay = 0..<minutesPerDay

    private let openings: [Opening]
    private let exceptions: [Exception]
    private let zone: TimeZone
    /// Minutes since midnight at which hours begin or end, in order.
    let boundaries: [Int]

    /// Reads a schedule as in the office file.
    ///
    /// - Parameters:
    ///   - open: days and hours: `Mon-Fri 09:00-13:00, 14:00-18:00`, `daily 22:00-06:00`, `daily`,
    ///     `*-12-31 09:00-13:00`. Hours are half-open; over midnight they belong to the day they begin on. None: never
    ///     open.
    ///   - except: dates on which nothing opens: `2026-05-09`, `*-05-09`, `2026-12-31..2027-01-08`, both ends included.
    ///     What opened the night before stays open.
    ///   - zone: whose wall clock the hours are of.
    /// - Throws: every error found, in the order of the lists.
    public init(open: [String], except: [String], zone: TimeZone) throws(ScheduleSyntaxErrors) {
        var reader = ScheduleReader()
        openings = open.enumerated().compactMap { reader.opening($1, index: $0) }
        exceptions = except.enumerated().compactMap { reader.exception($1, index: $0) }
        guard reader.problems.isEmpty else { throw ScheduleSyntaxErrors(problems: reader.problems) }
        self.zone = zone
        let ends = openings.flatMap(\.hours).flatMap { [$0.lowerBound, $0.upperBound] }
        boundaries = Set(ends.map { $0 % Self.minutesPerDay }).sorted()
    }

    /// Whether it is open at a moment.
    public func isOpen(at moment: Date) -> Bool {
        isOpen(atSecond: moment.wholeSeconds)
    }

    /// Why it is open or closed at a moment, by the line that says so: `open: Mon-Fri 09:00-18:00`,
    /// `closed: 2026-12-31..2027-01-08`, `closed: outside its hours`.
    public func reason(at moment: Date) -> String {
        switch state(atSecond: moment.wholeSeconds) {
        case .open(let opening): "open: \(opening.text)"
        case .closed(let exception): "closed: \(exception.text)"
        case .outsideHours: "closed: outside its hours"
        }
    }

    // MARK: Seconds since 1970

    func isOpen(atSecond second: Int) -> Bool {
        if case .open = state(atSecond: second) { true } else { false }
    }

    /// What the zone adds to UTC, in seconds.
    func offset(atSecond second: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(second)))
    }

    private func state(atSecond second: Int) -> State {
        let (number, secondOfDay) = (second + offset(atSecond: second)).dividedRoundingDown(by: 86_400)
        let minute = secondOfDay / 60
        let today = CalendarDay(daysSince1970: number)
        let closedToday = exceptions.first { $0.dates.contains(today) }
        if closedToday == nil, let opening = opening(on: today, minute: minute) { return .open(opening) }
        // The night that began the day before.
        let yesterday = CalendarDay(daysSince1970: number - 1)
        if let opening = opening(on: yesterday, minute: minute + Self.minutesPerDay) {
            guard let closedYesterday = exceptions.first(where: { $0.dates.contains(yesterday) }) else {
                return .open(opening)
            }
            return .closed(closedToday ?? closedYesterday)
        }
        return closedToday.map { .closed($0) } ?? .outsideHours
    }

    /// The line that opens on a day, if the minute, counted from that day's midnight, is within its hours.
    private func opening(on day: CalendarDay, minute: Int) -> Opening? {
        openings.first { opening in
            guard opening.hours.contains(where: { $0.contains(minute) }) else { return false }
            return switch opening.days {
            case .weekdays(let weekdays): weekdays.contains(day.weekday)
            case .dates(let dates): dates.contains(day)
            }
        }
    }
}

extension Date {
    /// Seconds since 1970, rounded down.
    var wholeSeconds: Int { Int(timeIntervalSince1970.rounded(.down)) }
}
