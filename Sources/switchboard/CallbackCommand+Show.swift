import ArgumentParser
import Foundation
import Routing
import Storage
import SwitchboardServer

extension CallbackCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List clients who are to be called back, those who asked last first.")

        @OptionGroup var global: GlobalOptions
        @Flag(help: "Those too whose request has come out.") var all = false
        @Option(help: "Only of this queue, by name or extension.") var queue: String?
        @Option(help: "Only of this client.") var number: String?
        @Option(help: "Those who asked then or later, on the office's clock: 2026-12-31T18:00.")
        var from: LocalDateTime?
        @Option(help: "Those who asked before.") var to: LocalDateTime?
        @Option(help: "How many.") var limit = 50

        func validate() throws {
            guard limit > 0 else { throw ValidationError("--limit must be 1 or more") }
        }

        func run() async throws {
            let (callbacks, text) = try await global.refusing { repository in
                let table = try repository.tableInForce()
                let text = CallbackText(text: try global.callText(repository), table: table, now: Date())
                let number = try number.map { try repository.e164([$0])[0] }
                let callbacks = try repository.callbacks(
                    from: from?.moment(in: text.text.zone), to: to?.moment(in: text.text.zone),
                    queue: try queue.map { try Self.extension(of: $0, in: table) }, number: number, open: !all,
                    limit: limit)
                return (callbacks, text)
            }
            guard !global.json else { return try global.print(json: callbacks) }
            for callback in callbacks { print(text.line(of: callback)) }
        }

        /// The extension of a queue that the office does not have any more is its own.
        private static func `extension`(of name: String, in table: RoutingTable) throws -> String {
            name.allSatisfy { $0.isASCII && $0.isNumber } ? name : try table.queue(named: name).extension
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a request, each attempt, and the call in which the client asked.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The request's number.") var id: Int64

        private struct Report: Encodable {
            let callback: CallbackRecord
            /// In which the client asked; `nil`: an operator did, or it is not remembered any more.
            let call: CallRecord?
        }

        func run() async throws {
            let (callback, call, text) = try await global.refusing { repository in
                guard let callback = try repository.callback(id) else {
                    throw Refusal("there is no callback \(id): switchboard callback list --all shows them")
                }
                let call = callback.call.isEmpty ? nil : try repository.call(callback.call)
                let table = try repository.tableInForce()
                return (
                    callback, call,
                    CallbackText(text: try global.callText(repository), table: table, now: Date())
                )
            }
            guard !global.json else { return try global.print(json: Report(callback: callback, call: call)) }
            text.lines(of: callback).forEach { print($0) }
            guard let call else { return }
            print()
            text.text.lines(of: call).forEach { print($0) }
        }
    }
}
