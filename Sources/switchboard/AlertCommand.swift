import ArgumentParser
import Foundation
import Storage
import SwitchboardServer

/// `switchboard alert`: what people were to be told and were not.
struct AlertCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alert", abstract: "See to alerts that were not delivered.", subcommands: [List.self, Retry.self])

    /// One as it is shown: what is in it is its addressee's business.
    private struct Shown: Encodable {
        let id, kind, channel, address, state: String
        let created, due: Date
        let attempts: Int
        let error: String?

        init(_ alert: AlertRecord) {
            (id, kind, channel, address) = (alert.id, alert.kind, alert.channel.rawValue, alert.address)
            (state, created, due) = (alert.state.rawValue, alert.created, alert.due)
            (attempts, error) = (alert.attempts, alert.error)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List alerts that wait, and those that are not tried any more; the latest first.")

        @OptionGroup var global: GlobalOptions
        @Option(help: "How many.") var limit = 50

        func validate() throws {
            guard limit > 0 else { throw ValidationError("--limit must be 1 or more") }
        }

        func run() async throws {
            let (alerts, text) = try await global.refusing { repository in
                (try repository.alerts(in: [.open, .dead], limit: limit), try global.callText(repository))
            }
            guard !global.json else { return try global.print(json: alerts.map(Shown.init)) }
            if alerts.isEmpty { print("All alerts are delivered.") }
            for alert in alerts {
                let next = alert.state == .open ? ", next \(text.dateAndTime(alert.due))" : ""
                print("\(alert.state == .dead ? "dead" : "waits")  \(alert.id)")
                print("    \(alert.kind) of \(text.dateAndTime(alert.created)) to \(alert.address.printable)")
                print("    attempts: \(alert.attempts)\(next)\(alert.error.map { ": \($0.printable)" } ?? "")")
            }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Try alerts again at once: one, or all that are not tried any more.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The alert's ID, as alert list has it.") var id: String?

        func run() async throws {
            let count = try await global.refusing { repository in
                let count = try repository.retryAlerts(id)
                if let id, count == 0 {
                    throw Refusal("there is no alert \(id) that was not delivered: see alert list")
                }
                return count
            }
            guard !global.json else { return try global.print(json: ["alerts": count]) }
            print(count == 0 ? "There is nothing to try again." : "Tried again as soon as the server runs: \(count)")
        }
    }
}
