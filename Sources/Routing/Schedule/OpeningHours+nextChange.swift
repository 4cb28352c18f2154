import Foundation

extension OpeningHours {
    /// The first moment after the given one at which ``isOpen(at:)`` answers otherwise, to the second; `nil` if that is
    /// not within 400 days.
    public func nextChange(after moment: Date) -> Date? {
        let start = moment.wholeSeconds
        let isOpenNow = isOpen(atSecond: start)
        var second = start
        repeat {
            second = boundary(afterSecond: second)
            guard second <= start + 400 * 86_400 else { return nil }
        } while isOpen(atSecond: second) == isOpenNow
        return Date(timeIntervalSince1970: TimeInterval(second))
    }

    /// The next second at which the wall clock shows a boundary or midnight, or is put forward or back; between two of
    /// these nothing opens or closes.
    private func boundary(afterSecond second: Int) -> Int {
        let offset = offset(atSecond: second)
        let secondOfDay = (second + offset).dividedRoundingDown(by: 86_400).remainder
        let next = boundaries.first { $0 * 60 > secondOfDay } ?? Self.minutesPerDay
        let boundary = second + next * 60 - secondOfDay
        return self.offset(atSecond: boundary) == offset ? boundary : offsetChange(afterSecond: second, until: boundary)
    }

    /// The first second after `second`, at most `last`, at which the zone's offset has changed.
    ///
    /// Foundation promises `nextDaylightSavingTimeTransition(after:)` for DST only; zones change their standard time too.
    private func offsetChange(afterSecond second: Int, until last: Int) -> Int {
        let offset = offset(atSecond: second)
        var (before, after) = (second, last)
        while after - before > 1 {
            let middle = before + (after - before) / 2
            if self.offset(atSecond: middle) == offset { before = middle } else { after = middle }
        }
        return after
    }
}
