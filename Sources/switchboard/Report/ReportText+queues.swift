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
}
