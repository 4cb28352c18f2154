import Logging
import NIOCore
import Testing

@testable import AGI

/// The server over real sockets on loopback.
@Suite struct AGIServerTests {
    /// Answers with the argument `id`, so that a mix-up of sessions shows.
    struct Echo: AGIConversation {
        func begin(_ environment: AGIEnvironment) -> AGIStep {
            .send(.setVariables([AGIVariable("ID", environment.argument("id") ?? "none")]))
        }

        func received(_ reply: AGIReply) -> AGIStep { .finish }
    }

    private func withServer(
        _ configuration: AGIServer.Configuration = .init(port: 0),
        makeConversation: @escaping @Sendable () -> any AGIConversation = { Echo() },
        _ body: (AGIServer) async throws -> Void
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = try await AGIServer.start(
            configuration: configuration, logger: logger, makeConversation: makeConversation)
        do {
            try await body(server)
        } catch {
            await server.shutdown(grace: .zero)
            throw error
        }
        await server.shutdown(grace: .zero)
    }

    private func block(id: Int) -> String {
        "agi_network: yes\nagi_network_script: route\nagi_uniqueid: 1.\(id)\nagi_arg_1: id=\(id)\n\n"
    }

    private func runSession(id: Int, with client: AGITestClient) async throws {
        try await client.send(block(id: id))
        #expect(await client.readLine() == "EXEC MSet \"ID=\(id)\"")
        try await client.send("200 result=0\n")
        #expect(await client.readLine() == nil)
    }

    @Test func `a session is a block, a command, a reply and a close`() async throws {
        try await withServer { server in
            #expect(server.localAddress.port != 0)
            try await runSession(id: 1, with: AGITestClient(to: server.localAddress))
            #expect(await server.statistics() == AGIServer.Statistics(finished: 1))
        }
    }

    @Test func `a slow sender is served`() async throws {
        try await withServer { server in
            let client = try await AGITestClient(to: server.localAddress)
            for byte in block(id: 7) { try await client.send(String(byte)) }
            #expect(await client.readLine() == "EXEC MSet \"ID=7\"")
            for byte in "200 result=0\n" { try await client.send(String(byte)) }
            #expect(await client.readLine() == nil)
            #expect(await server.statistics() == AGIServer.Statistics(finished: 1))
        }
    }

    @Test func `two hundred sessions at a time do not mix`() async throws {
        try await withServer { server in
            var clients: [AGITestClient] = []
            for id in 0..<200 {
                let client = try await AGITestClient(to: server.localAddress)
                try await client.send(block(id: id))
                clients.append(client)
            }
            for (id, client) in clients.enumerated() {
                #expect(await client.readLine() == "EXEC MSet \"ID=\(id)\"")
            }
            #expect(await server.statistics() == AGIServer.Statistics(open: 200))
            for client in clients.reversed() { try await client.send("200 result=0\n") }
            for client in clients { #expect(await client.readLine() == nil) }
            #expect(await server.statistics() == AGIServer.Statistics(finished: 200))
        }
    }

    @Test func `who closes at once or in the middle harms nobody`() async throws {
        try await withServer { server in
            let probe = try await AGITestClient(to: server.localAddress)
            try await probe.close()
            let cut = try await AGITestClient(to: server.localAddress)
            try await cut.send("agi_network: yes\nagi_uni")
            try await cut.close()
            try await runSession(id: 3, with: AGITestClient(to: server.localAddress))
            // When the server has stopped, every session has ended.
            await server.shutdown(grace: .seconds(60))
            #expect(await server.statistics() == AGIServer.Statistics(finished: 1, failed: 1))
        }
    }

    @Test func `only named peers are served`() async throws {
        let configuration = AGIServer.Configuration(port: 0, allowedPeers: ["127.0.0.2"])
        try await withServer(configuration) { server in
            let stranger = try await AGITestClient(to: server.localAddress, from: "127.0.0.1")
            #expect(await stranger.readLine() == nil)
            try await runSession(id: 4, with: AGITestClient(to: server.localAddress, from: "127.0.0.2"))
            #expect(await server.statistics() == AGIServer.Statistics(finished: 1, refused: 1))
        }
    }

    @Test func `one session too many is closed at once`() async throws {
        try await withServer(.init(port: 0, maximumSessions: 2)) { server in
            let first = try await AGITestClient(to: server.localAddress)
            let second = try await AGITestClient(to: server.localAddress)
            let third = try await AGITestClient(to: server.localAddress)
            #expect(await third.readLine() == nil)
            try await runSession(id: 1, with: first)
            try await runSession(id: 2, with: second)
            try await runSession(id: 5, with: AGITestClient(to: server.localAddress))
            #expect(await server.statistics() == AGIServer.Statistics(finished: 3, refused: 1))
        }
    }

    @Test func `a refused command and a refused block end in a close without an answer`() async throws {
        let unsendable = ScriptedConversation([.send(.setVariables([AGIVariable("A", "1\n2")]))])
        try await withServer(makeConversation: { unsendable }) { server in
            let client = try await AGITestClient(to: server.localAddress)
            try await client.send(block(id: 1))
            #expect(await client.readLine() == nil)
            let injected = try await AGITestClient(to: server.localAddress)
            try await injected.send("agi_callerid: 1\nagi_callerid: 2\n\n")
            #expect(await injected.readLine() == nil)
            #expect(await server.statistics() == AGIServer.Statistics(failed: 2))
        }
    }

    @Test func `a hangup line does not disturb the reply`() async throws {
        try await withServer { server in
            let client = try await AGITestClient(to: server.localAddress)
            try await client.send(block(id: 6) + "HANGUP\n")
            #expect(await client.readLine() == "EXEC MSet \"ID=6\"")
            try await client.send("511 Command Not Permitted on a dead channel or intercept routine\n")
            #expect(await client.readLine() == nil)
            #expect(await server.statistics() == AGIServer.Statistics(finished: 1))
        }
    }

    @Test func `a block that does not come in time ends the session`() async throws {
        try await withServer(.init(port: 0, environmentTimeout: .milliseconds(50))) { server in
            let client = try await AGITestClient(to: server.localAddress)
            // On a busy machine the time may be over before this is said.
            try? await client.send("agi_network: yes\n")
            #expect(await client.readLine() == nil)
            #expect(await server.statistics() == AGIServer.Statistics(failed: 1))
        }
    }

    @Test func `a reply has its own, longer time`() async throws {
        let limit = Duration.milliseconds(15_500)
        // Long enough for a machine on which other tests hold both processors between connecting and sending.
        let configuration = AGIServer.Configuration(
            port: 0, environmentTimeout: .seconds(15), replyTimeout: limit)
        try await withServer(configuration) { server in
            let client = try await AGITestClient(to: server.localAddress)
            let clock = ContinuousClock()
            let sent = clock.now
            try await client.send(block(id: 8))
            #expect(await client.readLine() == "EXEC MSet \"ID=8\"")
            #expect(await client.readLine() == nil)
            #expect(clock.now - sent >= limit)
            #expect(await server.statistics() == AGIServer.Statistics(failed: 1))
        }
    }

    @Test func `a stop lets an open session end and accepts no other`() async throws {
        try await withServer { server in
            let client = try await AGITestClient(to: server.localAddress)
            try await client.send(block(id: 9))
            #expect(await client.readLine() == "EXEC MSet \"ID=9\"")
            async let stopped: Void = server.shutdown(grace: .seconds(60))
            // The listening socket is closed first; that it is can only be seen by trying.
            while let late = try? await AGITestClient(to: server.localAddress) { try? await late.close() }
            try await client.send("200 result=0\n")
            #expect(await client.readLine() == nil)
            await stopped
            let statistics = await server.statistics()
            #expect(statistics.finished == 1)
            #expect(statistics.failed == 0)
            #expect(statistics.open == 0)
        }
    }

    @Test func `a stop closes what does not end in time`() async throws {
        try await withServer { server in
            let client = try await AGITestClient(to: server.localAddress)
            try await client.send(block(id: 10))
            #expect(await client.readLine() == "EXEC MSet \"ID=10\"")
            await server.shutdown(grace: .milliseconds(20))
            #expect(await client.readLine() == nil)
            #expect(await server.statistics() == AGIServer.Statistics(failed: 1))
        }
    }

    @Test func `it does not listen beyond this machine for nobody in particular`() async throws {
        await #expect(throws: AGIServerError.noAllowedPeers) {
            try await withServer(.init(host: "0.0.0.0", port: 0)) { _ in }
        }
        await #expect(throws: AGIServerError.invalidAddress("localhost")) {
            try await withServer(.init(host: "localhost", port: 0)) { _ in }
        }
    }

    @Test func `a port in use is an error`() async throws {
        try await withServer { server in
            let port = try #require(server.localAddress.port)
            await #expect(throws: IOError.self) { try await withServer(.init(port: port)) { _ in } }
        }
    }
}
