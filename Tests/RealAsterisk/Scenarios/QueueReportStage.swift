import AsteriskBench
import Foundation

/// An office of queues with an Asterisk of its own: what a report says of them is all that has ever been in them.
struct QueueReportStage {
    let bench: Bench
    let switchboard: SwitchboardProcess

    static func shared() async throws -> QueueReportStage { try await start.value }

    private static let start = Task {
        let port = try TCP.freePort()
        let bench = try await Bench.start { _ in
            var configuration = PBXConfiguration(
                folder: Bench.repository.appending(path: "asterisk-conf"), phones: agents.map { Phone($0) })
            configuration.globals = ["SWITCHBOARD_AGI": "agi://127.0.0.1:\(port)"]
            configuration.files["switchboard/office-queues.conf"] = definitions
            return configuration
        }
        let server = try await SwitchboardProcess.start(
            named: "queue-report", in: bench.logs, port: port, ami: bench.switchboardAccess())
        try await server.apply(yaml)
        _ = try await server.takesUp(revision: 1)
        let stage = QueueReportStage(bench: bench, switchboard: server)
        try await stage.follows(times: 1)
        return stage
    }

    /// The same with a second Switchboard, which follows the same calls and answers none.
    func onlooker(through relay: TCPRelay) async throws -> QueueReportStage {
        let server = try await SwitchboardProcess.start(
            named: "queue-onlooker", in: bench.logs, port: try TCP.freePort(),
            ami: bench.switchboardAccess(through: relay))
        let stage = QueueReportStage(bench: bench, switchboard: server)
        try await stage.follows(times: 1)
        return stage
    }

    /// Waits until the server has said so often that its picture is right.
    func follows(times: Int) async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        // Another process writes the log: it is looked at.
        while switchboard.log.ranges(of: "following Asterisk's calls").count < times {
            guard ContinuousClock.now < deadline else { throw BenchError("calls are not followed: \(switchboard.log)") }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    static let agents = ["8701", "8702", "8711", "8751"]

    /// 8700 has two agents; 8710 lets nobody wait long; 8720 takes one caller; 8730 has no agent and lets nobody in; 8740
    /// has none either and offers callbacks; 8750 is for who waits while the connection is lost.
    private static let definitions = [
        queue("8700", members: ["8701", "8702"]), queue("8710", members: ["8711"], "timeout=2"),
        queue("8720", members: [], "maxlen=1"), queue("8730", members: [], "joinempty=no"),
        queue("8740", members: [], "context=switchboard-queue-key-1"), queue("8750", members: ["8751"]),
    ].joined(separator: "\n\n")

    private static func queue(_ name: String, members: [String], _ lines: String...) -> String {
        let members = members.map { "member => Local/\($0)@switchboard-agent/n,0,,PJSIP/\($0)" }
        return
            (["[switchboard-\(name)]", "strategy=ringall", "ringinuse=no", "timeout=15", "retry=1"] + lines + members)
            .joined(separator: "\n")
    }

    private static var yaml: String {
        let queues = [
            ("8700", "members: [user 8701, user 8702]", "{ to: hangup }"),
            ("8710", "members: [user 8711]", "{ after: 3s, to: hangup }"),
            ("8720", "members: [user 8711]", "{ to: hangup }"), ("8730", "members: [user 8711]", "{ to: hangup }"),
            (
                "8740",
                "members: [user 8711], callback: { key: 1, offer: 30s, window: 40s, retry: 5s, attempts: 1 }",
                "{ to: hangup }"
            ), ("8750", "members: [user 8751]", "{ to: hangup }"),
        ]
        let users = agents.map { BenchOffice.User(extension: $0).yaml }
        let lines = queues.map {
            "  - { extension: \($0.0), name: Q\($0.0), strategy: ringall, ring: 15s, \($0.1), otherwise: \($0.2) }"
        }
        let numbers = queues.map {
            "  - { number: \(BenchOffice.direct($0.0)), rules: [ { to: queue Q\($0.0) } ] }"
        }
        return """
            version: 1
            office: { name: Queues, country: RU, timezone: Europe/Moscow, language: en, operator: user 8701 }
            trunks:
              - { name: main, dial: "PJSIP/{number}@main", callerId: +74951239999, passCallerId: true, allow: [RU] }
            users:
            \(users.joined(separator: "\n"))
            queues:
            \(lines.joined(separator: "\n"))
            numbers:
            \(numbers.joined(separator: "\n"))
            """
    }
}

/// What `report queues --json` says.
struct ShownQueueReport: Decodable {
    struct Waiting: Decodable {
        let mean: Double
        let percentile90: Double
        let longest: Double
    }
    struct Queue: Decodable {
        let queue: String?
        let offered: Int
        let answered: Int
        let abandoned: Int
        let timedOut: Int
        let askedForCallback: Int
        let full: Int
        let nobodyThere: Int
        let left: Int
        let waiting: Waiting?
        let meanTalk: Double?
        let unansweredRings: Int
    }
    let queues: [Queue]
}

extension QueueReportStage {
    /// What the report says of a queue, as soon as so many are in it and none waits any more.
    func report(
        of queue: String, offered: Int, when isComplete: (ShownQueueReport.Queue) -> Bool = { _ in true }
    ) async throws -> ShownQueueReport.Queue {
        let deadline = ContinuousClock.now + .seconds(10)
        while true {
            let answer = try await switchboard.run(["report", "queues", "--json"])
            let row = try JSONDecoder().decode(ShownQueueReport.self, from: Data(answer.output.utf8)).queues
                .first { $0.queue == queue }
            if let row, row.offered >= offered, isComplete(row) { return row }
            guard ContinuousClock.now < deadline else {
                throw BenchError("queue \(queue): \(answer), \(bench.queueLog(of: ["switchboard-\(queue)"]))")
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// What app_queue has written down of a queue's callers on the line.
    /// - Parameter virtual: Uniqueids of callbacks' virtual callers.
    func count(of queue: String, without virtual: Set<String> = []) -> QueueLogCount {
        QueueLogCount(bench.queueLog(of: ["switchboard-\(queue)"]).filter { !virtual.contains($0.call) })
    }
}
