/// Dates from one to another, both included.
enum DateRange: Sendable {
    /// Certain dates, as ``CalendarDay/date`` counts them.
    case dated(ClosedRange<Int>)
    /// Dates of every year, as ``CalendarDay/yearlyDate`` counts them; over New Year where `last` comes before `first`.
    case yearly(first: Int, last: Int)

    func contains(_ day: CalendarDay) -> Bool {
        switch self {
        case .dated(let dates): dates.contains(day.date)
        case .yearly(let first, let last):
            first <= last
                ? (first...last).contains(day.yearlyDate) : day.yearlyDate >= first || day.yearlyDate <= last
        }
    }
}
