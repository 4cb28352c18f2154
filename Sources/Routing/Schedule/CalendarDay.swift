/// One day of the proleptic Gregorian calendar.
struct CalendarDay: Sendable {
    /// The date in ISO 8601's basic form read as a number, 20261231: orders as dates do.
    let date: Int
    let weekday: Weekdays

    /// The date without its year: 1231.
    var yearlyDate: Int { date % 10_000 }

    /// The day so many days after 1970-01-01.
    init(daysSince1970 number: Int) {
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days: years begin in March, so that
        // the leap day is a year's last; 400 of them, an era, have 146,097 days.
        let (era, day) = (number + 719_468).dividedRoundingDown(by: 146_097)
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let monthSinceMarch = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * monthSinceMarch + 2) / 5 + 1
        let month = monthSinceMarch < 10 ? monthSinceMarch + 3 : monthSinceMarch - 9
        date = (era * 400 + year + (month <= 2 ? 1 : 0)) * 10_000 + month * 100 + dayOfMonth
        // 1970-01-01 was a Thursday.
        weekday = Weekdays(dayOfWeek: (number + 3).dividedRoundingDown(by: 7).remainder)
    }
}

extension Int {
    /// Division for days and minutes before 1970 too: the remainder is never negative.
    func dividedRoundingDown(by divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
