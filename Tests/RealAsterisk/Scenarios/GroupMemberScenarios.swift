import AsteriskBench
import Testing

/// Members that are no desk phones: outside numbers, SIP addresses, other groups.
@Suite("members of hunt groups") struct GroupMemberScenarios {
    static let users: [BenchOffice.User] =
        ["7261", "7262", "7263", "7264", "7265", "7266", "7272", "7274", "7277", "7279"].map { .init(extension: $0) }
        + Winner.allCases.flatMap { [.init(extension: $0.desk), .init(extension: $0.inner)] }

    static func parts(worldPort: UInt16) -> BenchOffice.Parts {
        .init(
            of: [
                .init(extension: "7260", members: ["group g7267", "user 7261", "user 7263"]),
                .init(extension: "7267", strategy: "linear", ring: "2s", members: ["user 7261", "user 7262"]),
                .init(
                    extension: "7268", strategy: "linear", ring: "2s",
                    members: ["user 7264", "group g7269", "user 7264", "user 7265", "user 7266"]),
                .init(extension: "7269", ring: "2s", members: ["user 7264", "user 7265"]),
                .init(
                    extension: "7270", strategy: "linear",
                    members: [
                        "number \(BenchOffice.mobile("7271"))", "number \(BenchOffice.mobile("7273"))", "user 7272",
                    ]),
                .init(
                    extension: "7276",
                    members: ["user 7277", "number \(BenchOffice.mobile("7276"))", "group g7278"]),
                .init(extension: "7278", members: ["user 7279"]),
            ]
                + Winner.allCases.flatMap { winner in
                    [
                        .init(
                            extension: winner.group,
                            members: [
                                "user \(winner.desk)", "number \(BenchOffice.mobile(winner.group))",
                                "'sip:\(winner.address)@127.0.0.1:\(worldPort)'", "group g\(winner.innerGroup)",
                            ]),
                        .init(extension: winner.innerGroup, members: ["user \(winner.inner)"]),
                    ]
                })
    }

    /// Who answers, of a group with one of each kind.
    enum Winner: Int, CaseIterable {
        case desk = 7240
        case number = 7245
        case address = 7250
        case group = 7255

        var group: String { String(rawValue) }
        var desk: String { String(rawValue + 1) }
        var inner: String { String(rawValue + 2) }
        var innerGroup: String { String(rawValue + 3) }
        var address: String { "sip\(rawValue)" }
        /// As the world knows them.
        var parties: [Winner: String] {
            [.desk: desk, .number: String(BenchOffice.mobile(group).dropFirst()), .address: address, .group: inner]
        }
    }

    @Test(
        "members of every kind ring at once: whoever answers has the call, the others stop and have missed nothing",
        arguments: Winner.allCases)
    func kinds(_ winner: Winner) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("kinds \(winner)", [winner.group, winner.desk, winner.inner, winner.address]) {
            for (kind, party) in winner.parties {
                stage.bench.world.party(party, kind == winner ? .answers(after: 2) : .rings)
            }
            let client = BenchOffice.client(winner.group)
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct(winner.group))
            var legs: [Winner: ObservedLeg] = [:]
            for (kind, party) in winner.parties {
                legs[kind] = try await stage.bench.leg(to: party, of: call)
            }
            for leg in legs.values { #expect(leg.dialog.invitedAt - call.dialog.invitedAt < 0.8) }
            let taker = try #require(legs[winner])
            let others = legs.filter { $0.key != winner }.map(\.value)
            try await stage.expectRinging(call, until: taker)
            try await stage.expectAnsweredElsewhere(others, takenAt: try await taker.answered())
            try await stage.bench.expectConversation(call, taker)
        }
    }

    @Test("the caller gives up: everybody stops, and has missed a call")
    func givesUp() async throws {
        let stage = try await Stage.shared()
        let parties = ["7277", String(BenchOffice.mobile("7276").dropFirst()), "7279"]
        try await stage.scenario("group given up", ["7276", "7277", "7278", "7279"]) {
            for party in parties { stage.bench.world.party(party, .rings) }
            let client = BenchOffice.client("7276")
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7276"))
            var legs: [ObservedLeg] = []
            for party in parties { legs.append(try await stage.leg(to: party, for: client, of: call)) }
            for leg in legs { try await leg.rings() }
            try await call.hangUp()
            let end = try await call.leg.ends()
            for leg in legs {
                let stopped = try await leg.stopsRinging(within: 2)
                #expect(stopped - end < 1, "\(leg.party) stops \(stopped - end) s after the caller")
                #expect(leg.dialog.wasCancelled && !leg.dialog.wasAnsweredElsewhere)
            }
        }
    }

    @Test("a group in a group that rings at once: in its own order, and nobody twice")
    func nestedAtOnce() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("nested at once", ["7260", "7261", "7262", "7263", "7267"]) {
            for member in ["7261", "7263"] { stage.bench.world.party(member, .rings) }
            stage.bench.world.party("7262", .answers(after: 1))
            let client = BenchOffice.client("7260")
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7260"))
            let taker = try await stage.leg(to: "7262", for: client, of: call)
            try await stage.expectRinging(call, until: taker)
            try await stage.bench.expectConversation(call, taker)
            let legs = stage.legs(for: client, of: call, among: ["7261", "7262", "7263"])
            #expect(legs.map(\.calledUser).sorted() == ["7261", "7262", "7263"])
        }
    }

    @Test("a group as one of a sequence, called from inside: who has rejected in either is not rung again")
    func nestedInSequence() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("nested in a sequence", ["7264", "7265", "7266", "7268", "7269", "7274"]) {
            for member in ["7264", "7265"] { stage.bench.world.party(member, .rejects()) }
            let way = try await stage.explain(
                to: "7268", from: "7274", inside: true, when: ["rejected", "rejected"])
            #expect(way.steps.flatMap(\.legs) == ["PJSIP/7264", "group g7269", "PJSIP/7266"])
            let call = try await stage.call(from: .phone("7274"), to: "7268")
            let taker = try await stage.leg(to: "7266", for: "7274", of: call)
            #expect(abs(taker.dialog.invitedAt - call.dialog.invitedAt - 2) < 1)
            try await stage.expectRinging(call, until: taker)
            try await stage.bench.expectConversation(call, taker)
            let legs = stage.legs(for: "7274", of: call, among: ["7264", "7265", "7266"])
            #expect(legs.map(\.calledUser) == ["7264", "7265", "7266"])
        }
    }

    @Test(
        "an outside number goes by the second trunk when the first has no circuit; when none has, the next member rings"
    )
    func trunks() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("group outside", ["7270", "7271", "7272", "7273"]) {
            let numbers = ["7271", "7273"].map { String(BenchOffice.mobile($0).dropFirst()) }
            stage.bench.world.party(numbers[0], .congested)
            stage.bench.world.party("\(numbers[1])@main", .congested)
            let client = BenchOffice.client("7270")
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7270"))
            let taker = try await stage.bench.leg(to: numbers[1], of: call, index: 1)
            try await stage.expectRinging(call, until: taker)
            try await stage.bench.expectConversation(call, taker)
            for number in numbers {
                let legs = stage.bench.legs(to: number, after: call.dialog.invitedAt)
                #expect(legs.map(\.trunk) == ["main", "backup"])
            }
            #expect(stage.bench.legs(to: "7272", after: call.dialog.invitedAt).isEmpty)
        }
    }
}
