import Storage

extension ReportText {
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
}
