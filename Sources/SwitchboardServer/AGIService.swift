import AGI
import Foundation
import Logging
import Routing
import ServiceLifecycle
import Synchronization

/// Answers the dialplan until it is told to stop.
struct AGIService: Service {
    let configuration: AGIServer.Configuration
    let tables: RoutingTables
    let memories: CallMemories
    let changes: RuleChanges
    let callbacks: (any CallbackDesk)?
    let observer: (@Sendable (RouteNote) -> Void)?
    let sessions: AGISessions
    let logger: Logger

    func run() async throws {
        let (tables, memories, changes, callbacks) = (tables, memories, changes, callbacks)
        let (observer, logger) = (observer, logger)
        let server: AGIServer
        do {
            server = try await AGIServer.start(configuration: configuration, logger: logger) {
                RouteConversation(
                    tables: tables, memories: memories, changes: changes, callbacks: callbacks, observer: observer,
                    logger: logger, now: { Date() })
            }
        } catch {
            throw ListeningError(address: "\(configuration.host):\(configuration.port)", reason: error)
        }
        sessions.begin(server)
        logger.notice("answering the dialplan", metadata: ["agi": "\(server.localAddress)"])
        try? await gracefulShutdown()
        await server.shutdown(grace: .seconds(2))
    }
}

/// What FastAGI has served, for whoever asks.
final class AGISessions: Sendable {
    private let server = Mutex<AGIServer?>(nil)

    func begin(_ server: AGIServer) { self.server.withLock { $0 = server } }

    /// None before it listens.
    func current() async -> ServerHealth.Sessions {
        guard let server = server.withLock({ $0 }) else { return .init() }
        return .init(await server.statistics())
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
