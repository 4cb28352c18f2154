import ArgumentParser
import Foundation
import SwitchboardServer

struct History: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the changes of the rules, newest first.")

    @OptionGroup var global: GlobalOptions

    @Option(help: "How many.")
    var limit = 20

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be 1 or more") }
    }

    func run() async throws {
        let changes = try await global.refusing { try $0.history(limit: limit) }
        guard !global.json else { return try global.print(json: changes) }
        for change in changes {
            print("\(change.revision)  \(change.date.formatted(.iso8601))  \(change.author)  \(change.comment)")
            for item in change.items { print("    \(item)") }
        }
    }
}
