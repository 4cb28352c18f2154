import Foundation
import Storage
import Testing

@testable import switchboard

@Suite("report") struct ReportTests {
    private let text: ReportText
    private let rome: TimeZone

    init() throws {
        rome = try #require(TimeZone(identifier: "Europe/Rome"))
        text = ReportText(zone: rome, queues: ["700": "support"], users: ["101": "Account manager"])
    }

    private func moment(_ text: String) throws -> Date { try Date.ISO8601FormatStyle().parse(text) }

    // Rome is an hour ahead of UTC in winter, two in summer; 2026-10-25 has 25 hours, 2026-03-29 has 23.
    @Test(
        "a period of days has all hours of its days; a time is a time",
        arguments: [
            (["--from", "2026-11-01", "--to", "2026-11-21"], "2026-10-31T23:00:00Z", "2026-11-21T23:00:00Z"),
            (["--from", "2026-10-25", "--to", "2026-10-25"], "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
            (["--to", "2026-03-29"], "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
            (
                ["--from", "2026-11-20T09:30", "--to", "2026-11-20 18:00"], "2026-11-20T08:30:00Z",
                "2026-11-20T17:00:00Z"
            ),
            (["--to", "2026-11-20T18:00"], "2026-11-19T23:00:00Z", "2026-11-20T17:00:00Z"),
            (["--from", "2026-11-20"], "2026-11-19T23:00:00Z", "2026-11-21T23:00:00Z"),
            ([], "2026-11-20T23:00:00Z", "2026-11-21T23:00:00Z"),
        ] as [([String], String, String)])
    func periods(arguments: [String], from: String, to: String) throws {
        let options = try ReportOptions.parse(arguments)
        let period = try options.period(in: rome, now: moment("2026-11-21T22:30:00Z"))
        #expect(period.from == (try moment(from)))
        #expect(period.to == (try moment(to)))
        #expect(period.within == 20)
    }

    @Test(
        "what is no day is a mistake of the user's",
        arguments: [
            ["--from", "2026-02-30"], ["--from", "yesterday"], ["--to", "2026-11-1"], ["--to", "2026-11-21T25:00"],
            ["--within", "20"], ["--within", "-1s"],
        ])
    func mistakes(arguments: [String]) throws {
        let error = #expect(throws: (any Error).self) { try ReportOptions.parse(arguments) }
        #expect(ReportOptions.exitCode(for: try #require(error)) == .validationFailure)
    }

    @Test("so is an end before the beginning")
    func backwards() throws {
        let options = try ReportOptions.parse(["--from", "2026-11-22", "--to", "2026-11-21"])
        let error = #expect(throws: (any Error).self) { try options.period(in: rome, now: .now) }
        #expect(ReportOptions.exitCode(for: try #require(error)) == .validationFailure)
    }

    // RFC 4180 §2: the fields are those of its examples.
    @Test("CSV quotes what needs it, and ends lines with CR LF")
    func csv() {
        var table = CSVTable("field_name", "b")
        table.add(["aaa", "b \r\nbb"])
        table.add(["a\"a", "b,b"])
        table.add(["", "ж"])
        #expect(table.text == "field_name,b\r\naaa,\"b \r\nbb\"\r\n\"a\"\"a\",\"b,b\"\r\n,ж\r\n")
    }

    private func head() throws -> ReportHead {
        let data = Data(#"{"from":1790000000,"to":1790086400,"timezone":"Europe/Rome","within":20}"#.utf8)
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        return try decoder.decode(ReportHead.self, from: data)
    }

    @Test("the chart has the hours from the first to the last, the longest bar 50 characters")
    func chart() {
        var hours = (0..<24).map { BusyHour(hour: $0) }
        hours[8] = BusyHour(hour: 8, offered: 1, answered: 0)
        hours[10] = BusyHour(hour: 10, offered: 100, answered: 60)
        hours[11] = BusyHour(hour: 11, offered: 50, answered: 50)
        let most = String(repeating: "#", count: 30) + String(repeating: ".", count: 20)
        let half = String(repeating: "#", count: 25)
        let expected = ["08:00    1  .", "09:00    0", "10:00  100  \(most)", "11:00   50  \(half)"]
        #expect(Array(ReportText.chart(hours).dropFirst(2)) == expected)
        #expect(ReportText.chart((0..<24).map { BusyHour(hour: $0) }).isEmpty)
    }

    @Test("a table of queues, and the same as CSV")
    func queues() throws {
        var row = QueueReport.Queue(queue: "700")
        (row.offered, row.answered, row.abandoned, row.askedForCallback) = (12, 9, 2, 1)
        row.waiting = Waiting(mean: 12.34, percentile90: 75, longest: 80)
        (row.serviceLevel, row.meanTalk, row.unansweredRings) = (0.5, 61.96, 3)
        var all = row
        all.queue = nil
        let report = QueueReport(period: try head(), queues: [row], all: all, hours: [])
        #expect(
            text.lines(of: report).joined(separator: "\n") == """
                Queues from 2026-09-21 16:13 to 2026-09-22 16:13, Europe/Rome

                queue           offered  answered  gave up  timed out  callback  full  unserved  left  mean wait  \
                90 % within  in 20 s  mean talk
                700    support       12         9        2          0         1     0         0     0     12.3 s  \
                 1 min 15 s   50.0 %  1 min 2 s
                """)
        #expect(
            ReportText.table(of: report).text.components(separatedBy: "\r\n")[1]
                == "700,12,9,2,0,1,0,0,0,12.340,75.000,80.000,,0.5000,61.960,3")
    }

    @Test(
        "durations to a tenth below a minute",
        arguments: [(0, "0.0 s"), (7.44, "7.4 s"), (59.94, "59.9 s"), (59.96, "1 min"), (3_700.4, "1 h 1 min")])
    func durations(seconds: Double, expected: String) {
        #expect(ReportText.duration(seconds) == expected)
    }

    @Test("a queue's name plays no tricks on the terminal")
    func hostile() throws {
        let row = QueueReport.Queue(queue: "7\u{1B}c")
        let report = QueueReport(period: try head(), queues: [row], all: row, hours: [])
        #expect(!text.lines(of: report).joined().contains("\u{1B}"))
    }
}
