import Foundation

/// A real mail server (aiosmtpd) on loopback that keeps what it takes.
public final class BenchMailServer: Sendable {
    /// How its connections are secured; but for `none` it wants a login (``username``, ``password``).
    public enum Security: String, Sendable {
        case none, starttls, tls
    }

    /// The account.
    public static let (username, password) = ("bench", "secret")

    private let server: PythonServer

    /// Starts it.
    /// - Parameters:
    ///   - folder: gets a file for each message.
    ///   - certificate: PEM with which it shows that it is 127.0.0.1, and its key; for TLS.
    public init(
        _ security: Security = .none, in folder: URL, certificate: (certificate: String, key: String)? = nil
    ) async throws {
        server = try PythonServer("mail-server.py", [security.rawValue], in: folder)
        if let certificate {
            try await server.write(certificate.certificate, to: "certificate.pem")
            try await server.write(certificate.key, to: "key.pem")
        }
        try await server.start()
    }

    /// Where it listens, on loopback.
    public var port: UInt16 { server.port }

    /// What it says to every RCPT from now on, such as `451 4.3.0 try later`; empty: it takes it.
    public func answers(_ reply: String) async throws { try await server.write(reply, to: "behaviour") }

    /// It is gone: connections are refused.
    public func stop() async { await server.stop() }

    /// It is there again, on the same port.
    public func restart() async throws { try await server.start() }

    /// What it has taken, in order.
    public func messages() throws -> [ReceivedMail] { try server.received(ReceivedMail.self) }
}
