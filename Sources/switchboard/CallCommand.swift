import ArgumentParser
import Foundation
import Routing
import SwitchboardServer

/// `switchboard call`: calls that are, and calls that were.
struct CallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call", abstract: "Show calls, live and past, and transfer them.",
        subcommands: [List.self, Show.self, History.self, Transfer.self, Complete.self, Cancel.self])
}

extension GlobalOptions {
    /// What asks the running server.
    func control() async throws -> ControlClient { ControlClient(path: try await settings().control) }

    /// Asks the running server; that it does not run is a refusal.
    func asking<Result>(_ body: (ControlClient) async throws -> Result) async throws -> Result {
        do {
            return try await body(control())
        } catch let error as ServerNotRunning {
            throw Refusal(error.description)
        }
    }

    /// How calls are written: with the users' names and on the clock of the office in force.
    func callText(_ repository: OfficeRepository) throws -> CallText {
        guard let office = try repository.office()?.office.office else { return CallText(zone: .current) }
        return CallText(
            zone: TimeZone(identifier: office.settings.timezone) ?? .gmt,
            names: Dictionary(office.users.map { ($0.extension, $0.name) }) { first, _ in first })
    }
}

extension ControlClient {
    /// The live call with this ID, or the only one whose ID begins or ends so; `nil`: none.
    func call(matching text: String) async throws -> LiveCall? {
        let calls = try await calls()
        if let call = calls.first(where: { $0.id == text }) { return call }
        let matches = calls.filter { !text.isEmpty && ($0.id.hasPrefix(text) || $0.id.hasSuffix(text)) }
        guard matches.count < 2 else {
            let ids = matches.prefix(5).map(\.id).joined(separator: ", ")
            throw Refusal("\(text) may be several live calls (\(ids)): name more of the ID")
        }
        return matches.first
    }

    /// The ID of that call, for those that do something with it.
    func liveID(_ text: String) async throws -> LiveCall.ID {
        guard let call = try await call(matching: text) else {
            throw Refusal("there is no live call \(text): switchboard call list shows them")
        }
        return call.id
    }
}
