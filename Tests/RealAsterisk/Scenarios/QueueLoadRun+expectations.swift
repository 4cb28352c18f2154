import AsteriskBench
import Foundation
import Testing

extension QueueLoadRun {
    /// Nobody is on the line, no callback is open, and Asterisk's own database has forgotten all attempts.
    func expectNothingLeft() async throws {
        let deadline = ContinuousClock.now + .seconds(10)
        while true {
            let calls = try await stage.switchboard.calls()
            let traces = try await stage.bench.pbx.console("database show switchboard-callback")
            if calls.isEmpty, traces.contains("0 results found") { break }
            guard ContinuousClock.now < deadline else { throw BenchError("left: \(calls), \(traces)") }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try await stage.bench.pbx.console("core show channels").contains("0 active channels"))
    }

    /// Talked, once; was called back, once, and talked; or gave up.
    func expectOneOutcomeEach(_ talks: [QueueLoadTalk], entries: [QueueLoadEntry]) throws {
        let own = Dictionary(grouping: talks.filter { !$0.isCallback }, by: \.client).mapValues(\.count)
        let back = Dictionary(grouping: talks.filter(\.isCallback), by: \.client).mapValues(\.count)
        #expect(own == Dictionary(uniqueKeysWithValues: clients(who: .waits).map { ($0, 1) }))
        #expect(back == Dictionary(uniqueKeysWithValues: clients(who: .asks).map { ($0, 1) }))
        let calledBack = Dictionary(
            grouping: stage.bench.wire.dialogs.filter { $0.direction == .fromPBX && $0.trunk != nil }, by: \.calledUser)
        #expect(calledBack.mapValues(\.count) == back.reduce(into: [:]) { $0[String($1.key.dropFirst())] = $1.value })
        #expect(calledBack.values.joined().allSatisfy { $0.callerUser == QueueLoadStage.callerID })
        for client in clients(who: .asks) { #expect(states(of: client) == ["requested", "dialing", "connected"]) }
        for client in clients(who: .waits) + clients(who: .givesUp) { #expect(states(of: client) == []) }
        // Nobody takes his place before the line is cleared: an agent would call a telephone that is busy.
        for entry in entries where entry.isVirtual {
            let cleared = try #require(leg(of: entry.number)?.dialog.endedAt)
            #expect(entry.joined > cleared, "\(entry.number)")
        }
    }

    /// The reports against app_queue's own log; virtual callers are told by their channels' names.
    func expectReports(_ entries: [QueueLoadEntry]) async throws -> ShownQueueReport.Queue {
        let reports = QueueReportStage(bench: stage.bench, switchboard: stage.switchboard)
        let virtual = Set(entries.filter(\.isVirtual).map(\.id))
        let onLine = Set(entries.filter { !$0.isVirtual }.map(\.id))
        // When a callback's Local channel goes away, app_queue goes on with a channel that was never in the queue.
        let all = stage.bench.queueLog(of: ["switchboard-\(QueueLoadStage.queue)"])
        let log = QueueLogCount(all.filter { onLine.contains($0.call) })
        let report = try await reports.report(of: QueueLoadStage.queue, offered: stage.size.clients)
        #expect(log.entered == stage.size.clients && log.answered == clients(who: .waits).count)
        #expect(log.keyed == clients(who: .asks).count && log.abandoned == clients(who: .givesUp).count)
        #expect(log.timedOut == 0 && log.emptied == 0)
        #expect(report.offered == log.entered && report.answered == log.answered)
        #expect(report.abandoned == log.abandoned && report.askedForCallback == log.keyed)
        #expect(report.timedOut == 0 && report.full == 0 && report.nobodyThere == 0 && report.left == 0)
        #expect(report.unansweredRings == log.unansweredRings)
        // app_queue has whole seconds.
        let waiting = try #require(report.waiting)
        let waits = log.waits.sorted()
        #expect(abs(waiting.mean - mean(waits)) < 1)
        #expect(abs(waiting.longest - Double(waits.last ?? 0)) < 1.1)
        #expect(abs(waiting.percentile90 - Double(waits[(waits.count * 9 + 9) / 10 - 1])) < 1.1)
        let talks = all.filter { onLine.contains($0.call) }.compactMap(\.talk)
        #expect(talks.count == log.answered)
        #expect(abs(try #require(report.meanTalk) - mean(talks)) < 1)
        try await expectCallbackReport(QueueLogCount(all.filter { virtual.contains($0.call) }), entries)
        return report
    }

    private func expectCallbackReport(_ log: QueueLogCount, _ entries: [QueueLoadEntry]) async throws {
        let answer = try await stage.switchboard.run(["report", "callbacks", "--json"])
        let row = try #require(
            JSONDecoder().decode(ShownCallbackReport.self, from: Data(answer.output.utf8)).queues
                .first { $0.queue == QueueLoadStage.queue })
        let asking = clients(who: .asks)
        #expect(log.entered == asking.count && log.answered == asking.count && log.abandoned == 0)
        #expect(row.asked == asking.count && row.reached == log.answered && row.attempts == log.entered)
        #expect(row.failed == 0 && row.cancelled == 0 && row.open == 0)
        let times = try entries.filter(\.isVirtual).map { try reachedAfter($0, among: entries) }
        let after = try #require(row.reachedAfter)
        #expect(abs(after.mean - times.reduce(0, +) / Double(times.count)) < 1)
        #expect(abs(after.longest - (times.max() ?? 0)) < 1)
    }

    /// From the key that took the client out of the queue until he had pressed 1 on his own telephone, as Asterisk tells.
    private func reachedAfter(_ virtual: QueueLoadEntry, among entries: [QueueLoadEntry]) throws -> Double {
        let asked = try #require(entries.first { !$0.isVirtual && $0.number == virtual.number }?.left)
        let answers = events.events(named: "DialEnd") {
            $0["Linkedid"] == virtual.linkedID && $0["DialStatus"] == "ANSWER"
                && $0["DestChannel"]?.hasPrefix("PJSIP/main-") == true
        }
        #expect(answers.count == 1)
        return try #require(answers.first).arrived - asked
    }

    private func mean(_ seconds: [Int]) -> Double { Double(seconds.reduce(0, +)) / Double(max(1, seconds.count)) }

    /// Nothing went wrong, and nobody was surprised.
    func expectCleanLogs() {
        // It starts before its Asterisk, and without an office.
        let server = stage.switchboard.log.split(separator: "\n").drop { !$0.contains("following Asterisk's calls") }
            .filter { line in
                ["warning", "error", "critical"].contains { line.contains(" \($0) switchboard:") }
            }
        #expect(server == [])
        let calls = stage.bench.pbx.log.split(separator: "\n").drop { !$0.contains("[C-") }
        #expect(calls.count > stage.size.clients)
        let asterisk = calls.filter { $0.contains("] WARNING[") || $0.contains("] ERROR[") }
        #expect(asterisk == [])
    }
}

/// What `report callbacks --json` says.
private struct ShownCallbackReport: Decodable {
    struct Queue: Decodable {
        let queue: String?
        let asked: Int
        let reached: Int
        let failed: Int
        let cancelled: Int
        let open: Int
        let attempts: Int
        let reachedAfter: ShownQueueReport.Waiting?
    }
    let queues: [Queue]
}

extension QueueLogEntry {
    /// Seconds of the talk that is over.
    fileprivate var talk: Int? {
        if case .completed(_, let talk) = event { talk } else { nil }
    }
}
