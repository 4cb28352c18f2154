import AsteriskBench
import Foundation

/// One queue with many agents, many clients who call it within seconds, and an Asterisk of its own.
struct QueueLoadStage {
    /// How many there are of each.
    struct Size {
        let clients: Int
        let agents: Int

        /// Of the issue that asked for it; `BENCH_QUEUE_CALLERS=50`.
        static let whole = Size(clients: 50, agents: 10)
        /// What it is among all other scenarios.
        static let small = Size(clients: 20, agents: 4)
    }

    let bench: Bench
    let switchboard: SwitchboardProcess
    let size: Size

    static let queue = "9500"
    /// The queue's own number, which called clients see.
    static let callerID = "+74951230500"

    static func agent(_ number: Int) -> String { String(9501 + number) }
    static func client(_ number: Int) -> String { BenchOffice.client(String(9500 + number)) }

    var agents: [String] { (0..<size.agents).map(Self.agent) }

    static func start(_ size: Size) async throws -> QueueLoadStage {
        let port = try TCP.freePort()
        let phones = (0..<size.agents).map { Phone(agent($0)) }
        let bench = try await Bench.start { _ in
            var configuration = PBXConfiguration(
                folder: Bench.repository.appending(path: "asterisk-conf"), phones: phones)
            configuration.globals = ["SWITCHBOARD_AGI": "agi://127.0.0.1:\(port)"]
            return configuration
        }
        let server = try await SwitchboardProcess.start(
            named: "queue-load", in: bench.logs, port: port, mailboxesOf: bench, ami: bench.switchboardAccess())
        let stage = QueueLoadStage(bench: bench, switchboard: server, size: size)
        try await server.apply(stage.yaml)
        _ = try await server.takesUp(revision: 1)
        try await QueueReportStage(bench: bench, switchboard: server).follows(times: 1)
        try await stage.hasAgents()
        return stage
    }

    /// Waits until Asterisk has the queue with all its agents.
    private func hasAgents() async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        var shown = ""
        repeat {
            shown = try await bench.pbx.console("queue show switchboard-\(Self.queue)")
            if shown.ranges(of: "@switchboard-agent").count == size.agents { return }
            try await Task.sleep(for: .milliseconds(50))
        } while ContinuousClock.now < deadline
        throw BenchError("the agents are not there: \(shown)")
    }

    private var yaml: String {
        """
        version: 1
        office: { name: Load, country: RU, timezone: Europe/Moscow, language: en, operator: user \(agents[0]) }
        trunks:
          - { name: main, dial: "PJSIP/{number}@main", callerId: +74951239999, passCallerId: true, allow: [RU] }
        users:
        \(agents.map { BenchOffice.User(extension: $0).yaml }.joined(separator: "\n"))
        queues:
          - extension: \(Self.queue)
            name: Load
            strategy: leastrecent
            members: [\(agents.map { "user \($0)" }.joined(separator: ", "))]
            ring: 15s
            callback: { key: 1, callerId: \(Self.callerID), offer: 5s, window: 5m, retry: 5s, attempts: 2 }
            otherwise: { after: 5m, to: hangup }
        numbers:
          - { number: \(BenchOffice.direct(Self.queue)), rules: [ { to: queue Load } ] }
        """
    }
}
