import Foundation

/// A real HTTP server on loopback that keeps what is posted to it.
public final class WebhookListener: Sendable {
    private let server: PythonServer

    /// Starts it.
    /// - Parameter folder: gets a file for each POST.
    public init(in folder: URL) async throws {
        server = try PythonServer("webhook-listener.py", in: folder)
        try await server.start()
    }

    /// A URL of it.
    public func url(_ path: String = "/hook") -> String { "http://127.0.0.1:\(server.port)\(path)" }

    /// What it does from now on: answers a status after so many seconds.
    public func answers(_ status: Int, after seconds: Double = 0) async throws {
        try await server.write("\(status) \(seconds)", to: "behaviour")
    }

    /// It is gone: connections are refused.
    public func stop() async { await server.stop() }

    /// It is there again, on the same port.
    public func restart() async throws { try await server.start() }

    /// What it has got, in order of its answers.
    public func posts() throws -> [ReceivedPost] { try server.received(ReceivedPost.self) }
}
