import ArgumentParser
import Foundation
import Routing
import SwitchboardServer

extension QueueCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List queues: who waits and who serves, where the server runs and is connected with Asterisk.")

        @OptionGroup var global: GlobalOptions

        func run() async throws {
            let (queues, text) = try await global.queues()
            guard !global.json else { return try global.print(json: queues) }
            for queue in queues { print(text.line(of: queue)) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one queue's agents and callers.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The queue's name or extension.") var name: String

        func run() async throws {
            let (queues, text) = try await global.queues()
            guard let queue = queues.first(where: { $0.name == name || $0.extension == name }) else {
                throw Refusal(
                    "there is no queue \(name); expected \(queues.map(\.name).joined(separator: ", "))")
            }
            guard !global.json else { return try global.print(json: queue) }
            text.lines(of: queue).forEach { print($0) }
        }
    }
}

extension GlobalOptions {
    /// The queues as the office has them, with what goes on in them where somebody knows it.
    fileprivate func queues() async throws -> ([ShownQueue], QueueText) {
        let (table, agents, text) = try await refusing { repository in
            (try repository.tableInForce(), try repository.agents.current(), try callText(repository))
        }
        var live: [LiveQueue]?
        do {
            live = try await control().queues()
        } catch {
            let remark = "what goes on in the queues is not known: \(error)\n"
            FileHandle.standardError.write(Data(remark.utf8))
        }
        let shown = table.queuesInOrder.map { queue in
            ShownQueue(
                queue, table: table, agents: agents, live: live?.first { $0.extension == queue.extension })
        }
        return (shown, QueueText(text: text))
    }
}
