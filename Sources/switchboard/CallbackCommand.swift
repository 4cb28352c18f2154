import ArgumentParser
import Foundation
import Routing
import SwitchboardServer

/// `switchboard callback`: clients who are called back.
struct CallbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "callback", abstract: "Show clients who are called back, and ask for, retry or cancel a callback.",
        subcommands: [List.self, Show.self, Request.self, Retry.self, Cancel.self])

    struct Request: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have a client called: he takes his place at the end of the queue.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The queue's name or extension.") var queue: String
        @Argument(help: "The client's number.") var number: String

        func run() async throws {
            try await global.act(done: "is asked for") {
                try await $0.requestCallback(queue: queue, number: number)
            }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the next attempt at once; a request that has failed is taken up again.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The request's number.") var id: Int64

        func run() async throws {
            try await global.act(done: "is tried as soon as an agent is free") { try await $0.retryCallback(id) }
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take a request back: nobody is called.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The request's number.") var id: Int64

        func run() async throws {
            try await global.act(done: "is cancelled") { try await $0.cancelCallback(id) }
        }
    }
}

extension GlobalOptions {
    /// Has the running server do something and tells about which request it was.
    fileprivate func act(done: String, _ body: (ControlClient) async throws -> CallbackReceipt) async throws {
        let receipt = try await asking(body)
        guard !json else { return try print(json: receipt) }
        Swift.print("Callback \(receipt.callback) of \(receipt.number) for queue \(receipt.queue) \(done).")
    }
}
