import Foundation

/// Reads the lines of a schedule and collects what is wrong with them.
struct ScheduleReader {
    private(set) var problems: [ScheduleSyntaxError] = []
    private var list = ScheduleSyntaxError.List.open
    private var index = 0

    private static let aDay = "Mon or Monday, a range Mon-Fri, several Mon,Wed,Fri, or daily alone"
    private static let aDate = "a date like 2026-05-09, every year's *-05-09, or a range 2026-12-31..2027-01-08"
    private static let aTime = "00:00 to 23:59, or 24:00 as an end"
    private static let aTimeRange = "09:00-18:00, and a comma between several"

    /// Reads a line of `open`: days or dates, then hours.
    mutating func opening(_ text: String, index: Int) -> OpeningHours.Opening? {
        (list, self.index) = (.open, index)
        let (days, hours) = parts(of: text)
        if days.isEmpty {
            return error("the line is empty", expected: "days and hours like Mon-Fri 09:00-18:00")
        }
        if days.contains(":") {
            return error(
                "\(quoted(days)) has no days before its hours", expected: "days, a space and hours: Mon-Fri 09:00-18:00"
            )
        }
        let isDaily = days.lowercased() == "daily"
        let isDate = days.first.map { $0.isASCIIDigit || $0 == "*" } ?? false
        // Both are read before either is given up, so that both are reported.
        let readDays: OpeningHours.Opening.Days? =
            if isDaily {
                .weekdays(.daily)
            } else if isDate {
                dates(days).map { .dates($0) }
            } else {
                weekdays(days).map { .weekdays($0) }
            }
        let readHours = hours.isEmpty ? [OpeningHours.allDay] : all(elements(hours).map { timeRange($0) })
        guard let readDays, let readHours else { return nil }
        if hours.isEmpty, !isDaily {
            return error(
                "\(quoted(days)) has no hours", expected: "\(days) 09:00-18:00, or \(days) 00:00-24:00 for all day")
        }
        return .init(text: oneLine(text), days: readDays, hours: readHours)
    }

    /// Reads a line of `except`: dates.
    mutating func exception(_ text: String, index: Int) -> OpeningHours.Exception? {
        (list, self.index) = (.except, index)
        let (days, hours) = parts(of: text)
        if days.isEmpty { return error("the line is empty", expected: Self.aDate) }
        let dates = dates(days)
        if dates != nil, !hours.isEmpty {
            return error("\(quoted(hours)) comes after the date", expected: "\(days) alone, which closes all day")
        }
        return dates.map { .init(text: oneLine(text), dates: $0) }
    }

    // MARK: Days

    private mutating func weekdays(_ text: String) -> Weekdays? {
        all(elements(text).map { weekdayRange($0) })?.reduce(into: []) { $0.formUnion($1) }
    }

    private mutating func weekdayRange(_ text: String) -> Weekdays? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count <= 2 else { return error("\(quoted(text)) is not a range of days", expected: Self.aDay) }
        let days = all(ends.map { dayOfWeek($0) })
        return days.map { Weekdays(from: $0[0], through: $0[$0.count - 1]) }
    }

    private mutating func dayOfWeek(_ text: Substring) -> Int? {
        Weekdays.dayOfWeek(named: text) ?? error("\(quoted(text)) is not a day of the week", expected: Self.aDay)
    }

    private mutating func dates(_ text: String) -> DateRange? {
        let ends = text.components(separatedBy: "..")
        guard ends.count <= 2 else { return error("\(quoted(text)) is not a range of dates", expected: Self.aDate) }
        guard let dates = all(ends.map { date($0) }) else { return nil }
        let (first, last) = (dates[0], dates[dates.count - 1])
        guard first.isYearly == last.isYearly else {
            return error("\(quoted(text)) has a year at one end only", expected: "a year or * at both ends")
        }
        if first.isYearly { return .yearly(first: first.number, last: last.number) }
        guard first.number <= last.number else {
            return error("\(quoted(text)) ends before it begins", expected: "\(ends[1])..\(ends[0])")
        }
        return .dated(first.number...last.number)
    }

    /// One date, counted as in ``DateRange``.
    private mutating func date(_ text: String) -> (number: Int, isYearly: Bool)? {
        let shape = String(text.map { $0.isASCIIDigit ? "0" : $0 })
        let isYearly = shape == "*-00-00"
        guard isYearly || shape == "0000-00-00" else {
            return error("\(quoted(text)) is not a date", expected: Self.aDate)
        }
        // Every year's dates may be February 29th, which 2024 has.
        guard let day = LocalDateTime((isYearly ? "2024" + text.dropFirst() : text) + "T00:00") else {
            return error("there is no such day as \(text)", expected: "a day of the calendar")
        }
        return ((isYearly ? 0 : day.year * 10_000) + day.month * 100 + day.day, isYearly)
    }

    // MARK: Hours

    private mutating func timeRange(_ text: String) -> Range<Int>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2 else {
            return error("\(quoted(text)) is not a range of time", expected: Self.aTimeRange)
        }
        guard let times = all(ends.map { time($0) }) else { return nil }
        let (start, end) = (times[0], times[1])
        if start == OpeningHours.minutesPerDay {
            return error("24:00 begins the next day", expected: "00:00 there, 24:00 only as an end")
        }
        if start == end {
            return error("\(quoted(text)) ends when it begins", expected: "two times, or 00:00-24:00 for all day")
        }
        return start..<(end < start ? end + OpeningHours.minutesPerDay : end)
    }

    /// Minutes since midnight, 24:00 included.
    private mutating func time(_ text: Substring) -> Int? {
        let shape = String(text.map { $0.isASCIIDigit ? "0" : $0 })
        guard shape == "00:00" || shape == "0:00", let hour = Int(text.dropLast(3)), let minute = Int(text.suffix(2))
        else { return error("\(quoted(text)) is not a time", expected: Self.aTime) }
        guard minute < 60, hour < 24 || (hour == 24 && minute == 0) else {
            return error("there is no such time as \(text)", expected: Self.aTime)
        }
        return hour * 60 + minute
    }

    // MARK: Text

    /// The days and the hours: what comes before and after the first space that is not beside a separator.
    private func parts(of text: String) -> (days: String, hours: String) {
        let tight = text.split(whereSeparator: \.isWhitespace).reduce(into: "") { line, word in
            let isBesideSeparator = [line.last, word.first].contains { $0.map(",-.".contains) ?? true }
            line += isBesideSeparator ? word : " " + word
        }
        let parts = tight.split(separator: " ", maxSplits: 1).map(String.init)
        return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
    }

    /// As written, on one line.
    private func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func elements(_ text: String) -> [String] {
        text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    private func quoted(_ text: some StringProtocol) -> String { "\"\(text)\"" }

    private func all<Value>(_ values: [Value?]) -> [Value]? {
        values.contains { $0 == nil } ? nil : values.compactMap(\.self)
    }

    private mutating func error<Value>(_ message: String, expected: String) -> Value? {
        problems.append(ScheduleSyntaxError(list: list, index: index, message: message, expected: expected))
        return nil
    }
}
