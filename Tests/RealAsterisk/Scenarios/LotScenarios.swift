import AsteriskBench
import Testing

/// Strategies whose order is drawn for each call: calls in a row to a group of six, of whom the second is in a call and
/// takes no other, and the third is not registered. The others reject.
@Suite("ring strategies by lot") struct LotScenarios {
    struct Case: Sendable, CustomTestStringConvertible {
        let strategy: String
        let `extension`: String
        /// The last member's.
        var weight: Int?

        var testDescription: String { strategy }

        func member(_ place: Int) -> String { String((Int(`extension`) ?? 0) + place) }
        var rings: [String] { [1, 4, 5, 6].map(member) }
        /// Rings when the round is over.
        var substitute: String { member(7) }

        var users: [BenchOffice.User] {
            [
                .init(extension: member(1)), .init(extension: member(2), keys: "callWaiting: false"),
                .init(extension: member(3), phone: Phone.Contact.none),
            ] + (4...7).map { .init(extension: member($0)) }
        }

        var group: BenchOffice.Group {
            let last = weight.map { "{ to: user \(member(6)), weight: \($0) }" } ?? "user \(member(6))"
            return .init(
                extension: `extension`, strategy: strategy, ring: "5s",
                members: (1...5).map { "user \(member($0))" } + [last], otherwise: "user \(substitute)")
        }
    }

    static let random = Case(strategy: "random", extension: "7180")
    static let weighted = Case(strategy: "wrandom", extension: "7190", weight: 1_000)

    static let users: [BenchOffice.User] = random.users + weighted.users
    static let parts = BenchOffice.Parts(of: [random.group, weighted.group])

    @Test("random: everybody once in each call, in orders of their own")
    func random() async throws {
        let orders = try await orders(of: Self.random)
        // The same order five times in a row comes once in 330,000 runs.
        #expect(Set(orders).count > 1, "\(orders)")
    }

    @Test("wrandom: everybody once in each call, and the one with nearly all of the weight nearly always first")
    func weighted() async throws {
        let orders = try await orders(of: Self.weighted)
        let first = orders.count { $0.first == Self.weighted.member(6) }
        // Once in 5,000 runs it is three times of five or fewer.
        #expect(first >= 4, "\(orders)")
    }

    /// The order of five calls.
    private func orders(of one: Case) async throws -> [[String]] {
        let stage = try await Stage.shared()
        var orders: [[String]] = []
        try await stage.scenario("strategy \(one.strategy)", [one.extension] + (1...7).map(one.member)) {
            let other = BenchOffice.client(one.member(2))
            let talk = try await stage.call(from: .trunk(other), to: BenchOffice.direct(one.member(2)))
            try await stage.leg(to: one.member(2), for: other, of: talk).answered()
            for member in one.rings { stage.bench.world.party(member, .rejects(after: 0.1)) }
            for number in 3...7 {
                let client = BenchOffice.client(one.member(number))
                let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct(one.extension))
                let substitute = try await stage.leg(to: one.substitute, for: client, of: call)
                try await stage.expectRinging(call, until: substitute)
                let legs = stage.legs(for: client, of: call, among: (1...6).map(one.member))
                #expect(legs.map(\.calledUser).sorted() == one.rings)
                stage.expectOneAfterTheOther(legs)
                orders.append(legs.map(\.calledUser))
                try await call.hangUp()
            }
        }
        return orders
    }
}
