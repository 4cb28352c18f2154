import AsteriskBench
import Testing

/// Users without a phone who take no second call: that they talk is known from Asterisk's events.
@Suite("busy mobiles") struct BusyMobileScenarios {
    static let users: [BenchOffice.User] =
        [
            .mobileOnly("8380", keys: "callWaiting: false, forward: { busy: { to: user 8381 } }"),
            .init(extension: "8381"),
            .mobileOnly("8382", keys: "callWaiting: false, forward: { busy: { to: busy } }"),
            .mobileOnly("8384", keys: "callWaiting: false"),
        ] + ["8385", "8391", "8392", "8393", "8394", "8395"].map { .init(extension: $0) }

    static let parts = BenchOffice.Parts(of: [
        .init(extension: "8383", strategy: "linear", ring: "3s", members: ["user 8384", "user 8385"]),
        .init(extension: "8390", members: (1...5).map { "user 839\($0)" }),
    ])

    private static func mobile(_ user: String) -> String { String(BenchOffice.mobile(user).dropFirst()) }

    @Test("who talks on his mobile is busy: his rule for that, and afterwards he is rung again")
    func busyRule() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("busy mobile", ["8380", "8381"]) {
            let (client, other) = (BenchOffice.client("8380"), BenchOffice.client("8381"))
            let first = try await stage.call(from: .trunk(client), to: BenchOffice.direct("8380"))
            let mobile = try await stage.leg(to: Self.mobile("8380"), for: client, of: first)
            try await stage.bench.expectConversation(first, mobile)

            let second = try await stage.call(from: .trunk(other), to: BenchOffice.direct("8380"))
            let colleague = try await stage.leg(to: "8381", for: other, of: second)
            try await stage.bench.expectConversation(second, colleague)
            #expect(stage.bench.legs(to: Self.mobile("8380"), after: second.dialog.invitedAt).isEmpty)
            try await stage.bench.expectConversation(first, mobile)

            try await mobile.hangUp()
            try await expectOver(client, on: stage)
            try await expectRung("8380", on: stage, by: BenchOffice.client("8382"))
        }
    }

    @Test("who talks on his mobile is busy, and the caller hears so")
    func busyTone() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("busy mobile without a rule", ["8382"]) {
            let client = BenchOffice.client("8382")
            let first = try await stage.call(from: .trunk(client), to: BenchOffice.direct("8382"))
            let mobile = try await stage.leg(to: Self.mobile("8382"), for: client, of: first)
            try await stage.bench.expectConversation(first, mobile)
            let second = try await stage.call(
                from: .trunk(BenchOffice.client("8388")), to: BenchOffice.direct("8382"))
            #expect(try await second.leg.finalStatus(within: 5) == 486)
            #expect(stage.bench.legs(to: Self.mobile("8382"), after: second.dialog.invitedAt).isEmpty)
            try await first.hangUp()
            try await expectOver(client, on: stage)
            try await expectRung("8382", on: stage, by: BenchOffice.client("8389"))
        }
    }

    @Test("a hunt group passes over who talks on his mobile, and rings him again afterwards")
    func group() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("busy mobile in a group", ["8383", "8384", "8385"]) {
            let (client, other) = (BenchOffice.client("8384"), BenchOffice.client("8385"))
            let first = try await stage.call(from: .trunk(client), to: BenchOffice.direct("8384"))
            let mobile = try await stage.leg(to: Self.mobile("8384"), for: client, of: first)
            try await stage.bench.expectConversation(first, mobile)

            let second = try await stage.call(from: .trunk(other), to: BenchOffice.direct("8383"))
            let colleague = try await stage.leg(to: "8385", for: other, of: second)
            #expect(colleague.dialog.invitedAt - second.dialog.invitedAt < 1)
            try await stage.bench.expectConversation(second, colleague)
            #expect(stage.bench.legs(to: Self.mobile("8384"), after: second.dialog.invitedAt).isEmpty)

            try await first.hangUp()
            try await expectOver(client, on: stage)
            let third = try await stage.call(from: .trunk(BenchOffice.client("8383")), to: BenchOffice.direct("8383"))
            let again = try await stage.bench.leg(to: Self.mobile("8384"), of: third)
            try await stage.bench.expectConversation(third, again)
        }
    }

    /// A moment after the BYE the server knows that a client's call is over.
    private func expectOver(_ client: String, on stage: Stage) async throws {
        let deadline = ContinuousClock.now + .seconds(2)
        while try await stage.switchboard.calls().contains(where: { $0.caller.contains(client) }) {
            guard ContinuousClock.now < deadline else { throw BenchError("the call of \(client) goes on") }
        }
    }

    /// The next caller reaches his mobile.
    private func expectRung(_ user: String, on stage: Stage, by client: String) async throws {
        let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct(user))
        let mobile = try await stage.leg(to: Self.mobile(user), for: client, of: call)
        try await stage.bench.expectConversation(call, mobile)
    }

    @Test("a call that five phones rang for, and nobody answered, is one missed call")
    func missed() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("one missed call", (0...5).map { "839\($0)" }) {
            let members = (1...5).map { "839\($0)" }
            for member in members { stage.bench.world.party(member, .rings) }
            let client = BenchOffice.client("8390")
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("8390"))
            for member in members { try await stage.leg(to: member, for: client, of: call).rings() }
            try await call.hangUp()
            let end = try await call.leg.ends()
            var known: [KnownCall] = []
            let deadline = ContinuousClock.now + .seconds(3)
            while known.isEmpty, ContinuousClock.now < deadline {
                known = try await stage.switchboard.calls("--missed", "--number", client)
            }
            #expect(known.map(\.disposition) == ["missed"])
            let rung = known.flatMap(\.legs).filter { !$0.isCaller }
            #expect(rung.map(\.mark).sorted() == members.map { "PJSIP/\($0)" })
            #expect(rung.map(\.outcome) == Array(repeating: "cancelled", count: 5))
            #expect(known.first?.answered == nil && known.first?.talks.isEmpty == true)
            expect(known.first?.ended, at: end)
            #expect(try await stage.switchboard.calls("--number", client).count == 1)
            for member in members {
                #expect(try await stage.switchboard.calls("--missed", "--user", member).map(\.id) == known.map(\.id))
            }
        }
    }
}
