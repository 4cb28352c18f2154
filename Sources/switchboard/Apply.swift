import ArgumentParser
import Foundation
import SwitchboardServer

struct Apply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put an office file in force, as a whole or not at all.")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The office file; - reads standard input.")
    var file: String

    @Flag(help: "Only tell what would change.")
    var dryRun = false

    @Option(help: "Kept in the history beside the change.")
    var comment: String?

    private struct Report: Encodable {
        let revision: Int
        let dryRun: Bool
        let changes: [OfficeDifference.Item]
    }

    func run() async throws {
        let applied = try await global.refusing { repository in
            let checked = try OfficeArgument.read(file, numbering: repository.numbering)
            return try repository.apply(
                checked, author: Author.name, comment: comment ?? "apply \(file)", dryRun: dryRun)
        }
        let items = applied.difference.items
        if global.json {
            try global.print(json: Report(revision: applied.revision, dryRun: dryRun, changes: items))
            return
        }
        for item in items {
            print("\(item.change.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)) \(item.name)")
            for value in item.values { print("           \(value)") }
        }
        switch (items.isEmpty, dryRun) {
        case (true, _): print("Nothing changes: revision \(applied.revision) is this office already.")
        case (false, true): print("Dry run: nothing was changed.")
        case (false, false): print("In force as revision \(applied.revision).")
        }
    }
}

/// Who is at the keyboard, for the history.
enum Author {
    static var name: String {
        let environment = ProcessInfo.processInfo.environment
        return environment["SUDO_USER"] ?? environment["LOGNAME"] ?? environment["USER"] ?? "unknown"
    }
}
