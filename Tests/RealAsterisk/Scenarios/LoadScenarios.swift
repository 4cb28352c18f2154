import AsteriskBench
import Foundation
import Testing

extension ConnectionScenarios {
    /// Many calls, 20 at a time, in which clients are talked with, transferred, and not answered.
    @Test("many calls with transfers: nothing is left of them, and the history is Asterisk's own record")
    func load() async throws {
        let stage = try await ConnectionStage.shared()
        let count = ProcessInfo.processInfo.environment["BENCH_LOAD"].flatMap(Int.init) ?? 60
        try await LoadScenarios(stage: stage, rounds: max(1, count / LoadScenarios.lines)).run()
    }
}

/// Twenty lines, on each of which one client after the other calls.
struct LoadScenarios {
    static let lines = 20
    /// Mobiles, which transfer; the rest are phones.
    private static let transferring = 4
    /// Phones where nobody answers.
    private static let silent = 4
    static let users =
        (0..<lines).map { $0 < transferring ? BenchOffice.User.mobileOnly(user($0)) : .init(extension: user($0)) }
        + (0..<transferring).map { BenchOffice.User(extension: colleague($0)) }

    let stage: ConnectionStage
    let rounds: Int

    private static func user(_ line: Int) -> String { String(8330 + line) }
    private static func colleague(_ line: Int) -> String { String(8350 + line) }
    private static func client(_ line: Int) -> String { BenchOffice.client(user(line)) }

    func run() async throws {
        let bench = stage.bench
        let desk = try await bench.operator()
        let wire = try await bench.operator(as: AMIAccount.switchboard.name)
        let before = try stage.switchboard.usage()
        let start = WireTime.now
        try await withThrowingTaskGroup { group in
            for line in 0..<Self.lines { group.addTask { try await work(line) } }
            try await group.waitForAll()
        }
        let duration = WireTime.now - start
        try await expectNothingLeft()
        let after = try stage.switchboard.usage()
        try await expectHistory()
        let ids = Set(bench.cdr().filter(isOurs).map(\.linkedID))
        try expectTransfers(told: desk, of: ids)

        #expect(after.memory - before.memory < 20)
        let seconds = Dictionary(grouping: wire.events) { Int($0.arrived.seconds) }.mapValues(\.count)
        let processor = after.processor - before.processor
        print(
            """
            \(rounds * Self.lines) calls in \(duration) s: \(wire.events.count) events, at most \
            \(seconds.values.max() ?? 0) in a second; the server took \(processor) s of a processor \
            (\(100 * processor / duration) %), \(before.memory) MiB before and \(after.memory) MiB after
            """)
    }

    /// One client after the other.
    private func work(_ line: Int) async throws {
        let bench = stage.bench
        let user = Self.user(line)
        let party = line < Self.transferring ? String(BenchOffice.mobile(user).dropFirst()) : user
        if line >= Self.lines - Self.silent { bench.world.party(user, .rings) }
        for _ in 0..<rounds {
            let call = try await bench.call(from: .trunk(Self.client(line)), to: BenchOffice.direct(user))
            let leg = try await bench.leg(to: party, of: call, within: 20)
            if line >= Self.lines - Self.silent {
                try await leg.rings(within: 20)
                try await Task.sleep(for: .seconds(0.5))
            } else {
                try await leg.answered(within: 20)
                try await call.leg.answered(within: 20)
                try await Task.sleep(for: .seconds(1))
                if line < Self.transferring { try await transfer(leg, to: Self.colleague(line)) }
            }
            try await call.hangUp()
            try await leg.ends()
        }
    }

    private func transfer(_ leg: ObservedLeg, to colleague: String) async throws {
        let start = WireTime.now
        try await leg.key("*#")
        try await leg.comesToHearDialTone(within: 20)
        try await leg.key(colleague + "#")
        let other = try await stage.bench.leg(to: colleague, after: start, within: 20)
        try await other.answered(within: 20)
        try await Task.sleep(for: .seconds(0.5))
        try await leg.hangUp()
        try await Task.sleep(for: .seconds(1))
    }

    @Sendable private func isOurs(_ record: CDRRecord) -> Bool {
        record.linkedID != "" && (0..<Self.lines).contains { Self.client($0) == record.source }
    }

    private func expectNothingLeft() async throws {
        let deadline = ContinuousClock.now + .seconds(5)
        while try await !stage.switchboard.calls().isEmpty {
            guard ContinuousClock.now < deadline else {
                throw BenchError("calls are left: \(try await stage.switchboard.calls())")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        // The history is written four times a second.
        try await Task.sleep(for: .seconds(0.5))
    }

    /// As many calls as Asterisk has counted, with the same answers and times.
    private func expectHistory() async throws {
        for line in 0..<Self.lines {
            let client = Self.client(line)
            _ = try await stage.bench.cdr(from: client, count: rounds)
            let records = Dictionary(grouping: stage.bench.cdr().filter { $0.source == client }, by: \.linkedID)
            let calls = try await stage.switchboard.calls("--number", client)
            #expect(records.count == rounds)
            #expect(Set(calls.map(\.id)) == Set(records.keys))
            #expect(calls.count == rounds)
            for call in calls {
                guard let own = records[call.id] else { continue }
                let answered = own.compactMap(\.answer).min()
                #expect(call.disposition == (answered == nil ? "missed" : "answered"))
                #expect((call.answered == nil) == (answered == nil))
                #expect(call.transfers.map(\.outcome) == (line < Self.transferring ? ["completed"] : []), "\(call)")
                #expect(call.legs.allSatisfy { $0.ended != nil } && call.talks.allSatisfy { $0.ended != nil })
                if let end = own.compactMap(\.end).max() { expect(call.ended, at: end) }
                guard let answered, let began = call.answered, line >= Self.transferring,
                    let end = own.compactMap(\.end).max(), let talk = call.talks.first, let over = talk.ended
                else { continue }
                #expect(call.talks.count == 1)
                expect(began, at: answered)
                #expect(abs(over.timeIntervalSince(talk.began) - (end - answered)) < 1)
            }
        }
    }

    private func expectTransfers(told desk: AMIOperator, of ids: Set<String>) throws {
        let events = desk.events(named: "SwitchboardTransfer") { $0["Linkedid"].map(ids.contains) ?? false }
        let states = Dictionary(grouping: events) { $0["Transfer"] ?? "" }.mapValues { $0.map { $0["State"] } }
        #expect(states.count == rounds * Self.transferring)
        for (id, states) in states { #expect(states == ["started", "completed"], "\(id)") }
    }
}
