import Logging
import NIOCore
import NIOPosix

/// A FastAGI server: Asterisk connects once for each question, and a conversation answers it.
///
/// All of it runs on one event loop: a session is some 70 µs of work, so one loop serves more calls than an Asterisk
/// can, and nothing has to be locked.
public final class AGIServer: Sendable {
    /// The address it listens on, with the port that was really taken.
    public let localAddress: SocketAddress

    private let channel: any Channel
    private let registry: NIOLoopBound<AGISessionRegistry>
    private let logger: Logger

    private init(
        channel: any Channel, localAddress: SocketAddress, registry: NIOLoopBound<AGISessionRegistry>, logger: Logger
    ) {
        self.channel = channel
        self.localAddress = localAddress
        self.registry = registry
        self.logger = logger
    }

    /// Starts to listen, and returns when connections are accepted.
    ///
    /// - Parameter makeConversation: called on the event loop for each connection.
    /// - Throws: `AGIServerError`, or NIO's `IOError` if the address is in use or not this machine's.
    public static func start(
        configuration: Configuration, logger: Logger,
        makeConversation: @escaping @Sendable () -> any AGIConversation
    ) async throws -> AGIServer {
        guard let address = try? SocketAddress(ipAddress: configuration.host, port: configuration.port) else {
            throw AGIServerError.invalidAddress(configuration.host)
        }
        let policy = try AGIPeerPolicy(allowed: configuration.allowedPeers)
        guard address.isLoopback || !policy.isLoopbackOnly else { throw AGIServerError.noAllowedPeers }

        let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        let registry = try await eventLoop.submit {
            NIOLoopBound(
                AGISessionRegistry(policy: policy, limit: configuration.maximumSessions), eventLoop: eventLoop)
        }.get()
        let channel = try await ServerBootstrap(group: eventLoop)
            .serverChannelOption(.backlog, value: Int32(clamping: configuration.backlog))
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        AGIHandler(
                            conversation: makeConversation(), configuration: configuration,
                            registry: registry.value, logger: logger))
                }
            }
            .bind(to: address).get()
        let bound = channel.localAddress ?? address
        logger.info("AGI server listens", metadata: ["address": "\(bound)"])
        return AGIServer(channel: channel, localAddress: bound, registry: registry, logger: logger)
    }

    /// Stops: accepts nobody any more, lets open sessions end, and after `grace` closes those that have not.
    public func shutdown(grace: Duration) async {
        let eventLoop = channel.eventLoop
        // It can only fail because it is closed already, by an earlier shutdown.
        try? await channel.close()
        let drained = eventLoop.flatSubmit { [registry] in
            let drained = registry.value.drain(on: eventLoop)
            let timer = eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(grace)) {
                registry.value.stopAll()
            }
            drained.whenComplete { _ in timer.cancel() }
            return drained
        }
        // The promise is only ever succeeded.
        try? await drained.get()
        logger.info("AGI server stopped", metadata: ["address": "\(localAddress)"])
    }

    /// What has been served so far.
    public func statistics() async -> Statistics {
        let counted = try? await channel.eventLoop.submit { [registry] in registry.value.statistics }.get()
        return counted ?? Statistics()
    }
}
