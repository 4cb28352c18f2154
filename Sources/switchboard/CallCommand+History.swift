import ArgumentParser
import Foundation
import Routing
import SwitchboardServer

extension CallCommand {
    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List calls, newest first.")

        @OptionGroup var global: GlobalOptions
        @Option(help: "Those that began then or later, on the office's clock: 2026-12-31T18:00.")
        var from: LocalDateTime?
        @Option(help: "Those that began before.") var to: LocalDateTime?
        @Option(help: "Only with this number: of the caller, dialled or rung.") var number: String?
        @Option(help: "Only of this user, by extension.") var user: String?
        @Flag(help: "Only those with which nobody of the office talked.") var missed = false
        @Option(help: "How many.") var limit = 50

        func validate() throws {
            guard limit > 0 else { throw ValidationError("--limit must be 1 or more") }
        }

        func run() async throws {
            let (calls, text) = try await global.refusing { repository in
                let text = try global.callText(repository)
                let number = try number.map { try repository.e164([$0])[0] }
                let calls = try repository.calls(
                    from: from?.moment(in: text.zone), to: to?.moment(in: text.zone), number: number, user: user,
                    missed: missed, limit: limit)
                return (calls, text)
            }
            guard !global.json else { return try global.print(json: calls) }
            for call in calls { print(text.line(of: call)) }
        }
    }
}
