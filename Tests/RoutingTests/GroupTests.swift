import Foundation
import Routing
import Testing

/// In which order the members of hunt groups ring.
@Suite("the order of hunt groups") struct GroupTests {
    /// Three desk phones behind 600, by a strategy; nobody answers: the mailbox.
    static func office(
        _ strategy: String, members: String = "[user 101, user 102, user 103]"
    ) throws -> TestOffice {
        try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100, voicemail: { pin: "1200" } }
                  - { extension: 101, name: A, phone: PJSIP/101 }
                  - { extension: 102, name: B, phone: PJSIP/102 }
                  - { extension: 103, name: C, phone: PJSIP/103 }
                groups:
                  - { extension: 600, name: desk, strategy: \(strategy), ring: 10s, members: \(members),
                      otherwise: { to: voicemail 100 } }
                  - { extension: 601, name: other, strategy: \(strategy), ring: 10s, members: \(members),
                      otherwise: { to: voicemail 100 } }
                """))
    }

    /// Whom a call to the group rings, one after the other.
    private func rung(_ strategy: String, memory: CallMemory.Group) throws -> [String] {
        let decisions = try Self.office(strategy).decisions(
            to: "600", inside: "PJSIP/100", then: Array(repeating: .leg(.noAnswer), count: 3),
            memory: CallMemory(groups: ["desk": memory]))
        #expect(decisions.last?.step == .voicemail(mailbox: "100", greeting: .unavailable))
        return decisions.dropLast().map(\.step.line)
    }

    private func lines(_ users: [String]) -> [String] { users.map { "PJSIP/\($0) 10s" } }

    @Test("linear: as in the file, whatever calls have left behind")
    func linear() throws {
        let memory = CallMemory.Group(members: ["user 101": .init(calls: 9, last: .now)], turn: "user 101")
        #expect(try rung("linear", memory: memory) == lines(["101", "102", "103"]))
    }

    @Test(
        "rrmemory: after the one who rang last, and around",
        arguments: [
            (nil, ["101", "102", "103"]), ("user 101", ["102", "103", "101"]), ("user 102", ["103", "101", "102"]),
            ("user 103", ["101", "102", "103"]),
            // He has left the group.
            ("user 104", ["101", "102", "103"]),
        ] as [(String?, [String])])
    func roundRobin(turn: String?, order: [String]) throws {
        #expect(try rung("rrmemory", memory: CallMemory.Group(turn: turn)) == lines(order))
    }

    @Test("rrmemory: each ring is remembered, and the next call begins after it")
    func turns() throws {
        let office = try Self.office("rrmemory")
        var memory = CallMemory.none
        var first: [String?] = []
        for rings in [1, 1, 1, 2, 3, 1] {
            let decisions = office.decisions(
                to: "600", inside: "PJSIP/100", then: Array(repeating: .leg(.noAnswer), count: rings - 1),
                memory: memory)
            #expect(decisions.allSatisfy { $0.turn?.group == "desk" })
            first.append(decisions.first?.turn?.member)
            memory.groups["desk"] = CallMemory.Group(turn: decisions.last?.turn?.member)
        }
        #expect(first == ["user 101", "user 102", "user 103", "user 101", "user 103", "user 103"])
    }

    @Test("no other strategy counts turns", arguments: HuntGroup.RingStrategy.allCases.filter { $0 != .rrmemory })
    func noTurns(strategy: HuntGroup.RingStrategy) throws {
        let decisions = try Self.office(strategy.rawValue).decisions(
            to: "600", inside: "PJSIP/100", then: [.leg(.noAnswer)])
        #expect(decisions.allSatisfy { $0.turn == nil })
    }

    struct Remembered: Sendable, CustomTestStringConvertible {
        let strategy: String
        let members: [String: CallMemory.Member]
        let order: [String]
        var testDescription: String { "\(strategy) \(order)" }

        /// Calls and minutes since the last of them.
        init(_ strategy: String, _ known: [String: (calls: Int, ago: Int?)], _ order: [String]) {
            self.strategy = strategy
            self.order = order
            let now = TestOffice.moment("2026-11-21T12:00")
            members = Dictionary(
                uniqueKeysWithValues: known.map { user, known in
                    let last = known.ago.map { now.addingTimeInterval(Double(-60 * $0)) }
                    return ("user \(user)", CallMemory.Member(calls: known.calls, last: last))
                })
        }
    }

    @Test(
        "leastrecent and fewestcalls: ties ring as in the file",
        arguments: [
            Remembered("leastrecent", [:], ["101", "102", "103"]),
            Remembered("leastrecent", ["101": (1, 5), "102": (1, 9), "103": (1, 7)], ["102", "103", "101"]),
            // Who has never answered has waited the longest, however many calls the others took.
            Remembered("leastrecent", ["101": (1, 9), "102": (9, 5)], ["103", "101", "102"]),
            Remembered("leastrecent", ["101": (1, 5), "102": (2, 5), "103": (1, 9)], ["103", "101", "102"]),
            Remembered("leastrecent", ["102": (1, 5)], ["101", "103", "102"]),
            Remembered("fewestcalls", [:], ["101", "102", "103"]),
            Remembered("fewestcalls", ["101": (3, 9), "102": (1, 1), "103": (2, 5)], ["102", "103", "101"]),
            Remembered("fewestcalls", ["101": (3, 9), "102": (1, 1), "103": (1, 9)], ["102", "103", "101"]),
            Remembered("fewestcalls", ["101": (1, 9)], ["102", "103", "101"]),
        ])
    func remembered(_ one: Remembered) throws {
        #expect(try rung(one.strategy, memory: CallMemory.Group(members: one.members)) == lines(one.order))
    }

    @Test("each group has a memory of its own", arguments: ["rrmemory", "leastrecent", "fewestcalls"])
    func ownMemory(strategy: String) throws {
        let busy = CallMemory.Group(members: ["user 101": .init(calls: 5, last: .now)], turn: "user 101")
        let memory = CallMemory(groups: ["desk": busy])
        let office = try Self.office(strategy)
        #expect(office.decisions(to: "600", inside: "PJSIP/100", then: [], memory: memory)[0].rings == "user 102")
        #expect(office.decisions(to: "601", inside: "PJSIP/100", then: [], memory: memory)[0].rings == "user 101")
    }
}

/// Groups that draw lots: ten thousand calls, each with a seed of its own.
@Suite("hunt groups by lot") struct GroupLotTests {
    /// How often each order came up.
    private func orders(_ strategy: String, members: String) throws -> [[Int]: Int] {
        let table = try GroupTests.office(strategy, members: members).table
        let call = table.call(.internal(device: "PJSIP/100"), to: "600", from: nil)
        let moment = TestOffice.moment("2026-11-21T12:00")
        var orders: [[Int]: Int] = [:]
        for seed in 0..<UInt64(10_000) {
            let cursor = table.next(call, at: moment, memory: CallMemory(seed: seed)).cursor
            guard case .group(_, let remaining, let ringing?)? = cursor.frame else { continue }
            orders[[ringing] + remaining, default: 0] += 1
        }
        return orders
    }

    /// Within five standard deviations of a binomial distribution.
    private func isFair(_ count: Int, chance: Double) -> Bool {
        abs(Double(count) - 10_000 * chance) < 5 * (10_000 * chance * (1 - chance)).squareRoot()
    }

    @Test("random: every order of the members, all equally often")
    func random() throws {
        let orders = try orders("random", members: "[user 100, user 101, user 102, user 103]")
        #expect(orders.count == 24)
        #expect(orders.values.reduce(0, +) == 10_000)
        for (order, count) in orders {
            #expect(order.sorted() == [0, 1, 2, 3])
            #expect(isFair(count, chance: 1.0 / 24), "\(order) \(count)")
        }
    }

    @Test("wrandom: first, and then among those who are left, in proportion to the weights")
    func weighted() throws {
        let orders = try orders(
            "wrandom", members: "[user 101, { to: user 102, weight: 2 }, { to: user 103, weight: 7 }]")
        let chances: [[Int]: Double] = [
            [0, 1, 2]: 1.0 / 10 * 2 / 9, [0, 2, 1]: 1.0 / 10 * 7 / 9, [1, 0, 2]: 2.0 / 10 * 1 / 8,
            [1, 2, 0]: 2.0 / 10 * 7 / 8, [2, 0, 1]: 7.0 / 10 * 1 / 3, [2, 1, 0]: 7.0 / 10 * 2 / 3,
        ]
        #expect(orders.values.reduce(0, +) == 10_000)
        for (order, chance) in chances {
            #expect(isFair(orders[order] ?? 0, chance: chance), "\(order) \(orders[order] ?? 0)")
        }
    }

    @Test(
        "the order is drawn once: each member rings once, whatever lots come later", arguments: ["random", "wrandom"])
    func once(strategy: String) throws {
        let table = try GroupTests.office(strategy).table
        let call = table.call(.internal(device: "PJSIP/100"), to: "600", from: nil)
        let moment = TestOffice.moment("2026-11-21T12:00")
        for first in 0..<UInt64(20) {
            var decision = table.next(call, at: moment, memory: CallMemory(seed: first))
            var rung = [decision.rings]
            for later in 1...2 as ClosedRange<UInt64> {
                decision = table.next(
                    call, after: CallCursor(decision.cursor.description), outcome: .leg(.busy), at: moment,
                    memory: CallMemory(seed: first + 77 * later))
                rung.append(decision.rings)
            }
            #expect(Set(rung) == ["user 101", "user 102", "user 103"])
        }
    }
}

extension Decision {
    /// The user whose desk phone rings.
    fileprivate var rings: String? {
        guard case .ring(let ring) = step, case .phone(let device)? = ring.legs.first, ring.legs.count == 1 else {
            return nil
        }
        return device.replacing("PJSIP/", with: "user ")
    }
}
