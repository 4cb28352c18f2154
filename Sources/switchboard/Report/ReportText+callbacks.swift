import Storage

extension ReportText {
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
}
