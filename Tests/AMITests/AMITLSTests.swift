import Foundation
import Testing

@testable import AMI

@Suite(.timeLimit(.minutes(1))) struct AMITLSTests {
    /// Runs with the test's certificate in a file, as an administrator would name it.
    private func withTrustRoots(_ body: (String) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "AMITLSTests-\(UUID()).pem")
        try Data(TestCertificate.certificate.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try await body(file.path)
    }

    @Test func `a trusted certificate for this name lets in`() async throws {
        let server = try await FakeAsterisk.start(tls: true)
        try await withTrustRoots { file in
            let tls = AMITLS(trustRoots: file, serverName: "pbx.example")
            try await withClient(port: server.port, tls: tls) { client, signals in
                #expect(await signals.next() == .loggedIn)
                let reply = try await client.send(AMIAction("Hangup"))
                #expect(reply.isSuccess)
            }
        }
        try await server.stop()
    }

    /// Without a name the host counts, here 127.0.0.1.
    @Test(arguments: [nil, "other.example"])
    func `a trusted certificate for another host is refused`(_ name: String?) async throws {
        let server = try await FakeAsterisk.start(tls: true)
        try await withTrustRoots { file in
            let tls = AMITLS(trustRoots: file, serverName: name)
            try await withClient(port: server.port, tls: tls) { _, signals in
                try await expectRefused(&signals)
            }
        }
        try await server.stop()
    }

    @Test func `a certificate nobody vouches for is refused`() async throws {
        let server = try await FakeAsterisk.start(tls: true)
        try await withClient(port: server.port, tls: AMITLS(serverName: "pbx.example")) { _, signals in
            try await expectRefused(&signals)
        }
        try await server.stop()
    }

    @Test func `a server without TLS is refused`() async throws {
        let server = try await FakeAsterisk.start(tls: false)
        try await withClient(port: server.port, tls: AMITLS()) { _, signals in
            try await expectRefused(&signals)
        }
        try await server.stop()
    }

    @Test func `a file of certificates that is not there is told`() async throws {
        let server = try await FakeAsterisk.start(tls: true)
        try await withClient(port: server.port, tls: AMITLS(trustRoots: "/no/such.pem")) { _, signals in
            try await expectRefused(&signals)
        }
        try await server.stop()
    }

    private func expectRefused(_ signals: inout AMISignals.Iterator) async throws {
        let signal = try #require(await signals.next())
        guard case .disconnected(.tls) = signal else {
            Issue.record("\(signal)")
            return
        }
    }
}
