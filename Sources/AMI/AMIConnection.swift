import NIOCore
import NIOPosix
import NIOSSL

/// A handle on one connection, from before it is there until after it has ended.
struct AMIConnection: Sendable {
    private let handler: NIOLoopBound<AMIHandler>

    /// Makes a connection that is not begun. On the event loop only.
    ///
    /// - Parameter report: what comes of it, told on the event loop; the last thing told is `closed`.
    init(
        _ configuration: AMIClient.Configuration, on eventLoop: any EventLoop,
        report: @escaping (AMIHandler.Report) -> Void
    ) {
        let login = AMILogin(
            username: configuration.username, secret: configuration.secret, events: configuration.eventMask)
        let prefix = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        let machine = AMIStateMachine(login: login, limits: configuration.limits, idPrefix: prefix)
        handler = NIOLoopBound(
            AMIHandler(machine: machine, eventLoop: eventLoop, report: report), eventLoop: eventLoop)
    }

    /// Connects and logs in.
    func connect(_ configuration: AMIClient.Configuration) {
        let secured: NIOSSLClientHandler?
        do {
            secured = try configuration.tls?.makeHandler(host: configuration.host)
        } catch {
            handler.value.fail(.tls("\(error)"))
            return
        }
        let eventLoop = handler.eventLoop
        let tls = NIOLoopBound(secured, eventLoop: eventLoop)
        ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(configuration.limits.connect))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            // Nothing is read before there is a handler: a name may have several addresses, and there is one handler.
            .channelOption(.autoRead, value: false)
            .connect(host: configuration.host, port: configuration.port)
            .whenComplete { [handler] result in
                switch result {
                case .success(let channel): Self.add(handler.value, tls.value, to: channel)
                case .failure(let error): handler.value.fail(AMIDisconnection(connecting: error))
                }
            }
    }

    /// Sends an action and waits for its reply, at most for the given time. Cancelling does not shorten the wait.
    func send(_ action: AMIAction, within limit: Duration) async throws(AMIError) -> AMIReply {
        let result: Result<AMIReply, AMIError> = await withCheckedContinuation { continuation in
            handler.execute { $0.send(action, within: limit) { continuation.resume(returning: $0) } }
        }
        return try result.get()
    }

    /// Closes, be it there yet or not.
    func stop() {
        handler.execute { $0.fail(.stopped) }
    }

    private static func add(_ handler: AMIHandler, _ tls: NIOSSLClientHandler?, to channel: any Channel) {
        do {
            let pipeline = channel.pipeline.syncOperations
            if let tls { try pipeline.addHandler(tls) }
            try pipeline.addHandler(handler)
            try channel.syncOptions?.setOption(.autoRead, value: true)
        } catch {
            handler.fail(AMIDisconnection(error))
            channel.close(promise: nil)
        }
    }
}

extension NIOLoopBound {
    fileprivate func execute(_ body: @escaping @Sendable (Value) -> Void) {
        eventLoop.execute { body(value) }
    }
}
