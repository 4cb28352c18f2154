import Foundation
import Testing

@testable import Storage

/// The figures themselves, without a database.
@Suite("figures of reports") struct ReportFigureTests {
    // By hand: the smallest value that nine tenths of all do not exceed.
    @Test(
        "the 90th percentile is the nearest rank",
        arguments: [
            ([5], 5), ([1, 2], 2), (Array(1...9), 9), (Array(1...10), 9), (Array(1...11), 10), (Array(1...20), 18),
            ((1...100).reversed(), 90), ([7, 7, 7, 1], 7),
        ] as [([Int], Double)])
    func percentile(seconds: [Int], expected: Double) {
        var waiting = WaitingTimes()
        for second in seconds { waiting.add(milliseconds: Int64(second) * 1_000) }
        #expect(waiting.summary?.percentile90 == expected)
    }

    @Test("the mean to a millisecond; nobody waits less than no time; nobody is no mean")
    func mean() {
        var waiting = WaitingTimes()
        #expect(waiting.summary == nil)
        for milliseconds in [1_000, 2_000, 2_001, -5] { waiting.add(milliseconds: Int64(milliseconds)) }
        #expect(waiting.summary == Waiting(mean: 1.25, percentile90: 2.001, longest: 2.001))
        #expect(waiting.count(within: 2) == 3, "2 s are within 2 s, and a millisecond more is not")
    }

    private func hours(_ zone: String, _ moments: String...) throws -> [Int: Int] {
        var hours = BusyHours(zone: try #require(TimeZone(identifier: zone)))
        for moment in moments {
            let date = try Date.ISO8601FormatStyle().parse(moment)
            hours.add(milliseconds: Int64(date.timeIntervalSince1970) * 1_000, isAnswered: false)
        }
        return Dictionary(uniqueKeysWithValues: hours.hours.filter { $0.offered > 0 }.map { ($0.hour, $0.offered) })
    }

    @Test("hours are the office's: half past, over midnight")
    func localHours() throws {
        #expect(try hours("Asia/Kolkata", "2026-11-01T18:29:59Z", "2026-11-01T18:30:00Z") == [23: 1, 0: 1])
        #expect(try hours("Asia/Kathmandu", "2026-11-01T00:14:59Z", "2026-11-01T00:15:00Z") == [5: 1, 6: 1])
    }

    // Rome 2026: forward at 01:00 UTC on March 29, back at 01:00 UTC on October 25.
    @Test("a day of 25 hours has two callers at two o'clock, one of 23 hours has no such hour")
    func daylightSaving() throws {
        #expect(try hours("Europe/Rome", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z") == [2: 2])
        #expect(try hours("Europe/Rome", "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z") == [1: 1, 3: 1])
    }

    @Test("a user's call counts once, by the best of his legs")
    func users() {
        var tally = UserTally(ReportPeriod(from: .distantPast, to: .distantFuture, zone: .gmt))
        func leg(
            _ call: String, _ user: String, _ outcome: CallRecord.Leg.Outcome?, talked: Int64 = 0,
            isCaller: Bool = false,
            isOutside: Bool = false
        ) {
            tally.add(
                .init(
                    call: call, user: user, isCaller: isCaller, outcome: outcome, talked: talked, isOutside: isOutside))
        }
        // Desk phone and mobile, rung three times by a queue.
        leg("1", "101", .noAnswer)
        leg("1", "101", .answered, talked: 4_000)
        leg("1", "101", .unreachable)
        leg("1", "102", .answeredElsewhere)
        leg("2", "101", .busy)
        leg("2", "101", .unreachable)
        leg("3", "101", .unreachable)
        leg("4", "101", nil, talked: 2_000, isCaller: true, isOutside: true)
        leg("5", "101", nil, isCaller: true)
        leg("5", "102", .rejected)
        let report = tally.report()
        var first = UserReport.User(user: "101")
        (first.offered, first.answered, first.missed, first.unreachable) = (2, 1, 1, 1)
        (first.outgoing, first.internal, first.talk, first.meanTalk) = (1, 1, 6, 3)
        var second = UserReport.User(user: "102")
        (second.offered, second.answeredElsewhere, second.missed) = (2, 1, 1)
        #expect(report.users == [first, second])
    }
}
