import NIOCore
import NIOPosix

/// Plays Asterisk on a real socket: sends text, reads lines.
final class AGITestClient: Sendable {
    private let channel: any Channel
    private let lines: AsyncStream<String>

    /// Connects, from an address of its own if one is given.
    init(to server: SocketAddress, from source: String? = nil) async throws {
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        self.lines = lines
        var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(LineReader(continuation))
                }
            }
        if let source { bootstrap = bootstrap.bind(to: try SocketAddress(ipAddress: source, port: 0)) }
        channel = try await bootstrap.connect(to: server).get()
    }

    func send(_ text: String) async throws {
        try await channel.writeAndFlush(channel.allocator.buffer(string: text)).get()
    }

    /// The next line without its LF; nil when the server has closed.
    func readLine() async -> String? {
        var iterator = lines.makeAsyncIterator()
        return await iterator.next()
    }

    func close() async throws {
        do {
            try await channel.close()
        } catch ChannelError.alreadyClosed {
            // The server was first: on a full machine its own time limit may have come.
        }
    }

    private final class LineReader: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let continuation: AsyncStream<String>.Continuation
        private var unread = ""

        init(_ continuation: AsyncStream<String>.Continuation) { self.continuation = continuation }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            unread += String(buffer: unwrapInboundIn(data))
            while let end = unread.firstIndex(of: "\n") {
                continuation.yield(String(unread[..<end]))
                unread = String(unread[unread.index(after: end)...])
            }
        }

        func channelInactive(context: ChannelHandlerContext) {
            if !unread.isEmpty { continuation.yield(unread) }
            continuation.finish()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}
