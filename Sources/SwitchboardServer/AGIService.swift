import AGI
import Foundation
import Logging
import Routing
import ServiceLifecycle

/// Answers the dialplan until it is told to stop.
struct AGIService: Service {
    let configuration: AGIServer.Configuration
    let tables: RoutingTables
    let memories: CallMemories
    let changes: RuleChanges
    let logger: Logger

    func run() async throws {
        let (tables, memories, changes, logger) = (tables, memories, changes, logger)
        let server: AGIServer
        do {
            server = try await AGIServer.start(configuration: configuration, logger: logger) {
                RouteConversation(
                    tables: tables, memories: memories, changes: changes, logger: logger, now: { Date() })
            }
        } catch {
            throw ListeningError(address: "\(configuration.host):\(configuration.port)", reason: error)
        }
        logger.notice("answering the dialplan", metadata: ["agi": "\(server.localAddress)"])
        try? await gracefulShutdown()
        await server.shutdown(grace: .seconds(2))
    }
}

/// FastAGI could not listen.
struct ListeningError: Error, CustomStringConvertible {
    let address: String
    let reason: any Error

    var description: String {
        "agi.listen \(address): \(reason). Is another switchboard running, or the address not this machine's?"
    }
}
