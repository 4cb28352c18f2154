import AsteriskBench
import Foundation
import Storage
import Testing

/// An office of queues, with an Asterisk of its own.
struct CallbackStage {
    let bench: Bench
    let switchboard: SwitchboardProcess
    /// Between Asterisk's questions and Switchboard.
    let questions: TCPRelay

    static func shared() async throws -> CallbackStage { try await start.value }

    private static let start = Task {
        try await CallbackStage(
            named: "callbacks", queues: CallbackScenarios.queues + CallbackOperatorScenarios.queues,
            users: CallbackScenarios.users + CallbackOperatorScenarios.users,
            schedules: CallbackScenarios.schedules)
    }

    /// Starts one, and waits until Asterisk has its queues.
    /// - Parameter schedules: names of schedules that are closed.
    init(named name: String, queues: [BenchQueue], users: [BenchOffice.User], schedules: [String] = []) async throws {
        let port = try TCP.freePort()
        let questions = try TCPRelay(to: port)
        bench = try await Bench.start { _ in
            var configuration = PBXConfiguration(
                folder: Bench.repository.appending(path: "asterisk-conf"),
                phones: users.compactMap { user in user.phone.map { Phone(user.extension, contact: $0) } })
            configuration.globals = ["SWITCHBOARD_AGI": "agi://127.0.0.1:\(questions.port)"]
            return configuration
        }
        self.questions = questions
        switchboard = try await SwitchboardProcess.start(
            named: name, in: bench.logs, port: port, mailboxesOf: bench, ami: bench.switchboardAccess(),
            settings: OperatorCommand.settings)
        try await switchboard.apply(Self.yaml(queues, users, schedules))
        _ = try await switchboard.takesUp(revision: 1)
        for queue in queues { try await has(queue) }
    }

    /// Waits until Asterisk has the queue with all its members.
    func has(_ queue: BenchQueue) async throws {
        try await shows(queue.extension) { $0.ranges(of: "@switchboard-agent").count == queue.members.count }
    }

    /// Waits until Asterisk shows a queue as it is meant to be.
    private func shows(_ queue: String, _ isMeant: (String) -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        var shown = ""
        repeat {
            shown = try await bench.pbx.console("queue show switchboard-\(queue)")
            if isMeant(shown) { return }
            try await Task.sleep(for: .milliseconds(50))
        } while ContinuousClock.now < deadline
        throw BenchError("queue \(queue): \(shown)")
    }

    private static func yaml(_ queues: [BenchQueue], _ users: [BenchOffice.User], _ schedules: [String]) -> String {
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
            schedules: [\(schedules.map { "{ name: \($0), open: [] }" }.joined(separator: ", "))]
            numbers:
            \(numbers.joined(separator: "\n"))
            """
    }
}

extension CallbackStage {
    private static let seats = Seats(6)

    /// A scenario: its ladder and logs are kept when it fails.
    /// - Parameter extensions: of queues and agents that are this scenario's alone.
    func scenario(_ name: String, _ extensions: [String], _ body: () async throws -> Void) async throws {
        let clients = extensions.map { BenchOffice.client($0) }
        await Self.seats.take()
        var failure: (any Error)?
        do {
            try await bench.scenario(name, numbers: extensions + clients + clients.map { String($0.dropFirst()) }) {
                try await body()
            }
        } catch {
            failure = error
        }
        await Self.seats.leave()
        if let failure { throw failure }
    }

    /// A command of the CLI that has to succeed.
    @discardableResult
    func run(_ arguments: String...) async throws -> String {
        let answer = try await switchboard.run(arguments)
        guard answer.exitCode == 0 else { throw BenchError("\(arguments): \(answer.errors)") }
        return answer.output
    }

    /// An agent gets no calls, and callers wait for him. Done when Asterisk has it.
    func pause(_ agent: String, in queue: String) async throws {
        try await run("queue", "pause", queue, agent)
        try await shows(queue) { shown in
            shown.split(separator: "\n").contains { $0.contains("\(agent)@") && $0.contains("paused") }
        }
    }

    /// He takes calls again.
    func resume(_ agent: String, in queue: String) async throws { try await run("queue", "resume", queue, agent) }

    /// Waits until the server has said so often that it follows Asterisk's calls.
    func follows(times: Int) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        // Another process writes the log: it is looked at.
        while timesFollowed < times {
            guard ContinuousClock.now < deadline else { throw BenchError("calls are not followed: \(switchboard.log)") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// How often it has said so.
    var timesFollowed: Int { switchboard.log.ranges(of: "following Asterisk's calls").count }

    /// A client's requests in a queue as they are on disk, newest first.
    func requests(of client: String, in queue: String) throws -> [CallbackRecord] {
        let path = switchboard.folder.appending(path: "switchboard.db").path
        return try OfficeStore(path: path, access: .readOnly, now: { Date() })
            .callbacks(queue: queue, number: client, limit: 10)
    }
}
