import Storage

extension ReportText {
    func lines(of report: CallReport) -> [String] {
        let (incoming, within) = (report.incoming, report.period.within)
        let figures = [
            ["from outside", "\(incoming.offered)"],
            ["  answered", "\(incoming.answered)"],
            [
                "  missed", "\(incoming.missed)",
                incoming.voicemail > 0 ? "of these to voicemail: \(incoming.voicemail)" : "",
            ],
            ["  asked for a callback", "\(incoming.askedForCallback)"],
            ["  refused by the rules", "\(incoming.refused)"],
            ["  failed", "\(incoming.failed)"],
            ["to outside", "\(report.outgoing.made)", "answered: \(report.outgoing.answered)"],
            ["inside", "\(report.internal.made)", "answered: \(report.internal.answered)"],
        ]
        let widths = Self.columns(figures.map { Array($0.prefix(2)) })
        let counted = zip(widths, figures).map { $0 + ($1.count > 2 && !$1[2].isEmpty ? "  " + $1[2] : "") }
        return [title("Calls", report.period), ""] + counted + [
            "", "service level (\(within) s): \(Self.share(incoming.serviceLevel))",
            "answered after: \(Self.text(incoming.waiting))", "missed after: \(Self.text(incoming.missedAfter))",
        ] + Self.chart(report.hours)
    }

    private static func text(_ waiting: Waiting?) -> String {
        guard let waiting else { return "-" }
        return "mean \(duration(waiting.mean)), 90 % within \(duration(waiting.percentile90)), "
            + "longest \(duration(waiting.longest))"
    }

    static func table(of report: CallReport) -> CSVTable {
        var table = CSVTable(
            "direction", "calls", "answered", "missed", "voicemail", "asked_for_callback", "refused", "failed",
            "mean_wait_s", "p90_wait_s", "longest_wait_s", "service_level")
        let incoming = report.incoming
        table.add([
            "incoming", "\(incoming.offered)", "\(incoming.answered)", "\(incoming.missed)", "\(incoming.voicemail)",
            "\(incoming.askedForCallback)", "\(incoming.refused)", "\(incoming.failed)",
            number(incoming.waiting?.mean), number(incoming.waiting?.percentile90), number(incoming.waiting?.longest),
            ratio(incoming.serviceLevel),
        ])
        for (direction, made, answered) in [
            ("outgoing", report.outgoing.made, report.outgoing.answered),
            ("internal", report.internal.made, report.internal.answered),
        ] {
            table.add([direction, "\(made)", "\(answered)"] + Array(repeating: "", count: 9))
        }
        return table
    }
}
