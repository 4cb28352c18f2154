import Logging
import NIOCore
import NIOPosix
import Synchronization

/// Keeps a connection to Asterisk's manager interface: logs in, tells what happens, sends actions, and connects anew
/// when the connection breaks.
public final class AMIClient: Sendable {
    /// What happens, in order, for one reader.
    ///
    /// On `connected` the reader can send the actions that tell it how things stand: events wait meanwhile.
    public let signals = AMISignals()

    private struct State {
        /// The connection being made or in use.
        var attempt: AMIConnection?
        /// The connection that is logged in.
        var connection: AMIConnection?
        var readySince: ContinuousClock.Instant?
        var statistics = Statistics()
    }

    private let configuration: Configuration
    private let logger: Logger
    private let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
    private let state = Mutex(State())

    /// Makes a client; it does nothing before `run`.
    public init(configuration: Configuration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Connects, and does so anew whenever the connection breaks, until the task is cancelled. To be called once.
    public func run() async {
        var backoff = configuration.backoff
        var generator = SystemRandomNumberGenerator()
        var lastReason: AMIDisconnection?
        while !Task.isCancelled {
            let reason = await runConnection()
            if let since = state.withLock({ $0.readySince.take() }) {
                backoff.ended(after: .now - since)
                lastReason = nil
            }
            if reason == .stopped { break }
            // An Asterisk that stays away is told of once.
            logger.log(
                level: reason == lastReason ? .debug : .warning, "Asterisk's manager interface is not connected",
                metadata: ["reason": "\(reason)"])
            lastReason = reason
            try? await Task.sleep(for: backoff.next(using: &generator))
        }
        signals.finish()
    }

    /// Sends an action and waits for its reply.
    ///
    /// - Parameter limit: how long to wait; nil is the configuration's limit. Cancelling the task does not shorten it.
    /// - Throws: `notConnected` at once if there is no connection that is logged in.
    public func send(_ action: AMIAction, within limit: Duration? = nil) async throws(AMIError) -> AMIReply {
        guard let connection = state.withLock({ $0.connection }) else { throw .notConnected }
        return try await connection.send(action, within: limit ?? configuration.limits.action)
    }

    /// What has been so far.
    public var statistics: Statistics {
        var statistics = state.withLock { $0.statistics }
        statistics.waiting = signals.count.value.load(ordering: .relaxed)
        return statistics
    }

    /// Makes one connection and returns when it has ended.
    private func runConnection() async -> AMIDisconnection {
        let ended = eventLoop.makePromise(of: AMIDisconnection.self)
        let started = eventLoop.submit { [self] in
            let connection = AMIConnection(configuration, on: eventLoop) { self.received($0, ended: ended) }
            state.withLock { $0.attempt = connection }
            connection.connect(configuration)
            return connection
        }
        return await withTaskCancellationHandler {
            // The promise is only ever succeeded.
            (try? await ended.futureResult.get()) ?? .stopped
        } onCancel: {
            started.whenSuccess { $0.stop() }
        }
    }

    /// Called on the event loop. What is known has to be so before it is told: the reader may send at once.
    private func received(_ report: AMIHandler.Report, ended: EventLoopPromise<AMIDisconnection>) {
        switch report {
        case .ready(let session):
            state.withLock {
                $0.connection = $0.attempt
                $0.readySince = .now
                $0.statistics.connections += 1
            }
            logger.info(
                "logged in to Asterisk's manager interface",
                metadata: ["address": "\(configuration.host):\(configuration.port)"])
            signals.yield(.connected(session))
        case .event(let event):
            state.withLock { $0.statistics.events += 1 }
            signals.yield(.event(event))
        case .closed(let reason):
            state.withLock {
                $0.attempt = nil
                $0.connection = nil
            }
            signals.yield(.disconnected(reason))
            ended.succeed(reason)
        }
    }
}
