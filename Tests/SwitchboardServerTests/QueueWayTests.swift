import Foundation
import OfficeFile
import Routing
import Testing

@testable import SwitchboardServer

/// What `explain` tells of a number that leads to a queue.
@Suite struct QueueWayTests {
    private static func way(
        _ outcomes: [StepOutcome] = [], keys: String = "", otherwise: String = "{ after: 5m, to: user 101 }",
        memory: CallMemory = .none
    ) throws -> CallWay {
        let numbering = OfficeEntriesTests.numbering
        let office = """
            version: 1
            office: { name: A, country: RU, timezone: Europe/Moscow, language: ru, operator: user 101 }
            trunks: [ { name: main, dial: "PJSIP/{number}@main", callerId: +74951234567, allow: [RU] } ]
            users: [ { extension: 101, name: A, phone: PJSIP/101 } ]
            queues:
              - { extension: 700, name: support, strategy: linear, members: [user 101], ring: 15s, \(keys) otherwise: \(otherwise) }
            numbers: [ { number: +74951234567, rules: [ { to: queue support } ] } ]
            """
        let table = RoutingTable(
            try OfficeFile.read(office, named: "test", numbering: numbering), revision: 1, numbering: numbering)
        let call = table.call(.external, to: "+74951234567", from: "+79035550001")
        return CallWay(
            call, in: table, at: Date(timeIntervalSince1970: 1_800_000_000), outcomes: outcomes, memory: memory)
    }

    private static let callback = "callback: { key: 1, offer: 30s, window: 10m, retry: 5m, attempts: 2 },"

    @Test("the queue, and what may come of it")
    func step() throws {
        let way = try Self.way(keys: "maxCallers: 5, \(Self.callback)")
        #expect(way.steps.map(\.summary) == ["queue 700 for 5m"])
        #expect(way.steps[0].step == "queue")
        #expect(way.alternatives.map(\.outcome) == ["timeout", "empty", "full", "callback"])
        #expect(
            way.alternatives.map(\.summary) == [
                "ring PJSIP/101 for 30s", "ring PJSIP/101 for 30s", "ring PJSIP/101 for 30s",
                "call +79035550001 back for queue 700",
            ])
    }

    @Test("only what can come of it")
    func few() throws {
        #expect(try Self.way(otherwise: "{ to: busy }").alternatives.map(\.outcome) == ["empty"])
    }

    @Test(
        "it goes on as it is told",
        arguments: [
            (QueueExit.timedOut, "nobody has answered"), (.nobodyThere, "nobody is logged in"), (.full, "it is full"),
        ])
    func outcomes(exit: QueueExit, reason: String) throws {
        let way = try Self.way([.queue(exit)], keys: "maxCallers: 5,")
        #expect(way.steps.map(\.summary) == ["queue 700 for 5m", "ring PJSIP/101 for 30s"])
        #expect(way.steps[1].outcome == exit.name)
        #expect(way.steps[1].why.first == "queue support: \(reason), otherwise → user 101")
    }

    @Test("a second press takes the callback back, and he is in the queue again; so is one who can't be called back")
    func again() throws {
        let memory = CallMemory(openCallbacks: ["700"])
        let way = try Self.way([.queue(.askedForCallback)], keys: Self.callback, memory: memory)
        #expect(
            way.steps.map(\.summary) == [
                "queue 700 for 5m", "don't call +79035550001 back for queue 700", "queue 700 for 5m",
            ])
        let refused = try Self.way([.queue(.askedForCallback), .queue(.timedOut)])
        #expect(refused.steps.map(\.step) == ["queue", "tell", "queue", "ring"])
    }

    @Test("a client who has asked already is known to have")
    func remembered() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let repository = try OfficeRepository(database: folder.appending(path: "test.db").path)
        let moment = Date()
        _ = try repository.store.add(
            .init(
                queue: "700", number: "+79035550001", language: "ru", call: "", arrived: moment, asked: moment,
                mostAttempts: 2, window: 600, retry: 300))
        let table = try RoutingTablesTests.table(1)
        func open(_ number: String) throws -> Set<String> {
            let call = table.call(.external, to: "+74951234567", from: number)
            return try repository.memory(for: call, table: table, at: moment).openCallbacks
        }
        #expect(try open("+79035550001") == ["700"])
        #expect(try open("+79035550002").isEmpty)
    }
}
