import ArgumentParser
import Foundation
import Routing
import SwitchboardServer

/// `switchboard familiar`: who talked with whom.
struct Familiar: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show and erase who talked with whom, by which callers get an employee they know.",
        subcommands: [List.self, Forget.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List talks, newest first.")

        @OptionGroup var global: GlobalOptions
        @Option(help: "Only with this number.") var number: String?
        @Option(help: "Only of this user.") var user: String?
        @Option(help: "How many.") var limit = 50

        func validate() throws {
            guard limit > 0 else { throw ValidationError("--limit must be 1 or more") }
        }

        func run() async throws {
            let talks = try await global.refusing { repository in
                let number = try number.map { try repository.e164([$0])[0] }
                return try repository.talks(with: number, of: user, limit: limit)
            }
            guard !global.json else { return try global.print(json: talks) }
            for talk in talks { print("\(talk.date.formatted(.iso8601))  \(talk.number)  user \(talk.user)") }
        }
    }

    struct Forget: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Erase talks; a running server knows at once.")

        @OptionGroup var global: GlobalOptions
        @Option(help: "Those with this number.") var number: String?
        @Option(help: "Those of this user.") var user: String?
        @Flag(help: "All of them.") var all = false

        func validate() throws {
            guard all || number != nil || user != nil else {
                throw ValidationError("name a --number or a --user, or say --all")
            }
        }

        func run() async throws {
            let count = try await global.refusing { repository in
                let number = try number.map { try repository.e164([$0])[0] }
                return try repository.forgetTalks(with: number, of: user)
            }
            guard !global.json else { return try global.print(json: ["forgotten": count]) }
            print("Forgotten: \(count).")
        }
    }
}
