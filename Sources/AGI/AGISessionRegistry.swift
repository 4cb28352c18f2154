import Logging
import NIOCore

/// The open sessions of a server and their count. Lives on the server's event loop, so it needs no lock.
final class AGISessionRegistry {
    private let policy: AGIPeerPolicy
    private let limit: Int
    private var sessions: [ObjectIdentifier: AGIHandler] = [:]
    private var drained: EventLoopPromise<Void>?
    private var isStopping = false

    /// What has been served so far.
    private(set) var statistics = AGIServer.Statistics()

    init(policy: AGIPeerPolicy, limit: Int) {
        self.policy = policy
        self.limit = limit
    }

    /// Whether a new connection may become a session; if so, it is one.
    ///
    /// Refusing means closing: `AGI()` then returns at once, where a connection left open would be silence for the
    /// caller.
    func admit(_ session: AGIHandler, from peer: SocketAddress?, logger: Logger) -> Bool {
        guard policy.admits(peer) else {
            refuse(peer, "not an allowed peer", logger: logger)
            return false
        }
        guard !isStopping, sessions.count < limit else {
            refuse(peer, isStopping ? "stopping" : "too many sessions", logger: logger)
            return false
        }
        sessions[ObjectIdentifier(session)] = session
        statistics.open = sessions.count
        return true
    }

    func remove(_ session: AGIHandler) {
        guard sessions.removeValue(forKey: ObjectIdentifier(session)) != nil else { return }
        statistics.open = sessions.count
        if sessions.isEmpty { drained?.succeed() }
    }

    func count(_ end: AGISessionEnd) {
        switch end {
        case .finished: statistics.finished += 1
        case .hungUp: statistics.hungUp += 1
        case .failed: statistics.failed += 1
        case .noRequest: break
        }
    }

    /// Admits nobody any more.
    ///
    /// - Returns: a future that succeeds when the last session has ended.
    func drain(on eventLoop: any EventLoop) -> EventLoopFuture<Void> {
        isStopping = true
        let promise = drained ?? eventLoop.makePromise()
        drained = promise
        if sessions.isEmpty { promise.succeed() }
        return promise.futureResult
    }

    /// Closes what is still open.
    func stopAll() {
        for session in Array(sessions.values) { session.stop() }
    }

    private func refuse(_ peer: SocketAddress?, _ reason: String, logger: Logger) {
        statistics.refused += 1
        logger.warning(
            "AGI connection refused", metadata: ["peer": "\(peer?.ipAddress ?? "?")", "reason": "\(reason)"])
    }
}
