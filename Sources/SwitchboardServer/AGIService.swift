import AGI
import Foundation
import Logging
import Routing
import ServiceLifecycle

/// Answers the dialplan until it is told to stop.
struct AGIService: Service {
    let configuration: AGIServer.Configuration
    let tables: RoutingTables
    let logger: Logger

    func run() async throws {
        let (tables, logger) = (tables, logger)
        let server = try await AGIServer.start(configuration: configuration, logger: logger) {
            RouteConversation(tables: tables, logger: logger, now: { Date() })
        }
        logger.notice("answering the dialplan", metadata: ["agi": "\(server.localAddress)"])
        try? await gracefulShutdown()
        await server.shutdown(grace: .seconds(2))
    }
}
