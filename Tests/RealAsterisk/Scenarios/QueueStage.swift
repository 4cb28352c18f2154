import AsteriskBench
import Foundation
import Testing

/// An office with queues and an Asterisk of its own, which is killed, and whose members are taken out by hand.
struct QueueStage {
    let bench: Bench
    let switchboard: SwitchboardProcess
    /// Between Switchboard and AMI.
    let relay: TCPRelay

    static func shared() async throws -> QueueStage { try await start.value }

    /// A phone that calls queues.
    static let caller = "8600"

    private static let start = Task {
        let port = try TCP.freePort()
        let bench = try await Bench.start { _ in
            var configuration = PBXConfiguration(
                folder: Bench.repository.appending(path: "asterisk-conf"),
                phones: [caller, "8601", "8602", "8603", "8605"].map { Phone($0) } + [Phone("8609", contact: .none)])
            configuration.globals = ["SWITCHBOARD_AGI": "agi://127.0.0.1:\(port)"]
            return configuration
        }
        let relay = try TCPRelay(to: bench.amiPort)
        let server = try await SwitchboardProcess.start(
            named: "queue-members", in: bench.logs, port: port, mailboxesOf: bench,
            ami: bench.switchboardAccess(through: relay))
        let stage = QueueStage(bench: bench, switchboard: server, relay: relay)
        try await server.apply(yaml())
        _ = try await server.takesUp(revision: 1)
        return stage
    }

    /// The office.
    /// - Parameters:
    ///   - wrapUp: of queue 870.
    ///   - strategy: of queue 871.
    ///   - name: of queue 870.
    ///   - busy: the strategy of queue 874; empty: it is not there.
    static func yaml(wrapUp: Int = 2, strategy: String = "rrmemory", name: String = "support", busy: String = "ringall")
        -> String
    {
        """
        version: 1
        office: { name: Queues, country: RU, timezone: Europe/Moscow, language: ru, operator: user 8605 }
        trunks:
          - { name: main, dial: "PJSIP/{number}@main", callerId: +74951239998, passCallerId: true, allow: [RU] }
        users:
          - { extension: 8600, name: Caller, phone: PJSIP/8600 }
          - { extension: 8601, name: One, phone: PJSIP/8601, languages: [ru, en] }
          - { extension: 8602, name: Two, phone: PJSIP/8602, mobile: +79160008602, languages: [ru] }
          - { extension: 8603, name: Three, phone: PJSIP/8603, languages: [it] }
          - { extension: 8604, name: Four, mobile: +79160008604 }
          - { extension: 8605, name: Five, phone: PJSIP/8605 }
          - { extension: 8609, name: Nine, phone: PJSIP/8609 }
        queues:
          - extension: 870
            name: \(name)
            strategy: leastrecent
            members: [user 8601, { to: user 8602, rings: both, penalty: 2 }, user 8604, number +79160008699]
            ring: 5s
            wrapUp: \(wrapUp)s
            priority: 3
            maxCallers: 7
            announce: { position: true, holdTime: true, every: 30s }
            callback: { key: "*", offer: 5s, window: 10m, retry: 5m, attempts: 2 }
            otherwise: { after: 1m, to: user 8605 }
          - { extension: 871, name: ordered, strategy: \(strategy), members: [user 8601, user 8602, user 8603],
              ring: 5s, music: default, otherwise: { to: hangup } }
          - { extension: 872, name: spoken, strategy: ringall, languages: true, ring: 5s,
              members: [user 8601, user 8602, user 8603, user 8604], otherwise: { to: hangup } }
          - { extension: 873, name: away, strategy: random, members: [user 8609], ring: 5s, otherwise: { to: hangup } }
        \(busy.isEmpty ? "" : "  - { extension: 874, name: busy, strategy: \(busy), members: [user 8605], ring: 5s, otherwise: { to: hangup } }")
        """
    }

    /// One member as `queue show` lists him.
    struct Member: Equatable, CustomStringConvertible {
        let agent: String
        let isPaused: Bool
        /// `Not in use`.
        let state: String

        var description: String { agent + (isPaused ? " paused" : "") }
    }

    /// The members of a queue, in Asterisk's order.
    func members(of queue: String) async throws -> [Member] {
        let lines = try await bench.pbx.console("queue show switchboard-\(queue)").split(separator: "\n")
        return lines.filter { $0.contains("@switchboard-agent") }.map { line in
            let states = ["Not in use", "In use", "Ringing", "Unavailable", "Invalid", "Unknown", "Busy", "On Hold"]
            return Member(
                agent: line.drop { $0 == " " }.prefix { $0 != " " }.description, isPaused: line.contains("(paused"),
                state: states.first { line.contains("(\($0))") } ?? "\(line)")
        }
    }

    /// Waits until a queue has these members, in any order unless it says otherwise.
    /// - Returns: how long it took, in seconds.
    @discardableResult
    func expect(
        _ expected: [String], in queue: String, inOrder: Bool = false, within seconds: Double = 10,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Double {
        let start = ContinuousClock.now
        var found: [String] = []
        // Another process sees to it: Asterisk is asked.
        repeat {
            found = try await members(of: queue).map(\.description)
            if inOrder ? found == expected : found.sorted() == expected.sorted() {
                return start.duration(to: .now) / .seconds(1)
            }
            try await Task.sleep(for: .milliseconds(10))
        } while start.duration(to: .now) < .seconds(seconds)
        Issue.record("queue \(queue) has \(found), not \(expected)", sourceLocation: sourceLocation)
        return seconds
    }

    /// Waits until a member has a state.
    func expect(_ agent: String, in queue: String, is state: String) async throws {
        let deadline = ContinuousClock.now + .seconds(5)
        var found: String?
        repeat {
            found = try await members(of: queue).first { $0.agent == agent }?.state
            if found == state { return }
            try await Task.sleep(for: .milliseconds(20))
        } while ContinuousClock.now < deadline
        Issue.record("\(agent) is \(found ?? "not in queue \(queue)"), not \(state)")
    }

    /// A command of the CLI that has to succeed.
    @discardableResult
    func run(_ arguments: String...) async throws -> String {
        let answer = try await switchboard.run(arguments)
        guard answer.exitCode == 0 else { throw BenchError("\(arguments): \(answer.errors)") }
        return answer.output
    }

    /// How often Asterisk was made to read the queues again.
    var reloads: Int { switchboard.log.ranges(of: "Asterisk has read the queues again").count }
}
