import Foundation
import Storage

extension ReportText {
    func lines(of report: QueueReport) -> [String] {
        guard !report.queues.isEmpty else { return [title("Queues", report.period), "", "Nobody came."] }
        let header = [
            "queue", "", "offered", "answered", "gave up", "timed out", "callback", "full", "unserved", "left",
            "mean wait", "90 % within", "in \(report.period.within) s", "mean talk",
        ]
        let all = report.queues.count > 1 ? [row(report.all, "all")] : []
        let rows = report.queues.map { row($0, $0.queue.map(\.printable) ?? "") }
        return [title("Queues", report.period), ""] + Self.columns([header] + rows + all, left: 2)
            + Self.chart(report.hours)
    }

    private func row(_ queue: QueueReport.Queue, _ name: String) -> [String] {
        [name, queue.queue.flatMap { queues[$0]?.printable } ?? ""]
            + [
                queue.offered, queue.answered, queue.abandoned, queue.timedOut, queue.askedForCallback, queue.full,
                queue.nobodyThere, queue.left,
            ].map(String.init)
            + [
                Self.duration(queue.waiting?.mean), Self.duration(queue.waiting?.percentile90),
                Self.share(queue.serviceLevel), Self.duration(queue.meanTalk),
            ]
    }

    static func table(of report: QueueReport) -> CSVTable {
        var table = CSVTable(
            "queue", "offered", "answered", "abandoned", "timed_out", "asked_for_callback", "full", "nobody_there",
            "left", "mean_wait_s", "p90_wait_s", "longest_wait_s", "mean_abandoned_after_s", "service_level",
            "mean_talk_s", "unanswered_rings")
        for queue in report.queues + [report.all] {
            let counts = [
                queue.offered, queue.answered, queue.abandoned, queue.timedOut, queue.askedForCallback, queue.full,
                queue.nobodyThere, queue.left,
            ]
            table.add(
                [queue.queue ?? "all"] + counts.map(String.init) + [
                    number(queue.waiting?.mean), number(queue.waiting?.percentile90), number(queue.waiting?.longest),
                    number(queue.abandonedAfter?.mean), ratio(queue.serviceLevel), number(queue.meanTalk),
                    "\(queue.unansweredRings)",
                ])
        }
        return table
    }

    func lines(of report: CallbackReport) -> [String] {
        guard !report.queues.isEmpty else { return [title("Callbacks", report.period), "", "Nobody asked."] }
        let header = [
            "queue", "", "asked", "reached", "failed", "cancelled", "open", "attempts", "mean time to reach",
            "90 % within",
        ]
        let all = report.queues.count > 1 ? [row(report.all, "all")] : []
        let rows = report.queues.map { row($0, $0.queue.map(\.printable) ?? "") }
        return [title("Callbacks", report.period), ""] + Self.columns([header] + rows + all, left: 2)
    }

    private func row(_ queue: CallbackReport.Queue, _ name: String) -> [String] {
        [name, queue.queue.flatMap { queues[$0]?.printable } ?? ""]
            + [queue.asked, queue.reached, queue.failed, queue.cancelled, queue.open, queue.attempts].map(String.init)
            + [Self.duration(queue.reachedAfter?.mean), Self.duration(queue.reachedAfter?.percentile90)]
    }

    static func table(of report: CallbackReport) -> CSVTable {
        var table = CSVTable(
            "queue", "asked", "reached", "failed", "cancelled", "open", "attempts", "mean_time_to_reach_s",
            "p90_time_to_reach_s")
        for queue in report.queues + [report.all] {
            table.add(
                [queue.queue ?? "all"]
                    + [queue.asked, queue.reached, queue.failed, queue.cancelled, queue.open, queue.attempts]
                    .map(String.init)
                    + [number(queue.reachedAfter?.mean), number(queue.reachedAfter?.percentile90)])
        }
        return table
    }

    func lines(of report: UserReport) -> [String] {
        guard !report.users.isEmpty else { return [title("Users", report.period), "", "Nobody had a call."] }
        let header = [
            "user", "", "offered", "answered", "elsewhere", "missed", "unreachable", "outgoing", "inside", "talk",
            "mean talk",
        ]
        let rows = report.users.map { user in
            [user.user.printable, users[user.user]?.printable ?? ""]
                + [
                    user.offered, user.answered, user.answeredElsewhere, user.missed, user.unreachable, user.outgoing,
                    user.internal,
                ].map(String.init) + [Self.duration(user.talk), Self.duration(user.meanTalk)]
        }
        return [title("Users", report.period), ""] + Self.columns([header] + rows, left: 2)
    }

    static func table(of report: UserReport) -> CSVTable {
        var table = CSVTable(
            "user", "offered", "answered", "answered_elsewhere", "missed", "unreachable", "outgoing", "internal",
            "talk_s", "mean_talk_s")
        for user in report.users {
            table.add(
                [user.user]
                    + [
                        user.offered, user.answered, user.answeredElsewhere, user.missed, user.unreachable,
                        user.outgoing, user.internal,
                    ].map(String.init) + [number(user.talk), number(user.meanTalk)])
        }
        return table
    }

    /// With so many decimals, and a point whatever the locale.
    static func fixed(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
}
