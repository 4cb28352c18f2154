import ArgumentParser
import Foundation
import Routing
import Storage
import SwitchboardServer

/// `switchboard report`: figures from the history.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Count calls, waiting callers, users' calls and callbacks of a time.",
        subcommands: [Calls.self, Queues.self, Users.self, Callbacks.self])

    struct Calls: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Calls from outside, to outside and inside: how many, how soon answered, at which hours.")

        @OptionGroup var global: GlobalOptions
        @OptionGroup var options: ReportOptions

        func run() async throws {
            try await options.show(global, { try $0.callReport(over: $1) }, lines: { $1.lines(of: $0) }) {
                ReportText.table(of: $0)
            }
        }
    }

    struct Queues: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Callers in queues: how many, what became of them, how long they waited, at which hours.")

        @OptionGroup var global: GlobalOptions
        @OptionGroup var options: ReportOptions

        func run() async throws {
            try await options.show(global, { try $0.queueReport(over: $1) }, lines: { $1.lines(of: $0) }) {
                ReportText.table(of: $0)
            }
        }
    }

    struct Users: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Each user: calls that rang him, what became of them, calls he made, how long he talked.")

        @OptionGroup var global: GlobalOptions
        @OptionGroup var options: ReportOptions

        func run() async throws {
            try await options.show(global, { try $0.userReport(over: $1) }, lines: { $1.lines(of: $0) }) {
                ReportText.table(of: $0)
            }
        }
    }

    struct Callbacks: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Requests to be called back: how many, what became of them, how soon clients were reached.")

        @OptionGroup var global: GlobalOptions
        @OptionGroup var options: ReportOptions

        func run() async throws {
            try await options.show(global, { try $0.callbackReport(over: $1) }, lines: { $1.lines(of: $0) }) {
                ReportText.table(of: $0)
            }
        }
    }
}

/// What every report takes.
struct ReportOptions: ParsableArguments {
    @Option(
        help: "From this day or time on, on the office's clock: 2026-11-01 or 2026-11-01T09:00. Default: --to's day.")
    var from: ReportDay?

    @Option(help: "To the end of this day, or up to this time. Default: today.")
    var to: ReportDay?

    @Option(help: "A caller is served in time when he is answered within: 20s, 1m.")
    var within = Seconds(20)

    @Flag(help: "Print CSV (RFC 4180) instead of a table.")
    var csv = false

    /// - Throws: `ValidationError` when it ends before it begins.
    func period(in zone: TimeZone, now: Date) throws -> ReportPeriod {
        let end = to ?? ReportDay(of: now, in: zone)
        let last = end.ends(in: zone)
        let first =
            from?.begins(in: zone) ?? ReportDay(of: last.addingTimeInterval(-0.001), in: zone).begins(in: zone)
        guard first < last else { throw ValidationError("--to must be later than --from") }
        return ReportPeriod(from: first, to: last, zone: zone, within: within.count)
    }

    func show<Report: Encodable>(
        _ global: GlobalOptions, _ make: (OfficeRepository, ReportPeriod) throws -> Report,
        lines: (Report, ReportText) -> [String], table: (Report) -> CSVTable
    ) async throws {
        guard !(csv && global.json) else { throw ValidationError("--csv and --json: one of them") }
        let (report, text) = try await global.refusing { repository in
            let text = ReportText(try repository.office()?.office.office)
            return (try make(repository, try period(in: text.zone, now: Date())), text)
        }
        if global.json {
            try global.print(json: report)
        } else if csv {
            FileHandle.standardOutput.write(Data(table(report).text.utf8))
        } else {
            lines(report, text).forEach { print($0) }
        }
    }
}
