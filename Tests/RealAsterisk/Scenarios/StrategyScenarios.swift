import AsteriskBench
import Testing

/// Calls in a row to a group of five, of whom the second is in a call and takes no other, and the third is not
/// registered: the order and the times of each strategy.
@Suite("ring strategies") struct StrategyScenarios {
    /// One of the calls.
    struct Round: Sendable {
        /// Members who are not named answer at once.
        var behaviour: [Int: Party] = [:]
        /// How many seconds after the call's beginning a member begins to ring.
        let begins: [Int: Double]
        let takenBy: Int
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let strategy: String
        let `extension`: String
        var ring = "2s"
        /// The first member's own time.
        var firstRing: String?
        let rounds: [Round]

        var testDescription: String { strategy }
        var isTogether: Bool { ["ringall", "memoryhunt"].contains(strategy) }

        func member(_ place: Int) -> String { String((Int(`extension`) ?? 0) + place) }
        var members: [String] { (1...5).map(member) }

        var users: [BenchOffice.User] {
            [
                .init(extension: member(1)), .init(extension: member(2), keys: "callWaiting: false"),
                .init(extension: member(3), phone: Phone.Contact.none), .init(extension: member(4)),
                .init(extension: member(5)),
            ]
        }

        var group: BenchOffice.Group {
            let first = firstRing.map { "{ to: user \(member(1)), ring: \($0) }" } ?? "user \(member(1))"
            return .init(
                extension: `extension`, strategy: strategy, ring: ring,
                members: [first] + members.dropFirst().map { "user \($0)" })
        }
    }

    /// What the last call of these finds differs: whose turn it is, who has waited longest, who has had the fewest.
    private static func remembering(_ strategy: String, _ extension: String, _ last: Round) -> Case {
        Case(
            strategy: strategy, extension: `extension`,
            rounds: [
                Round(begins: [1: 0], takenBy: 1),
                Round(behaviour: [4: .rings, 5: .rings], begins: [4: 0, 5: 2, 1: 4], takenBy: 1),
                Round(behaviour: [4: .rings], begins: [4: 0, 5: 2], takenBy: 5),
                last,
            ])
    }

    static let cases: [Case] = [
        Case(
            strategy: "ringall", extension: "7120", ring: "20s",
            rounds: [
                Round(
                    behaviour: [1: .rings, 4: .answers(after: 1), 5: .rings], begins: [1: 0, 4: 0, 5: 0], takenBy: 4),
                Round(
                    behaviour: [1: .rejects(), 4: .rings, 5: .answers(after: 2)], begins: [1: 0, 4: 0, 5: 0],
                    takenBy: 5),
                Round(
                    behaviour: [1: .answers(after: 1), 4: .rings, 5: .busy], begins: [1: 0, 4: 0, 5: 0], takenBy: 1),
            ]),
        Case(
            strategy: "linear", extension: "7130", firstRing: "3s",
            rounds: [
                Round(behaviour: [1: .rings, 4: .rings], begins: [1: 0, 4: 3, 5: 5], takenBy: 5),
                Round(behaviour: [1: .rejects()], begins: [1: 0, 4: 1], takenBy: 4),
                Round(begins: [1: 0], takenBy: 1),
            ]),
        Case(
            strategy: "memoryhunt", extension: "7140",
            rounds: [
                Round(behaviour: [1: .rings, 4: .rings], begins: [1: 0, 4: 2, 5: 4], takenBy: 5),
                Round(behaviour: [1: .rings, 4: .rejects()], begins: [1: 0, 4: 2, 5: 3], takenBy: 5),
                Round(begins: [1: 0], takenBy: 1),
            ]),
        remembering("rrmemory", "7150", Round(behaviour: [4: .rings], begins: [1: 0], takenBy: 1)),
        remembering("leastrecent", "7160", Round(behaviour: [4: .rings], begins: [4: 0, 1: 2], takenBy: 1)),
        remembering("fewestcalls", "7170", Round(behaviour: [4: .rings], begins: [4: 0, 5: 2], takenBy: 5)),
    ]

    static let users: [BenchOffice.User] = cases.flatMap(\.users)
    static let parts = BenchOffice.Parts(of: cases.map(\.group))

    @Test("rings the members in its order, at its times, call after call", arguments: cases)
    func rounds(_ one: Case) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("strategy \(one.strategy)", [one.extension] + (1...6).map(one.member)) {
            let other = BenchOffice.client(one.member(2))
            let talk = try await stage.call(from: .trunk(other), to: BenchOffice.direct(one.member(2)))
            try await stage.leg(to: one.member(2), for: other, of: talk).answered()
            for (index, round) in one.rounds.enumerated() {
                try await expect(round, of: one, from: BenchOffice.client(one.member(index + 3)), stage)
            }
            #expect(talk.dialog.endedAt == nil)
        }
    }

    private func expect(_ round: Round, of one: Case, from client: String, _ stage: Stage) async throws {
        for place in [1, 4, 5] { stage.bench.world.party(one.member(place), round.behaviour[place] ?? .answers()) }
        let number = BenchOffice.direct(one.extension)
        let begins = round.begins.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        let way = try await stage.explain(
            to: number, from: client, when: one.isTogether ? [] : Array(repeating: "noAnswer", count: 4))
        let order = way.steps.flatMap(\.legs).compactMap { leg in (1...5).first { leg.contains(one.member($0)) } }
        #expect(order.count == 5)
        #expect(order.filter { ![2, 3].contains($0) }.starts(with: begins.map(\.key)))

        let call = try await stage.call(from: .trunk(client), to: number)
        let taker = try await stage.leg(to: one.member(round.takenBy), for: client, of: call)
        try await stage.bench.expectConversation(call, taker, for: 0.5)
        try await stage.expectRinging(call, until: taker)
        let legs = stage.legs(for: client, of: call, among: one.members)
        #expect(legs.map(\.calledUser).sorted() == begins.map { one.member($0.key) }.sorted())
        for (place, seconds) in begins {
            let leg = try await stage.leg(to: one.member(place), for: client, of: call)
            let begin = leg.dialog.invitedAt - call.dialog.invitedAt
            // Passing over two members takes some tenths.
            #expect((-0.3..<1).contains(begin - seconds), "\(leg.party) begins after \(begin) s, not \(seconds) s")
            guard place != round.takenBy, leg.dialog.wasCancelled else { continue }
            if one.isTogether {
                try await stage.expectAnsweredElsewhere([leg], takenAt: try await taker.answered())
            } else {
                #expect(!leg.dialog.wasAnsweredElsewhere, "\(leg.party) has missed a call")
            }
        }
        if !one.isTogether { stage.expectOneAfterTheOther(legs) }
        try await call.hangUp()
        try await call.leg.ends()
    }
}
