import ArgumentParser
import Foundation
import Routing
import SwitchboardServer

/// `switchboard forward`: a user's forwards, one at a time.
struct Forward: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show and change a user's forwards.", subcommands: [Show.self, Set.self, Clear.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List forwards, of one user or of all who have some.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The user's extension.") var user: String?

        private struct Line: Encodable {
            let user, name: String
            let callWaiting: Bool
            let forwards: [ForwardingRule]
        }

        func run() async throws {
            let lines = try await global.refusing { repository in
                let office = try repository.officeInForce().office.office
                let users = office.users.filter { user == nil ? !$0.forward.isEmpty : $0.extension == user }
                if let user, users.isEmpty { throw Refusal("there is no user \(user)") }
                return users.map {
                    Line(user: $0.extension, name: $0.name, callWaiting: $0.callWaiting, forwards: $0.forward)
                }
            }
            guard !global.json else { return try global.print(json: lines) }
            for line in lines {
                print("\(line.user)  \(line.name)\(line.callWaiting ? "" : ", no call waiting")")
                for rule in line.forwards { print("    \(rule.line)") }
                if line.forwards.isEmpty { print("    no forwards") }
            }
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set a forward: switchboard forward set 101 noAnswer --after 20s user 102")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The user's extension.") var user: String
        @Argument(help: "always, busy, noAnswer or unreachable.") var condition: ForwardingCondition
        @Argument(help: ArgumentHelp("Where calls go: \(Destination.forms)")) var to: [String]
        @Option(help: "With noAnswer: how long the phone rings first, like 20s.") var after: Seconds?
        @Option(help: "Expires by itself, on the office's clock: 2026-12-31T18:00.") var until: LocalDateTime?
        @Flag(help: "For outside callers only; comes before the general rule.") var external = false
        @Flag(help: "Whoever picks up must press 1 to accept.") var confirm = false

        func run() async throws {
            guard let destination = Destination(to.joined(separator: " ")) else {
                throw Refusal("\"\(to.joined(separator: " "))\" is not a destination; expected \(Destination.forms)")
            }
            let rule = ForwardingRule(
                condition, scope: external ? .external : .all, to: destination, after: after, until: until,
                confirm: confirm)
            try await global.make(.setForwards(user: user, [rule]))
        }
    }

    struct Clear: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Erase forwards of a user: these, or all of the scope.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The user's extension.") var user: String
        @Argument(help: "always, busy, noAnswer or unreachable; none: all four.") var conditions:
            [ForwardingCondition] = []
        @Flag(help: "Those for outside callers.") var external = false

        func run() async throws {
            try await global.make(
                .eraseForwards(
                    user: user, conditions.isEmpty ? ForwardingCondition.allCases : conditions,
                    scope: external ? .external : .all))
        }
    }
}

extension ForwardingCondition: ExpressibleByArgument {}

extension Seconds: ExpressibleByArgument {
    /// Reads `20s`, `5m` or `1h`.
    public init?(argument: String) { self.init(argument) }
}

extension LocalDateTime: ExpressibleByArgument {
    /// Reads `2026-12-31T18:00`.
    public init?(argument: String) { self.init(argument) }
}

extension ForwardingRule {
    /// One line for people: `external noAnswer after 15s → operator`.
    fileprivate var line: String {
        (scope == .external ? "external " : "") + condition.rawValue + (after.map { " after \($0)" } ?? "")
            + " → \(to)" + (confirm ? ", press 1 to accept" : "") + (until.map { ", until \($0)" } ?? "")
            + (inactive ? ", switched off" : "")
    }
}
