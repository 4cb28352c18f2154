/// A set of days of the week.
struct Weekdays: OptionSet, Sendable {
    let rawValue: UInt8

    static let daily = Weekdays(rawValue: 0b111_1111)

    private static let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// One day, counted from Monday, 0 to 6.
    init(dayOfWeek: Int) { rawValue = 1 << UInt8(dayOfWeek) }

    /// From one day to another, both counted from Monday and included, over the week's end where `last` comes before.
    init(from first: Int, through last: Int) {
        let length = (last - first).dividedRoundingDown(by: 7).remainder
        self = (0...length).reduce(into: []) { $0.insert(Weekdays(dayOfWeek: (first + $1) % 7)) }
    }

    /// The number of the day called `name`, in full or by its first three letters, from Monday, 0.
    static func dayOfWeek(named name: some StringProtocol) -> Int? {
        let name = name.lowercased()
        return names.firstIndex { $0 == name || $0.prefix(3) == name }
    }
}
