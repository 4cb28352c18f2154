import AsteriskBench
import Foundation
import Testing

/// An office of queues, with an Asterisk of its own.
struct CallbackStage {
    let bench: Bench
    let switchboard: SwitchboardProcess
    /// Between Switchboard and AMI.
    let relay: TCPRelay

    static func shared() async throws -> CallbackStage { try await start.value }

    private static let start = Task {
        let port = try TCP.freePort()
        let bench = try await Bench.start { _ in
            var configuration = PBXConfiguration(
                folder: Bench.repository.appending(path: "asterisk-conf"),
                phones: users.compactMap { user in user.phone.map { Phone(user.extension, contact: $0) } })
            configuration.globals = ["SWITCHBOARD_AGI": "agi://127.0.0.1:\(port)"]
            return configuration
        }
        let relay = try TCPRelay(to: bench.amiPort)
        let server = try await SwitchboardProcess.start(
            named: "callbacks", in: bench.logs, port: port, mailboxesOf: bench,
            ami: bench.switchboardAccess(through: relay))
        try await server.apply(yaml)
        _ = try await server.takesUp(revision: 1)
        let stage = CallbackStage(bench: bench, switchboard: server, relay: relay)
        for queue in queues { try await stage.has(queue) }
        return stage
    }

    /// Waits until Asterisk has the queue with all its members.
    func has(_ queue: BenchQueue) async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        var shown = ""
        repeat {
            shown = try await bench.pbx.console("queue show switchboard-\(queue.extension)")
            if shown.ranges(of: "@switchboard-agent").count == queue.members.count { return }
            try await Task.sleep(for: .milliseconds(50))
        } while ContinuousClock.now < deadline
        throw BenchError("queue \(queue.extension): \(shown)")
    }

    private static let users = CallbackScenarios.users
    private static let queues = CallbackScenarios.queues

    private static var yaml: String {
        let numbers = queues.map {
            "  - { number: \(BenchOffice.direct($0.extension)), rules: [ { to: queue q\($0.extension) } ] }"
        }
        return """
            version: 1
            office: { name: Queues, country: RU, timezone: Europe/Moscow, language: en, operator: user 9000 }
            trunks:
              - { name: main, dial: "PJSIP/{number}@main", callerId: +74951239999, passCallerId: true, allow: [RU] }
            users:
              - { extension: 9000, name: Operator, phone: PJSIP/9000 }
            \(users.map(\.yaml).joined(separator: "\n"))
            queues:
            \(queues.map { "  - \($0.yaml)" }.joined(separator: "\n"))
            numbers:
            \(numbers.joined(separator: "\n"))
            """
    }
}

/// A queue of a scenario.
struct BenchQueue {
    let `extension`: String
    let members: [String]
    var keys = ""
    var callback = ""

    var yaml: String {
        "{ extension: \(`extension`), name: q\(`extension`), strategy: leastrecent, members: [\(members.joined(separator: ", "))], "
            + "ring: 8s, \(keys)\(callback.isEmpty ? "" : "callback: { key: 1, callerId: +74951230\(`extension`.suffix(3)), \(callback) }, ")"
            + "otherwise: { after: 2m, to: operator } }"
    }
}
