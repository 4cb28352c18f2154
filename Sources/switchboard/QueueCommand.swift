import ArgumentParser
import Foundation
import Routing
import SwitchboardServer

/// `switchboard queue`: who waits, who serves, and agents who come, go and pause.
struct QueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue", abstract: "Show queues, and log agents in and out of them.",
        subcommands: [List.self, Show.self, Login.self, Logout.self, Pause.self, Resume.self])

    /// Which agent, and in which queue.
    struct Place: ParsableArguments {
        @Argument(help: "The queue's name or extension, or all: every queue of his.") var queue: String
        @Argument(help: "The user's extension, or a member's number.") var user: String
    }

    struct Login: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "An agent takes calls of a queue again.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var place: Place

        func run() async throws { try await global.make(.login, place) }
    }

    struct Logout: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "An agent leaves a queue until he logs in.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var place: Place

        func run() async throws { try await global.make(.logout, place) }
    }

    struct Pause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "An agent gets no calls for now; callers wait for him.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var place: Place

        func run() async throws { try await global.make(.pause, place) }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "An agent who paused takes calls again.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var place: Place

        func run() async throws { try await global.make(.resume, place) }
    }
}

extension GlobalOptions {
    /// Makes an agent's change and tells what it was.
    fileprivate func make(_ action: AgentAction, _ place: QueueCommand.Place) async throws {
        struct Made: Encodable {
            let action: AgentAction
            let agent: String
            /// In which something is different now.
            let queues: [String]
        }
        let (change, changed) = try await refusing { repository in
            let table = try repository.tableInForce()
            let change = try table.agentChange(action, place, reading: { try repository.e164([$0])[0] })
            return (change, try repository.agents.make(change, author: Author.name))
        }
        guard !json else { return try print(json: Made(action: action, agent: change.agent, queues: changed)) }
        Swift.print(
            changed.isEmpty
                ? "Nothing changes: it is so already."
                : "\(AgentChange(action, agent: change.agent, queues: changed)).")
    }
}

extension OfficeRepository {
    /// The table that the office in force makes.
    func tableInForce() throws -> RoutingTable {
        let (checked, revision) = try officeInForce()
        return RoutingTable(checked, revision: revision, numbering: numbering)
    }
}

extension RoutingTable {
    /// The queue of this name or extension.
    func queue(named name: String) throws -> Queue {
        if let queue = queuesInOrder.first(where: { $0.name == name || $0.extension == name }) { return queue }
        throw Refusal("there is no queue \(name); expected \(queuesInOrder.map(\.name).joined(separator: ", "))")
    }

    fileprivate func agentChange(
        _ action: AgentAction, _ place: QueueCommand.Place, reading: (String) throws -> String
    ) throws -> AgentChange {
        let agent = user(place.user) == nil ? try reading(place.user) : place.user
        let served = queues(of: agent)
        guard !served.isEmpty else { throw Refusal("\(agent) serves no queue: members are listed in the office file") }
        guard place.queue != "all" else { return AgentChange(action, agent: agent, queues: served.map(\.extension)) }
        let queue = try queue(named: place.queue)
        guard served.contains(where: { $0.extension == queue.extension }) else {
            throw Refusal("\(agent) does not serve queue \(queue.name): members are listed in the office file")
        }
        return AgentChange(action, agent: agent, queues: [queue.extension])
    }
}
