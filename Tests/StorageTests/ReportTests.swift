import Foundation
import Testing

@testable import Storage

@Suite("reports from the history") struct ReportTests {
    let folder: TemporaryFolder
    let store: OfficeStore
    private let all = ReportPeriod(from: at(0), to: at(1_000_000), zone: .gmt)

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.open()
    }

    private func call(
        _ id: String, _ seconds: TimeInterval, _ disposition: CallDisposition?, answeredAfter wait: TimeInterval? = nil,
        from origin: CallRecord.Origin = .external, to dialled: String = "+74951234567"
    ) -> CallRecord {
        var call = CallRecord(id: id, began: at(seconds), origin: origin, dialled: dialled)
        call.disposition = disposition
        call.answered = wait.map { at(seconds + $0) }
        call.ended = disposition.map { _ in at(seconds + (wait ?? 0) + 30) }
        return call
    }

    private func visit(
        _ queue: String, _ seconds: TimeInterval, _ outcome: CallRecord.QueueVisit.Outcome?,
        after wait: TimeInterval = 0,
        isCallback: Bool = false
    ) -> CallRecord.QueueVisit {
        var visit = CallRecord.QueueVisit(channel: "c", queue: queue, isCallback: isCallback, entered: at(seconds))
        visit.outcome = outcome
        if outcome == .answered {
            (visit.connected, visit.ended, visit.agent) = (at(seconds + wait), at(seconds + wait + 60), "101")
        } else if outcome != nil {
            visit.ended = at(seconds + wait)
        }
        return visit
    }

    @Test("calls: each in one row, and the rows add up")
    func calls() throws {
        try store.save([
            call("1", 0, .answered, answeredAfter: 20), call("2", 1, .answered, answeredAfter: 20.25),
            call("3", 2, .missed), call("4", 3, .voicemail), call("5", 4, .abandoned), call("6", 5, .refused),
            call("7", 6, .failed), call("8", 7, .service), call("9", 8, .callback),
            call("10", 9, .answered, answeredAfter: 5, from: .internal), call("11", 10, .unreached, from: .internal),
            call("12", 11, .answered, answeredAfter: 5, from: .internal, to: "102"),
            call("13", 12, .missed, from: .internal, to: "102"), call("14", 13, .service, from: .internal, to: "*281"),
            call("live", 14, nil), call("before", -1, .answered, answeredAfter: 1),
        ])
        let report = try store.callReport(over: all)
        let incoming = report.incoming
        #expect(incoming.offered == 8)
        #expect(incoming.answered == 2 && incoming.missed == 3 && incoming.voicemail == 1)
        #expect(incoming.refused == 1 && incoming.failed == 1 && incoming.askedForCallback == 1)
        #expect(incoming.waiting == Waiting(mean: 20.125, percentile90: 20.25, longest: 20.25))
        #expect(incoming.missedAfter == Waiting(mean: 30, percentile90: 30, longest: 30))
        // One of the two answered, three missed and one who asked for a callback.
        #expect(incoming.serviceLevel == 1.0 / 6)
        #expect(report.outgoing == .init(made: 2, answered: 1))
        #expect(report.internal == .init(made: 2, answered: 1))
        #expect(report.hours.map(\.offered).reduce(0, +) == 8)
        #expect(report.hours.map(\.answered).reduce(0, +) == 2)
    }

    @Test("a call that the office made to call somebody back is nobody's call to it")
    func callbackCalls() throws {
        var back = call("1", 0, .answered, answeredAfter: 3)
        back.visits = [visit("700", 0, .answered, after: 3, isCallback: true)]
        try store.save([back])
        #expect(try store.callReport(over: all).incoming.offered == 0)
        #expect(try store.queueReport(over: all).all.offered == 0)
    }

    @Test("the beginning counts: from it on, and the end does not belong to it")
    func limits() throws {
        try store.save([call("1", 10, .missed), call("2", 20, .missed), call("3", 30, .missed)])
        let period = ReportPeriod(from: at(10), to: at(30), zone: .gmt)
        #expect(try store.callReport(over: period).incoming.offered == 2)
    }

    @Test("queues: every outcome has its column, and the columns add up")
    func queues() throws {
        var calls = CallRecord.QueueVisit.Outcome.allCases.enumerated().map { index, outcome in
            var call = call("\(index)", Double(index), .missed)
            call.visits = [visit("700", Double(index), outcome, after: 10)]
            return call
        }
        var twice = call("twice", 100, .answered, answeredAfter: 1)
        twice.visits = [visit("700", 100, .timedOut, after: 60), visit("701", 160, .answered, after: 30)]
        twice.visits[0].unansweredRings = 3
        var waiting = call("waiting", 200, nil)
        waiting.visits = [visit("700", 200, nil)]
        calls += [twice, waiting]
        try store.save(calls)
        let report = try store.queueReport(over: all)
        #expect(report.queues.map(\.queue) == ["700", "701"])
        var first = QueueReport.Queue(queue: "700")
        (first.offered, first.answered, first.abandoned, first.timedOut, first.askedForCallback) = (8, 1, 1, 2, 1)
        (first.full, first.nobodyThere, first.left, first.unansweredRings) = (1, 1, 1, 3)
        first.waiting = Waiting(mean: 10, percentile90: 10, longest: 10)
        first.abandonedAfter = first.waiting
        (first.serviceLevel, first.meanTalk) = (1.0 / 8, 60)
        #expect(report.queues[0] == first)
        #expect(report.queues[1].serviceLevel == 0, "30 s are more than 20 s")
        #expect(report.all.offered == 9 && report.all.answered == 2 && report.all.waiting?.mean == 20)
        #expect(report.all.serviceLevel == 1.0 / 9)
        var patient = all
        patient.within = 30
        #expect(try store.queueReport(over: patient).queues[1].serviceLevel == 1)
    }

    @Test("users: rung, answered, and how long they talked, with whomever")
    func users() throws {
        var full = CallRecord.full()
        // 103 talked with the client alone, then with 102 too, whose leg no user is known of.
        full.talks[1].ended = at(70)
        var live = CallRecord.full("live")
        (live.ended, live.disposition) = (nil, nil)
        try store.save([full, live])
        var first = UserReport.User(user: "101")
        (first.offered, first.missed) = (1, 1)
        var second = UserReport.User(user: "103")
        (second.offered, second.answered, second.talk, second.meanTalk) = (1, 1, 44.5, 44.5)
        #expect(try store.userReport(over: all).users == [first, second])
    }

    @Test("callbacks: asked, and what became of them")
    func callbacks() throws {
        let outcomes = ["connected", "connected", "failed", "cancelled", nil]
        for (index, outcome) in outcomes.enumerated() {
            let new = CallbackRecord(
                queue: index == 4 ? "701" : "700", number: "+7903555000\(index)", language: "en", call: "1",
                arrived: at(0), asked: at(Double(index)), mostAttempts: 2, window: 600, retry: 300)
            var callback = try #require(try store.add(new))
            callback.outcome = outcome
            callback.ended = outcome.map { _ in at(Double(index) + 60 * Double(index + 1)) }
            if outcome != nil { callback.state = "ended" }
            callback.attempts = (1...2).map { .init(number: $0, began: at(10), call: "\($0)") }
            try store.save(callback)
        }
        let report = try store.callbackReport(over: all)
        var first = CallbackReport.Queue(queue: "700")
        (first.asked, first.reached, first.failed, first.cancelled, first.attempts) = (4, 2, 1, 1, 8)
        first.reachedAfter = Waiting(mean: 90, percentile90: 120, longest: 120)
        #expect(report.queues.first == first)
        #expect(report.all.asked == 5 && report.all.open == 1)
        #expect(try store.callbackReport(over: ReportPeriod(from: at(1), to: at(3), zone: .gmt)).all.asked == 2)
    }

    @Test("a few thousand visits: the same figures as counted one by one")
    func many() throws {
        var random = SeededGenerator(seed: 5)
        let outcomes = CallRecord.QueueVisit.Outcome.allCases
        let calls = (0..<3_000).map { index in
            let seconds = Double.random(in: 0..<900_000, using: &random).rounded()
            var call = call("\(index)", seconds, .missed)
            let wait = Double(Int.random(in: 0...240_000, using: &random)) / 1_000
            let outcome = outcomes.randomElement(using: &random) ?? .left
            call.visits = [visit(["700", "701"][index % 2], seconds, outcome, after: wait)]
            return call
        }
        try store.save(calls)
        let report = try store.queueReport(over: all)
        for queue in report.queues {
            let visits = calls.flatMap(\.visits).filter { $0.queue == queue.queue }
            let answered = visits.filter { $0.outcome == .answered }
            let waits = answered.compactMap { $0.connected?.timeIntervalSince($0.entered) }.sorted()
            #expect(queue.offered == visits.count && queue.answered == answered.count)
            #expect(queue.abandoned == visits.count { $0.outcome == .abandoned })
            let inTime = waits.count { $0 <= 20.000_5 }
            #expect(queue.serviceLevel == Double(inTime) / Double(visits.count))
            let percentile = try #require(queue.waiting?.percentile90)
            #expect(waits.count { $0 <= percentile + 0.000_5 } * 10 >= waits.count * 9)
            #expect(waits.count { $0 < percentile - 0.000_5 } * 10 < waits.count * 9)
            #expect(abs(try #require(queue.waiting?.mean) - waits.reduce(0, +) / Double(waits.count)) < 0.001)
        }
    }
}

/// The same numbers each time (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
