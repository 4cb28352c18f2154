import AsteriskBench
import Testing

@Suite("rules") struct RuleScenarios {
    static let users: [BenchOffice.User] =
        [
            .init(
                extension: "4101",
                keys: "mobile: \(BenchOffice.mobile("4101")), forward: { noAnswer: { after: 5s, to: mobile }, "
                    + "external: { noAnswer: { after: 3s, to: operator } } }"),
            .init(extension: "4102"),
            .init(extension: "4151"),
            .init(extension: "4201", keys: "callWaiting: false, forward: { busy: { to: user 4202 } }"),
            .init(extension: "4202"),
            .init(extension: "4301", keys: "forward: { always: { to: user 4302 } }"),
            .init(extension: "4302", keys: "forward: { always: { to: user 4301 } }"),
            .init(extension: "4303"),
            .init(extension: "4401", keys: "forward: { always: { to: user 4402, until: 2020-01-01T00:00 } }"),
            .init(extension: "4402"),
            .init(extension: "4501"),
            .init(
                extension: "4601", phone: nil,
                keys:
                    "mobile: \(BenchOffice.mobile("4601")), forward: { noAnswer: { to: user 4602 }, unreachable: { to: user 4602 } }"
            ),
            .init(extension: "4602"),
            .init(
                extension: "4701", phone: nil,
                keys:
                    "mobile: \(BenchOffice.mobile("4701")), forward: { noAnswer: { to: user 4702 }, unreachable: { to: user 4703 } }"
            ),
            .init(extension: "4702"), .init(extension: "4703"),
            .init(extension: "4801", phone: .registered, keys: "forward: { unreachable: { to: user 4802 } }"),
            .init(extension: "4802"),
        ]
        + (0...20).map { step in
            .init(
                extension: "49\(step + 10)",
                keys: step < 20 ? "forward: { always: { to: user 49\(step + 11) } }" : "")
        }

    /// The section is never empty.
    static let parts = BenchOffice.Parts(numbers: ["{ number: +74951234000, rules: [ { to: operator } ] }"])

    /// Rules that come before the one that leads to the user.
    static let extraRules = [
        "4501": "{ caller: ['\(BenchOffice.client("4501"))'], to: hangup },"
    ]

    @Test("the same call from outside takes the rule for outside callers")
    func fromOutside() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("external rule", ["4101"]) {
            let client = BenchOffice.client("4101")
            stage.bench.world.party("4101", .rings)
            let way = try await stage.explain(to: BenchOffice.direct("4101"), from: client, when: ["noAnswer"])
            #expect(way.parties == ["4101", BenchOffice.operator])
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("4101"))
            let desk = try await stage.leg(to: "4101", for: client, of: call)
            try await desk.stopsRinging()
            #expect(abs(desk.rang - 3) < 1, "rang \(desk.rang) s")
            let attendant = try await stage.leg(to: BenchOffice.operator, for: client, of: call)
            try await stage.bench.expectConversation(call, attendant, for: 1)
        }
    }

    @Test("and from inside the general one")
    func fromInside() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("general rule", ["4102", "4101"]) {
            stage.bench.world.party("4101", .rings)
            let mobile = String(BenchOffice.mobile("4101").dropFirst())
            let way = try await stage.explain(to: "4101", from: "4102", inside: true, when: ["noAnswer"])
            #expect(way.parties == ["4101", mobile])
            let call = try await stage.call(from: .phone("4102"), to: "4101")
            let desk = try await stage.leg(to: "4101", for: "4102", of: call)
            try await desk.stopsRinging()
            #expect(abs(desk.rang - 5) < 1, "rang \(desk.rang) s")
            let leg = try await stage.leg(to: mobile, for: "+74951239999", of: call)
            try await stage.bench.expectConversation(call, leg, for: 1)
        }
    }

    @Test("a user without call waiting who is talking is busy, and his phone does not ring again")
    func callWaiting() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("call waiting", ["4201", "4202"]) {
            let client = BenchOffice.client("4201")
            let first = try await stage.call(from: .trunk(client), to: BenchOffice.direct("4201"))
            let desk = try await stage.leg(to: "4201", for: client, of: first)
            try await stage.bench.expectConversation(first, desk, for: 1)
            let second = BenchOffice.client("4202")
            let way = try await stage.explain(to: BenchOffice.direct("4201"), from: second, when: ["busy"])
            #expect(way.parties == ["4201", "4202"])
            let call = try await stage.call(from: .trunk(second), to: BenchOffice.direct("4201"))
            let colleague = try await stage.leg(to: "4202", for: second, of: call)
            try await stage.bench.expectConversation(call, colleague, for: 1)
            #expect(stage.bench.legs(to: "4201", after: call.dialog.invitedAt).isEmpty)
            try await stage.bench.expectConversation(first, desk, for: 1)
        }
    }

    @Test("two users who forward to each other: the operator, and explain says why")
    func circle() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("circle", ["4301", "4302", "4303"]) {
            let way = try await stage.explain(to: "4301", from: "4303", inside: true)
            #expect(way.parties == [BenchOffice.operator])
            #expect(way.reasons.contains("user 4301 was tried for this call already: a loop"))
            let call = try await stage.call(from: .phone("4303"), to: "4301")
            let attendant = try await stage.leg(to: BenchOffice.operator, for: "4303", of: call)
            try await stage.bench.expectConversation(call, attendant, for: 1)
        }
    }

    @Test("a chain of 20 forwards: the operator, and explain says why")
    func chain() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("chain", ["4910"]) {
            let client = BenchOffice.client("4910")
            let way = try await stage.explain(to: BenchOffice.direct("4910"), from: client)
            #expect(way.parties == [BenchOffice.operator])
            #expect(way.reasons.contains { $0.hasSuffix("which is the limit") })
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("4910"))
            let attendant = try await stage.leg(to: BenchOffice.operator, for: client, of: call)
            try await stage.bench.expectConversation(call, attendant, for: 1)
        }
    }

    @Test("an expired forward no longer applies")
    func expired() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("expired", ["4401", "4402"]) {
            let client = BenchOffice.client("4401")
            let way = try await stage.explain(to: BenchOffice.direct("4401"), from: client)
            #expect(way.parties == ["4401"])
            let before = try await stage.explain(
                to: BenchOffice.direct("4401"), from: client, at: "2019-12-31T23:59")
            #expect(before.parties == ["4402"])
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("4401"))
            let desk = try await stage.leg(to: "4401", for: client, of: call)
            try await stage.bench.expectConversation(call, desk, for: 1)
        }
    }

    @Test("a blocked caller is refused, another one is not")
    func blocked() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("blocked", ["4501"]) {
            let way = try await stage.explain(to: BenchOffice.direct("4501"), from: BenchOffice.client("4501"))
            #expect(way.steps.map(\.step) == ["hangup"])
            let call = try await stage.call(
                from: .trunk(BenchOffice.client("4501")), to: BenchOffice.direct("4501"))
            #expect(try await call.leg.finalStatus(within: 5) == 403)
            #expect(stage.bench.legs(to: "4501", after: call.dialog.invitedAt).isEmpty)
            let other = BenchOffice.client("4502")
            let allowed = try await stage.call(from: .trunk(other), to: BenchOffice.direct("4501"))
            let desk = try await stage.leg(to: "4501", for: other, of: allowed)
            try await stage.bench.expectConversation(allowed, desk, for: 1)
        }
    }

    @Test("trouble on every trunk takes neither rule of a mobile user: the operator")
    func trunkTrouble() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("trunk trouble", ["4601", "4602"]) {
            let (client, mobile) = (BenchOffice.client("4601"), String(BenchOffice.mobile("4601").dropFirst()))
            stage.bench.world.party(mobile, .congested)
            let way = try await stage.explain(
                to: BenchOffice.direct("4601"), from: client, when: ["trunkFailed", "trunkFailed"])
            #expect(way.parties == [mobile, mobile, BenchOffice.operator])
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("4601"))
            let attendant = try await stage.leg(to: BenchOffice.operator, for: client, of: call)
            try await stage.bench.expectConversation(call, attendant, for: 1)
            #expect(stage.bench.legs(to: mobile, after: call.dialog.invitedAt).map(\.trunk) == ["main", "backup"])
            #expect(stage.bench.legs(to: "4602", after: call.dialog.invitedAt).isEmpty)
        }
    }

    @Test(
        "480 after ringing is no answer; 480 with Q.850 cause 20, and 408, are switched off",
        arguments: [("480 rang", "4702"), ("480 cause 20", "4703"), ("408", "4703")])
    func causes(what: String, goesTo: String) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("cause \(what)", ["4701"]) {
            let suffix = ["480 rang": "4711", "480 cause 20": "4712", "408": "4713"][what] ?? ""
            let (client, mobile) = (BenchOffice.client(suffix), String(BenchOffice.mobile("4701").dropFirst()))
            // One mobile that behaves in three ways: one call after the other.
            try await Self.oneAtATime.run {
                switch what {
                case "480 rang": stage.bench.world.party(mobile, .refuses(480, "Temporarily Unavailable", after: 2))
                case "480 cause 20":
                    stage.bench.world.party(
                        mobile, .refuses(480, "Temporarily Unavailable", headers: ["Reason: Q.850;cause=20"]))
                default: stage.bench.world.party(mobile, .refuses(408, "Request Timeout"))
                }
                let way = try await stage.explain(
                    to: BenchOffice.direct("4701"), from: client,
                    when: [goesTo == "4702" ? "noAnswer" : "unreachable"])
                #expect(way.parties == [mobile, goesTo])
                let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("4701"))
                let colleague = try await stage.leg(to: goesTo, for: client, of: call)
                try await stage.bench.expectConversation(call, colleague, for: 1)
            }
        }
    }

    @Test("a phone that registers rings, and one that has gone is unreachable")
    func registration() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("registration", ["4801", "4802"]) {
            let client = BenchOffice.client("4801")
            let way = try await stage.explain(to: BenchOffice.direct("4801"), from: client, when: ["unreachable"])
            #expect(way.parties == ["4801", "4802"])
            try await stage.bench.world.register("4801")
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("4801"))
            let desk = try await stage.leg(to: "4801", for: client, of: call)
            try await stage.bench.expectConversation(call, desk, for: 1)
            try await call.hangUp()
            try await stage.bench.world.unregister("4801")
            let again = try await stage.call(from: .trunk(client), to: BenchOffice.direct("4801"))
            let colleague = try await stage.leg(to: "4802", for: client, of: again)
            try await stage.bench.expectConversation(again, colleague, for: 1)
        }
    }

    private static let oneAtATime = Turn()
}

/// Lets one body run after the other.
actor Turn {
    private var last: Task<Void, Never>?

    func run(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let before = last
        let mine = Task {
            await before?.value
            try await body()
        }
        last = Task { _ = try? await mine.value }
        try await mine.value
    }
}
