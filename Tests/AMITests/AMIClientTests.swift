import Testing

@testable import AMI

/// The client against a server that misbehaves, over real sockets on loopback.
@Suite(.timeLimit(.minutes(1))) struct AMIClientTests {
    @Test func `connected comes first, and its reader may ask while events wait`() async throws {
        let events = (0..<100).map { "Event: Newstate\r\nNumber: \($0)\r\n\r\n" }.joined()
        let server = try await FakeAsterisk.start { request in
            switch request.action {
            case "Login": .say(FakeAsterisk.success(request) + events)
            case "CoreShowChannels":
                .say(
                    FakeAsterisk.success(request, "EventList: start\r\n") + "Event: Last\r\n\r\n"
                        + "Event: CoreShowChannel\r\nActionID: \(request.id)\r\n\r\n"
                        + "Event: CoreShowChannelsComplete\r\nActionID: \(request.id)\r\nEventList: Complete\r\n\r\n")
            default: FakeAsterisk.obliging(request)
            }
        }
        try await withClient(port: server.port) { client, signals in
            #expect(await signals.next() == .loggedIn)
            let reply = try await client.send(AMIAction("CoreShowChannels"))
            #expect(reply.events.map(\.event) == ["CoreShowChannel"])
            #expect(client.statistics == AMIClient.Statistics(connections: 1, events: 101, waiting: 101))
            for number in 0..<100 { #expect(await signals.next()?.event?["Number"] == "\(number)") }
            #expect(await signals.next()?.event?.event == "Last")
            #expect(client.statistics.waiting == 0)
        }
        try await server.stop()
    }

    @Test func `without a connection nothing is sent`() async throws {
        let client = AMIClient(
            configuration: AMIClient.Configuration(username: "a", secret: AMISecret("b")),
            logger: .init(label: "test"))
        await #expect(throws: AMIError.notConnected) { try await client.send(AMIAction("Ping")) }
    }

    @Test func `a close in the middle of a message loses that message and connects anew`() async throws {
        let server = try await FakeAsterisk.start { request in
            switch (request.connection, request.action) {
            case (0, "Login"):
                .sayAndClose(FakeAsterisk.success(request) + "Event: A\r\n\r\nEvent: Hangup\r\nChannel: PJS")
            default: FakeAsterisk.obliging(request)
            }
        }
        try await withClient(port: server.port) { client, signals in
            #expect(await signals.next() == .loggedIn)
            #expect(await signals.next()?.event == AMIMessage(["Event": "A"]))
            #expect(await signals.next() == .disconnected(.closedByPeer))
            #expect(await signals.next() == .loggedIn)
            let reply = try await client.send(AMIAction("Anything"))
            #expect(reply.isSuccess)
        }
        try await server.stop()
    }

    @Test func `a connection that is dead without a close is found out`() async throws {
        let server = try await FakeAsterisk.start { request in
            request.connection == 0 && request.action == "Ping" ? .nothing : FakeAsterisk.obliging(request)
        }
        let limits = AMILimits(pingInterval: .milliseconds(50), pingReply: .milliseconds(50))
        try await withClient(port: server.port, limits: limits) { _, signals in
            #expect(await signals.next() == .loggedIn)
            #expect(await signals.next() == .disconnected(.silent))
            #expect(await signals.next() == .loggedIn)
        }
        try await server.stop()
    }

    @Test func `Pings keep a quiet connection`() async throws {
        let server = try await FakeAsterisk.start { request in
            // A Ping is answered with an event as well, so that the test sees it.
            FakeAsterisk.obliging(request).adding("Event: Pinged\r\n\r\n", if: request.action == "Ping")
        }
        let limits = AMILimits(pingInterval: .milliseconds(20), pingReply: .seconds(20))
        try await withClient(port: server.port, limits: limits) { client, signals in
            #expect(await signals.next() == .loggedIn)
            for _ in 0..<4 { #expect(await signals.next()?.event?.event == "Pinged") }
            #expect(client.statistics.connections == 1)
        }
        try await server.stop()
    }

    @Test(arguments: [nil, "Challenge", "Login"])
    func `a server that never answers is given up`(_ step: String?) async throws {
        let server = try await FakeAsterisk.start { request in
            request.connection == 0 && request.action == step ? .nothing : FakeAsterisk.obliging(request)
        }
        let limits = AMILimits(connect: .milliseconds(400), action: .milliseconds(400))
        try await withClient(port: server.port, limits: limits) { _, signals in
            #expect(await signals.next() == .disconnected(.loginTimeout))
        }
        try await server.stop()
    }

    @Test func `a slow login is waited for`() async throws {
        let server = try await FakeAsterisk.start { request in
            request.action == "Login"
                ? .sayLater(FakeAsterisk.success(request), after: .milliseconds(100)) : FakeAsterisk.obliging(request)
        }
        let limits = AMILimits(action: .seconds(20), pingInterval: .milliseconds(10), pingReply: .seconds(20))
        try await withClient(port: server.port, limits: limits) { _, signals in
            #expect(await signals.next() == .loggedIn)
        }
        try await server.stop()
    }

    @Test func `an action without a reply ends in time, and the connection goes on`() async throws {
        let server = try await FakeAsterisk.start { request in
            request.action == "Atxfer" ? .nothing : FakeAsterisk.obliging(request)
        }
        try await withClient(port: server.port) { client, signals in
            #expect(await signals.next() == .loggedIn)
            await #expect(throws: AMIError.timedOut) {
                try await client.send(AMIAction("Atxfer"), within: .milliseconds(50))
            }
            let reply = try await client.send(AMIAction("Hangup"))
            #expect(reply.isSuccess)
            #expect(client.statistics.connections == 1)
        }
        try await server.stop()
    }

    @Test func `a hundred actions at a time find their replies`() async throws {
        let server = try await FakeAsterisk.start { request in
            request.action?.hasPrefix("A") == true
                ? .say(FakeAsterisk.success(request, "Message: \(request.action ?? "")\r\n"))
                : FakeAsterisk.obliging(request)
        }
        try await withClient(port: server.port) { client, signals in
            #expect(await signals.next() == .loggedIn)
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<100 {
                    group.addTask { try await client.send(AMIAction("A\(number)")).message == "A\(number)" }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
        try await server.stop()
    }

    @Test func `a refused login is told, and tried again`() async throws {
        let server = try await FakeAsterisk.start { request in
            request.connection == 0 && request.action == "Login"
                ? .sayAndClose("Response: Error\r\nActionID: \(request.id)\r\nMessage: Authentication failed\r\n\r\n")
                : FakeAsterisk.obliging(request)
        }
        try await withClient(port: server.port) { _, signals in
            #expect(await signals.next() == .disconnected(.loginRefused("Authentication failed")))
            #expect(await signals.next() == .loggedIn)
        }
        try await server.stop()
    }

    @Test func `a port where nobody listens is told with its address`() async throws {
        let server = try await FakeAsterisk.start()
        try await server.stop()
        try await withClient(port: server.port) { _, signals in
            guard case .disconnected(.unreachable(let reason)) = await signals.next() else {
                Issue.record("not unreachable")
                return
            }
            #expect(reason.contains("127.0.0.1:\(server.port)"))
        }
    }

    @Test func `a stop ends what waits and is the last that is told`() async throws {
        let (asked, continuation) = AsyncStream.makeStream(of: Void.self)
        let server = try await FakeAsterisk.start { request in
            guard request.action == "Atxfer" else { return FakeAsterisk.obliging(request) }
            continuation.finish()
            return .nothing
        }
        let client = AMIClient(
            configuration: AMIClient.Configuration(port: server.port, username: "a", secret: AMISecret("b")),
            logger: .init(label: "test"))
        let run = Task { await client.run() }
        var signals = client.signals.makeAsyncIterator()
        #expect(await signals.next() == .loggedIn)
        let reply = Task { try await client.send(AMIAction("Atxfer"), within: .seconds(60)) }
        for await _ in asked {}
        run.cancel()
        await #expect(throws: AMIError.disconnected(.stopped)) { try await reply.value }
        #expect(await signals.next() == .disconnected(.stopped))
        #expect(await signals.next() == nil)
        await run.value
        await #expect(throws: AMIError.notConnected) { try await client.send(AMIAction("Ping")) }
        try await server.stop()
    }

    @Test func `a stop does not wait for the next attempt`() async throws {
        let server = try await FakeAsterisk.start()
        try await server.stop()
        let backoff = Backoff(base: .seconds(3_600), cap: .seconds(3_600))
        try await withClient(port: server.port, backoff: backoff) { _, signals in
            _ = await signals.next()
        }
    }
}

extension FakeAsterisk.Answer {
    fileprivate func adding(_ text: String, if condition: Bool) -> FakeAsterisk.Answer {
        if condition, case .say(let said) = self { .say(said + text) } else { self }
    }
}
