import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// Plays the manager interface on loopback as a script says: for the odd corners only, the rest is recorded.
final class FakeAsterisk: Sendable {
    /// What has come: a connection, the first being 0, and its action; nil when it is new.
    struct Request {
        var connection: Int
        var action: String?
        var id = ""
    }

    enum Answer {
        case say(String)
        case sayLater(String, after: TimeAmount)
        case sayAndClose(String)
        case nothing
    }

    typealias Script = @Sendable (Request) -> Answer

    static let banner = "Asterisk Call Manager/11.0.0\r\n"

    let port: Int
    private let channel: any Channel

    private init(channel: any Channel, port: Int) {
        self.channel = channel
        self.port = port
    }

    static func start(tls: Bool = false, _ script: @escaping Script = obliging) async throws -> FakeAsterisk {
        let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        let connections = try await eventLoop.submit { NIOLoopBoundBox(0, eventLoop: eventLoop) }.get()
        let context = tls ? try makeContext() : nil
        let channel = try await ServerBootstrap(group: eventLoop)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let context { try pipeline.addHandler(NIOSSLServerHandler(context: context)) }
                    try pipeline.addHandler(Handler(connection: connections.value, script: script))
                    connections.value += 1
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return FakeAsterisk(channel: channel, port: channel.localAddress?.port ?? 0)
    }

    func stop() async throws { try await channel.close() }

    /// Does the usual: lets everybody in, answers a Ping, and says yes to all else.
    @Sendable static func obliging(_ request: Request) -> Answer {
        switch request.action {
        case nil: .say(banner)
        case "Challenge": .say(success(request, "Challenge: 1\r\n"))
        default: .say(success(request))
        }
    }

    static func success(_ request: Request, _ more: String = "") -> String {
        "Response: Success\r\nActionID: \(request.id)\r\n\(more)\r\n"
    }

    private static func makeContext() throws -> NIOSSLContext {
        let certificate = try NIOSSLCertificate(bytes: Array(TestCertificate.certificate.utf8), format: .pem)
        let key = try NIOSSLPrivateKey(bytes: Array(TestCertificate.key.utf8), format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let connection: Int
        private let script: Script
        private var unread = ""

        init(connection: Int, script: @escaping Script) {
            self.connection = connection
            self.script = script
        }

        func channelActive(context: ChannelHandlerContext) {
            perform(script(Request(connection: connection)), context: context)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            unread += String(buffer: unwrapInboundIn(data))
            while let end = unread.range(of: "\r\n\r\n") {
                var request = Request(connection: connection)
                for line in unread[..<end.lowerBound].split(separator: "\r\n") {
                    if line.hasPrefix("Action: ") { request.action = String(line.dropFirst(8)) }
                    if line.hasPrefix("ActionID: ") { request.id = String(line.dropFirst(10)) }
                }
                unread = String(unread[end.upperBound...])
                perform(script(request), context: context)
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }

        private func perform(_ answer: Answer, context: ChannelHandlerContext) {
            switch answer {
            case .say(let text): write(text, context: context)
            case .sayLater(let text, let delay):
                context.eventLoop.assumeIsolated().scheduleTask(in: delay) { self.write(text, context: context) }
            case .sayAndClose(let text):
                write(text, context: context)
                context.close(promise: nil)
            case .nothing: break
            }
        }

        private func write(_ text: String, context: ChannelHandlerContext) {
            context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(string: text)), promise: nil)
        }
    }
}
