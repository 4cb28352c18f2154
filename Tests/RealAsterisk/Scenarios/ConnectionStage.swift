import AsteriskBench
import Foundation
import Testing

/// An office beside the others, with an Asterisk of its own: a second Switchboard that follows the calls of the same one
/// would tell operators everything twice, and this Asterisk is killed.
struct ConnectionStage {
    let bench: Bench
    let switchboard: SwitchboardProcess
    /// Between Switchboard and AMI.
    let relay: TCPRelay

    static func shared() async throws -> ConnectionStage { try await start.value }

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
            named: "connection", in: bench.logs, port: port, ami: bench.switchboardAccess(through: relay))
        try await server.apply(yaml)
        _ = try await server.takesUp(revision: 1)
        let stage = ConnectionStage(bench: bench, switchboard: server, relay: relay)
        try await stage.follows(times: 1)
        return stage
    }

    private static let users = ConnectionScenarios.users + LoadScenarios.users

    private static var yaml: String {
        let numbers = users.map {
            "  - { number: \(BenchOffice.direct($0.extension)), rules: [ { to: user \($0.extension) } ] }"
        }
        return """
            version: 1
            office: { name: Connection, country: RU, timezone: Europe/Moscow, language: en, operator: user 8300 }
            trunks:
              - { name: main, dial: "PJSIP/{number}@main", callerId: +74951239999, passCallerId: true, allow: [RU] }
            users:
            \(users.map(\.yaml).joined(separator: "\n"))
            numbers:
            \(numbers.joined(separator: "\n"))
            """
    }

    /// Waits until the server has said so often that its picture is right.
    /// - Returns: how long the last login was before, in seconds, to 10 ms.
    @discardableResult
    func follows(times: Int, within seconds: Double = 20) async throws -> Double {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var login: ContinuousClock.Instant?
        // Another process writes the log: it is looked at.
        while timesFollowed < times {
            if login == nil, logged("logged in to Asterisk") >= times { login = .now }
            guard ContinuousClock.now < deadline else { throw BenchError("calls are not followed: \(switchboard.log)") }
            try await Task.sleep(for: .milliseconds(10))
        }
        return login.map { $0.duration(to: .now) / .seconds(1) } ?? 0
    }

    /// How often it has said so.
    var timesFollowed: Int { logged("following Asterisk's calls") }
    /// How often it has noticed that the connection is none.
    var timesLost: Int { logged("Asterisk's manager interface is not connected") }

    private func logged(_ text: String) -> Int { switchboard.log.ranges(of: text).count }
}
