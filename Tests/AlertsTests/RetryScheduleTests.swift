import Foundation
import Testing

@testable import Alerts

@Suite("when alerts are tried again") struct RetryScheduleTests {
    private let start = Date(timeIntervalSince1970: 1_790_000_000)

    @Test(
        "the pause doubles up to an hour",
        arguments: [(1, 10.0), (2, 20), (3, 40), (4, 80), (9, 2_560), (10, 3_600), (11, 3_600), (1_000, 3_600)])
    func pauses(attempts: Int, pause: Double) {
        let schedule = RetrySchedule()
        #expect(schedule.next(after: attempts, since: start, at: start) == start.addingTimeInterval(pause))
    }

    @Test("after 24 hours no attempt is made", arguments: [(82_800.0, true), (82_801, false), (86_400, false)])
    func end(later: Double, isTried: Bool) {
        let next = RetrySchedule().next(after: 20, since: start, at: start.addingTimeInterval(later))
        #expect((next != nil) == isTried)
    }

    @Test("all pauses of a day: nobody is asked more often than that")
    func day() {
        let schedule = RetrySchedule()
        var (moment, attempts) = (start, 1)
        while let next = schedule.next(after: attempts, since: start, at: moment) {
            (moment, attempts) = (next, attempts + 1)
        }
        // 10, 20 … 2,560 s make 5,110 s; of the 81,290 s that are left 22 hours can be used.
        #expect(attempts == 1 + 9 + 22)
        #expect(moment.timeIntervalSince(start) == 5_110 + 22 * 3_600)
    }

    @Test("a first pause of less than a second stays what it is")
    func short() {
        let schedule = RetrySchedule(first: 0.25)
        #expect(schedule.next(after: 3, since: start, at: start) == start.addingTimeInterval(1))
    }
}
