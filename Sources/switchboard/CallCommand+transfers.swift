import ArgumentParser
import SwitchboardServer

extension CallCommand {
    struct Transfer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Hand a live call on.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The call's ID, or what it alone begins or ends with.") var id: String
        @Argument(help: "An extension or number, as it is dialled from inside.") var target: String
        @Flag(help: "Who talks with the client talks with the target first.") var attended = false

        func run() async throws {
            try await global.act(on: id, done: "is being transferred to \(target)") {
                try await $0.transfer($1, to: target, attended: attended)
            }
        }
    }

    struct Complete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Join the client with whom the attended transfer under way has reached.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The call's ID, or what it alone begins or ends with.") var id: String

        func run() async throws {
            try await global.act(on: id, done: "is being joined") { try await $0.complete($1) }
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take the transfer under way back: the client is with who transferred.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The call's ID, or what it alone begins or ends with.") var id: String

        func run() async throws {
            try await global.act(on: id, done: "is being taken back") { try await $0.cancel($1) }
        }
    }
}

extension GlobalOptions {
    fileprivate func act(
        on id: String, done: String, _ body: (ControlClient, LiveCall.ID) async throws -> TransferReceipt
    ) async throws {
        let receipt = try await asking { control in try await body(control, try await control.liveID(id)) }
        guard !json else { return try print(json: receipt) }
        Swift.print("Call \(receipt.call) \(done)\(receipt.transfer.map { " (transfer \($0))" } ?? "").")
    }
}
