import Foundation
import OfficeFile
import PhoneNumbers
import Routing
import Testing

@testable import AMI
@testable import SwitchboardServer

@Suite("the queues' file, and what Asterisk says of them") struct QueueFileTests {
    private static func table(_ queue: String) throws -> RoutingTable {
        let numbering = LibPhoneNumber()
        let checked = try OfficeFile.read(
            """
            version: 1
            office: { name: T, country: RU, timezone: Europe/Moscow, language: ru, operator: user 101 }
            trunks:
              - { name: main, dial: "PJSIP/{number}@main", callerId: +74951234567, allow: [RU] }
            users:
              - { extension: 101, name: A, phone: PJSIP/101 }
              - { extension: 102, name: B, phone: PJSIP/102, languages: [en] }
            queues:
              - { extension: 700, name: q, \(queue), otherwise: { to: busy } }
            """, named: "test", numbering: numbering)
        return RoutingTable(checked, revision: 1, numbering: numbering)
    }

    /// The settings of a section; of a key that stands twice the last one.
    private static func sections(_ queue: String) throws -> [String: [String: String]] {
        var sections: [String: [String: String]] = [:]
        var name = ""
        for line in QueueFile.contents(try table(queue).asteriskQueues).split(separator: "\n") {
            if line.hasPrefix("[") {
                name = String(line.dropFirst().dropLast())
            } else if !line.hasPrefix(";") {
                let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                sections[name, default: [:]][parts[0].trimmingCharacters(in: .whitespaces)] =
                    parts[1].trimmingCharacters(in: .whitespaces)
            }
        }
        return sections
    }

    @Test(
        "what the office says is in it",
        arguments: [
            ("strategy: rrmemory, ring: 15s, members: [user 101]", ["strategy": "rrmemory", "timeout": "15"]),
            ("strategy: ringall, ring: 1m, members: [number +79160000199]", ["timeout": "80"]),
            (
                "strategy: ringall, ring: 9s, members: [user 101], wrapUp: 10s, priority: 5, maxCallers: 20, music: jazz",
                ["wrapuptime": "10", "weight": "5", "maxlen": "20", "musicclass": "jazz", "announce-frequency": "0"]
            ),
            (
                "strategy: ringall, ring: 9s, members: [user 101]",
                ["wrapuptime": "0", "weight": "0", "maxlen": "0", "musicclass": nil, "context": nil]
            ),
            (
                "strategy: ringall, ring: 9s, members: [user 101], announce: { position: true, every: 45s }",
                [
                    "announce-frequency": "45", "min-announce-frequency": "15", "announce-position": "yes",
                    "announce-holdtime": "no",
                ]
            ),
            (
                "strategy: ringall, ring: 9s, members: [user 101], announce: { holdTime: true, every: 5s }",
                ["min-announce-frequency": "5", "announce-position": "no", "announce-holdtime": "yes"]
            ),
            (
                "strategy: ringall, ring: 9s, members: [user 101], announce: { every: 5s }",
                ["announce-frequency": "0"]
            ),
            (
                "strategy: ringall, ring: 9s, members: [user 101], callback: { key: 1, offer: 30s, window: 10m, retry: 5m, attempts: 2 }",
                [
                    "context": "switchboard-queue-key-1", "periodic-announce": "switchboard/callback-offer-1",
                    "periodic-announce-frequency": "30",
                ]
            ),
            (
                "strategy: ringall, ring: 9s, members: [user 101], callback: { key: \"#\", offer: 30s, window: 10m, retry: 5m, attempts: 2 }",
                ["context": "switchboard-queue-key-pound", "periodic-announce": "switchboard/callback-offer-pound"]
            ),
        ] as [(String, [String: String?])])
    func settings(queue: String, expected: [String: String?]) throws {
        let section = try #require(try Self.sections(queue)["switchboard-700"])
        for (key, value) in expected { #expect(section[key] == value, "\(key)") }
    }

    @Test("languages have sections of their own, and linear queues another name")
    func names() throws {
        let queue = "ring: 9s, members: [user 101, user 102], languages: true"
        #expect(
            try Set(Self.sections("strategy: random, \(queue)").keys)
                == ["switchboard-700", "switchboard-700-ru", "switchboard-700-en"])
        let linear = try Self.sections("strategy: linear, \(queue)")
        #expect(linear["switchboard-700-linear-en"]?["strategy"] == "linear")
    }

    @Test("every prompt it names is there in every language")
    func prompts() throws {
        let texts = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../asterisk-conf/sounds/prompts.txt"), encoding: .utf8)
        let keys = "0123456789*#"
        let named = try keys.flatMap { key in
            try Self.sections(
                """
                strategy: ringall, ring: 9s, members: [user 101], announce: { position: true, holdTime: true, every: 9s }, \
                callback: { key: "\(key)", offer: 30s, window: 10m, retry: 5m, attempts: 2 }
                """
            )["switchboard-700"]?.values.filter { $0.hasPrefix("switchboard/") } ?? []
        }
        #expect(Set(named).count == keys.count + 3)
        for name in Set(named).map({ $0.dropFirst("switchboard/".count) }) {
            for language in ["en", "it", "ru"] { #expect(texts.contains("\n\(name)\t\(language)\t")) }
        }
    }

    @Test("it is written once, and again when something is different")
    func written() throws {
        let path = "/tmp/sb-queues-\(UUID().uuidString).conf"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let table = try Self.table("strategy: ringall, ring: 9s, members: [user 101]")
        #expect(try QueueFile.write(table.asteriskQueues, to: path))
        #expect(try !QueueFile.write(table.asteriskQueues, to: path))
        let other = try Self.table("strategy: ringall, ring: 8s, members: [user 101]")
        #expect(try QueueFile.write(other.asteriskQueues, to: path))
    }

    // MARK: QueueStatus

    private static func status(_ events: [(String, [String: String])]) -> QueueStatus {
        QueueStatus(
            events.map { event, fields in
                var message = AMIMessage(["Event": event])
                for (name, value) in fields { message.append(name: name.utf8, value: value.utf8) }
                return message
            })
    }

    private static let parameters = (
        "QueueParams", ["Queue": "switchboard-700", "Strategy": "ringall", "Weight": "5", "Max": "0"]
    )

    @Test("whether Asterisk has what the office has")
    func fits() throws {
        let queues = try Self.table("strategy: ringall, ring: 9s, priority: 5, members: [user 101]").asteriskQueues
        let own = Self.parameters
        let strange = ("QueueParams", ["Queue": "somebody's", "Strategy": "ringall"])
        #expect(Self.status([own, strange]).fits(queues))
        #expect(!Self.status([strange]).fits(queues))
        #expect(!Self.status([own]).fits([]))
        for (key, value) in ["Strategy": "linear", "Weight": "4", "Max": "1"] {
            var other = own
            other.1[key] = value
            #expect(!Self.status([other]).fits(queues))
        }
    }

    @Test(
        "what an agent does",
        arguments: [
            (["Status": "1"], LiveAgent.State.free), (["Status": "0"], .free), (["Status": "2"], .talking),
            (["Status": "1", "InCall": "1"], .talking), (["Status": "6"], .ringing), (["Status": "5"], .unreachable),
            (["Status": "4"], .unreachable), (["Status": "1", "Paused": "1"], .paused),
            (["Status": "2", "Paused": "1"], .talking), (["Status": "1", "LastCall": "991"], .wrapUp),
            (["Status": "1", "LastCall": "990"], .free), (["Status": "2", "LastCall": "999"], .talking),
        ])
    func agents(fields: [String: String], state: LiveAgent.State) throws {
        let table = try Self.table("strategy: ringall, ring: 9s, wrapUp: 10s, members: [user 101, user 102]")
        let member = ["Queue": "switchboard-700", "Location": "Local/101@switchboard-agent", "CallsTaken": "3"]
        let status = Self.status([Self.parameters, ("QueueMember", member.merging(fields) { $1 })])
        let queues = LiveQueue.all(status, table: table, at: Date(timeIntervalSince1970: 1_000))
        #expect(queues.map(\.extension) == ["700"])
        #expect(queues[0].agents.map(\.agent) == ["101"])
        #expect(queues[0].agents.map(\.state) == [state])
        #expect(queues[0].agents.map(\.calls) == [3])
    }

    @Test("who waits, of all languages, the longest first")
    func callers() throws {
        let table = try Self.table("strategy: ringall, ring: 9s, languages: true, members: [user 101, user 102]")
        func entry(_ queue: String, _ position: Int, _ number: String, _ wait: Int) -> (String, [String: String]) {
            (
                "QueueEntry",
                [
                    "Queue": queue, "Position": "\(position)", "Channel": "c\(wait)", "CallerIDNum": number,
                    "CallerIDName": "unknown", "Wait": "\(wait)",
                ]
            )
        }
        let status = Self.status([
            Self.parameters, entry("switchboard-700", 1, "+79035550001", 20), entry("switchboard-700", 2, "unknown", 9),
            entry("switchboard-700-en", 1, "+390612345678", 15), entry("somebody's", 1, "+79035550002", 99),
        ])
        let callers = LiveQueue.all(status, table: table, at: Date())[0].callers
        #expect(
            callers == [
                WaitingCaller(position: 1, number: "+79035550001", channel: "c20", waited: 20),
                WaitingCaller(position: 1, number: "+390612345678", channel: "c15", language: "en", waited: 15),
                WaitingCaller(position: 2, channel: "c9", waited: 9),
            ])
    }
}
