import AsteriskBench
import Foundation
import Testing

/// Connections that fail.
extension BenchTests {
    @Test("A relay passes on, holds back and then passes on what it has held")
    func relayStalls() async throws {
        let bench = try await Self.bench.value
        let relay = try TCPRelay(to: bench.amiPort)
        let `operator` = try await bench.operator(port: relay.port)
        #expect(relay.accepted == 1 && relay.open == 1)
        #expect(try await `operator`.send("Ping").isSuccess)

        await relay.stall()
        async let late = `operator`.send("Ping", ["ActionID": "late"])
        await #expect(throws: BenchError.self) { try await `operator`.send("Ping", within: 0.5) }
        await #expect(throws: BenchError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await bench.operator(port: relay.port) }
                group.addTask {
                    try await Task.sleep(for: .seconds(0.5)); throw BenchError("not logged in")
                }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
        #expect(relay.accepted == 2)
        await relay.resume()
        #expect(try await late["Ping"] == "Pong")
    }

    @Test("A relay breaks connections and takes further ones, or refuses them, and then takes them again")
    func relayResets() async throws {
        let bench = try await Self.bench.value
        let relay = try TCPRelay(to: bench.amiPort)
        let first = try await bench.operator(port: relay.port)
        await relay.reset()
        #expect(relay.open == 0)
        let end = await #expect(throws: BenchError.self) { try await first.event("Never", within: 5) }
        #expect(end?.description.contains("Connection reset by peer") == true)

        let second = try await bench.operator(port: relay.port)
        await relay.refuse()
        #expect(relay.open == 0)
        await #expect(throws: BenchError.self) { try await second.event("Never", within: 5) }
        for _ in 0..<2 {
            let refused = await #expect(throws: BenchError.self) { try await bench.operator(port: relay.port) }
            #expect(refused?.description == "nobody listens on port \(relay.port): errno \(ECONNREFUSED)")
        }
        await relay.accept()
        #expect(try await bench.operator(port: relay.port).send("Ping").isSuccess)
        #expect(relay.accepted == 3)
    }
}
