import ArgumentParser
import Foundation
import Routing
import SwitchboardServer

/// `switchboard schedule`: what is open, and holding it so.
struct ScheduleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule", abstract: "Show schedules, and hold them open or closed by hand.",
        subcommands: [List.self, Override.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List schedules, whether they are open, and why.")

        @OptionGroup var global: GlobalOptions
        @Option(help: "When, on the office's clock: 2026-12-31T18:00. Without it: now.") var at: LocalDateTime?

        private struct Line: Encodable {
            let name: String
            let isOpen: Bool
            let reason: String
            let open, except: [String]
        }

        func run() async throws {
            let lines = try await global.refusing { repository in
                let (checked, revision) = try repository.officeInForce()
                let table = RoutingTable(checked, revision: revision, numbering: repository.numbering)
                let moment = at?.moment(in: table.zone) ?? Date()
                return checked.office.schedules.map { schedule in
                    let state = table.state(ofSchedule: schedule.name, at: moment)
                    return Line(
                        name: schedule.name, isOpen: state.isOpen, reason: state.reason, open: schedule.open,
                        except: schedule.except)
                }
            }
            guard !global.json else { return try global.print(json: lines) }
            for line in lines { print("\(line.name): \(line.isOpen ? "open" : "closed") (\(line.reason))") }
        }
    }

    struct Override: AsyncParsableCommand {
        enum State: String, ExpressibleByArgument, CaseIterable {
            case open, closed, none
        }

        static let configuration = CommandConfiguration(
            abstract: "Hold a schedule open or closed; none lets it follow its hours again.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The schedule's name.") var name: String
        @Argument(help: "open, closed or none.") var state: State
        @Option(help: "When it ends by itself, on the schedule's clock: 2026-12-31T18:00.") var until: LocalDateTime?

        func run() async throws {
            switch state {
            case .none: try await global.make(.endOverride(schedule: name))
            case .open, .closed:
                try await global.make(
                    .override(ScheduleOverride(schedule: name, isOpen: state == .open, until: until)))
            }
        }
    }
}
