import Foundation
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Testing

@testable import SwitchboardServer
@testable import switchboard

@Suite final class ControlClientTests {
    /// Short: a socket's path has 107 bytes.
    let folder = "/tmp/sb-" + UUID().uuidString.prefix(8)
    var path: String { folder + "/test.control" }

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Runs a server while `body` runs.
    private func serve(
        _ desk: any CallDesk & CallbackOperatorDesk, _ body: (ControlClient) async throws -> Void
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let service = try ControlAPIService(path: path, desk: desk, callbacks: desk, logger: logger)
        let group = ServiceGroup(services: [service], logger: logger)
        async let running: Void = group.run()
        while access(path, F_OK) != 0 { try await Task.sleep(for: .milliseconds(5)) }
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await body(ControlClient(path: path)))
        } catch {
            outcome = .failure(error)
        }
        await group.triggerGracefulShutdown()
        try await running
        try outcome.get()
    }

    @Test("what the desk says comes through")
    func answers() async throws {
        try await serve(Desk(ids: ["1790000000.42", "pbx/1 %-1790000001.7"])) { client async throws in
            #expect(try await client.calls().map(\.id) == ["1790000000.42", "pbx/1 %-1790000001.7"])
            let receipt = try await client.transfer("pbx/1 %-1790000001.7", to: "102", attended: true)
            #expect(receipt == TransferReceipt(call: "pbx/1 %-1790000001.7", transfer: "102 true"))
            await #expect { try await client.complete("1790000000.42") } throws: {
                ($0 as? Refusal)?.description == "nobody talks"
            }
            await #expect { try await client.cancel("1790000000.42") } throws: {
                ($0 as? Refusal)?.description.hasPrefix("there is no connection to Asterisk") == true
            }
        }
    }

    @Test("callbacks are asked for, retried and cancelled")
    func callbacks() async throws {
        try await serve(Desk(ids: [])) { client async throws in
            let receipt = try await client.requestCallback(queue: "support", number: "8 903")
            #expect(receipt == CallbackReceipt(callback: 12, queue: "support", number: "8 903"))
            #expect(try await client.retryCallback(7).callback == 7)
            await #expect { try await client.cancelCallback(7) } throws: {
                ($0 as? Refusal)?.description == "there is no callback 7"
            }
        }
        await #expect(throws: ServerNotRunning.self) { try await ControlClient(path: self.path).cancelCallback(7) }
    }

    @Test("a live call by its ID, or what it alone begins or ends with")
    func matching() async throws {
        try await serve(Desk(ids: ["1790000000.4", "1790000000.42", "1790000001.5"])) { client async throws in
            #expect(try await client.call(matching: "1790000000.4")?.id == "1790000000.4")
            #expect(try await client.call(matching: "42")?.id == "1790000000.42")
            #expect(try await client.call(matching: "1790000001")?.id == "1790000001.5")
            #expect(try await client.call(matching: "") == nil)
            #expect(try await client.call(matching: "7") == nil)
            await #expect { try await client.call(matching: "1790000000") } throws: {
                ($0 as? Refusal)?.description
                    == "1790000000 may be several live calls (1790000000.4, 1790000000.42): name more of the ID"
            }
            await #expect { try await client.liveID("7") } throws: {
                ($0 as? Refusal)?.description == "there is no live call 7: switchboard call list shows them"
            }
        }
    }

    /// What a killed server leaves. It never listened: a test that forks at this moment must not keep it alive.
    private func leaveSocket() throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(result == 0)
    }

    @Test("nobody listens, whether a socket is there or not", .timeLimit(.minutes(1)), arguments: [false, true])
    func notRunning(isStale: Bool) async throws {
        if isStale {
            try leaveSocket()
        }
        let clock = ContinuousClock()
        let start = clock.now
        await #expect { try await ControlClient(path: self.path).calls() } throws: { error in
            (error as? ServerNotRunning)?.description == """
                the server does not run (nobody listens on \(self.path)): start it with \
                `systemctl start switchboard` or `switchboard serve`
                """
        }
        #expect(start.duration(to: clock.now) < .seconds(5))
    }

    @Test("somebody listens and says nothing", .timeLimit(.minutes(1)))
    func silence() async throws {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(unixDomainSocketPath: path).get()
        await #expect { try await ControlClient(path: self.path, timeout: .milliseconds(200)).calls() } throws: {
            ($0 as? Refusal)?.description.hasPrefix("the server at \(self.path) does not answer") == true
        }
        try await channel.close()
    }
}

/// Joins nobody and is not connected.
private struct Desk: CallDesk, CallbackOperatorDesk {
    let ids: [String]

    func calls() async -> [LiveCall] {
        ids.map { LiveCall(id: $0, began: Date(timeIntervalSince1970: 1_790_000_000), caller: "1", dialled: "2") }
    }

    func call(_ id: LiveCall.ID) async -> LiveCall? { await calls().first { $0.id == id } }

    func transfer(
        _ id: LiveCall.ID, to target: String, attended: Bool
    ) async throws(CallDeskError) -> TransferReceipt {
        TransferReceipt(call: id, transfer: "\(target) \(attended)")
    }

    func complete(_ id: LiveCall.ID) async throws(CallDeskError) -> TransferReceipt {
        throw .notPossible("nobody talks")
    }

    func cancel(_ id: LiveCall.ID) async throws(CallDeskError) -> TransferReceipt { throw .notConnected }

    func health() async -> ServerHealth { ServerHealth(connectedSince: nil, agi: .init()) }

    func requestCallback(queue: String, number: String) async throws(CallDeskError) -> CallbackReceipt {
        CallbackReceipt(callback: 12, queue: queue, number: number)
    }

    func retryCallback(_ id: Int64) async throws(CallDeskError) -> CallbackReceipt {
        CallbackReceipt(callback: id, queue: "700", number: "")
    }

    func cancelCallback(_ id: Int64) async throws(CallDeskError) -> CallbackReceipt { throw .noSuchCallback(id) }
}
