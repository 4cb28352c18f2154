import Hummingbird
import Logging
import ServiceLifecycle

/// Offers the control API to the commands of this machine until it is told to stop.
struct ControlAPIService: Service {
    let socket: ControlSocket
    let desk: any CallDesk
    let queues: (any QueueDesk)?
    let callbacks: (any CallbackOperatorDesk)?
    let logger: Logger

    /// Takes the socket's place, by which a second server is noticed.
    ///
    /// - Throws: ``ControlSocketError``; nothing else of the server need have begun.
    init(
        path: String, desk: any CallDesk, queues: (any QueueDesk)? = nil, callbacks: (any CallbackOperatorDesk)? = nil,
        logger: Logger
    ) throws {
        self.callbacks = callbacks
        self.queues = queues
        socket = try ControlSocket(path: path)
        self.desk = desk
        self.logger = logger
    }

    func run() async throws {
        defer { socket.remove() }
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        let application = Application(
            router: ControlAPI.router(for: desk, queues: queues, callbacks: callbacks),
            configuration: .init(address: .unixDomainSocket(path: socket.bindingPath)),
            onServerRunning: { [socket, logger] channel in
                do {
                    try socket.publish()
                    logger.notice("taking commands", metadata: ["control": "\(socket.path)"])
                } catch {
                    logger.critical("no commands can be taken", metadata: ["error": "\(error)"])
                    channel.close(promise: nil)
                }
            },
            logger: quiet)
        try await application.run()
    }
}
