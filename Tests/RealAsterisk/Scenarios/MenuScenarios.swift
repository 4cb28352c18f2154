import AsteriskBench
import Testing

@Suite("menus") struct MenuScenarios {
    static let users: [BenchOffice.User] =
        ["141", "142", "7401", "7402", "7403", "7411", "7412", "7421", "7431", "7432"].map {
            BenchOffice.User(extension: $0)
        }
        + [
            .init(extension: "7451", keys: "languages: [it]"),
            .init(extension: "7452", keys: "forward: { always: { to: menu m7450 } }"),
        ]

    static let parts = BenchOffice.Parts(
        groups: [
            "{ extension: 7433, name: g7433, strategy: ringall, ring: 3s, members: [user 7431], "
                + "otherwise: { to: menu m7434 } }"
        ],
        menus: [
            // 1 and 14 can grow, 141 can't: no extension begins with it.
            menu("m7400", extensions: "true", keys: "1: user 7401, 0: operator", attempts: 2),
            menu("m7410", keys: "2: menu m7413, 1: user 7412"),
            menu("m7413", keys: "1: user 7411, 9: menu m7410"),
            menu("m7420", extensions: "[142]", keys: "1: user 7421", interDigit: "1s"),
            menu("m7424", extensions: "{ except: [141] }", keys: "1: user 7421"),
            menu("m7427", keys: "1: user 7421"),
            menu("m7430", keys: "1: group g7433"),
            menu("m7434", keys: "1: user 7432"),
            menu("m7440", keys: "1: menu m7440", silence: "menu m7440"),
            menu("m7450", extensions: "[142]", keys: "1: user 7421"),
            menu("m7460", greeting: "nobody-has-recorded-this", extensions: "[142]", keys: "1: user 7421"),
        ],
        numbers: ["7400", "7410", "7420", "7424", "7427", "7430", "7440", "7460"].map {
            "{ number: \(BenchOffice.direct($0)), rules: [ { to: menu m\($0) } ] }"
        })

    private static func menu(
        _ name: String, greeting: String = "welcome", extensions: String = "false", keys: String,
        interDigit: String? = nil, attempts: Int = 1, silence: String = "user 7402"
    ) -> String {
        "{ name: \(name), greeting: \(greeting), extensions: \(extensions), keys: { \(keys) }, wait: 2s, "
            + (interDigit.map { "interDigit: \($0), " } ?? "")
            + "attempts: \(attempts), silence: { to: \(silence) }, mistake: { to: user 7403 } }"
    }

    /// What a caller keys in a menu, and where that leads.
    struct Keys: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let client: String
        /// The number's last digits.
        let menu: String
        /// What he does from the answer on.
        let steps: [PartyScript.Step]
        /// As `explain` is told of it.
        let keys: String
        /// Who rings, and how long after the end of the digit that decides.
        let party: String
        let seconds: ClosedRange<Double>
        /// How many digits come after that one.
        let surplus: Int

        init(
            _ text: String, in menu: String = "7400", by client: String, does steps: [PartyScript.Step], keys: String,
            rings party: String, after seconds: ClosedRange<Double> = 0...0.3, surplus: Int = 0
        ) {
            testDescription = text
            (self.menu, self.client, self.steps, self.keys) = (menu, client, steps, keys)
            (self.party, self.seconds, self.surplus) = (party, seconds, surplus)
        }

        /// While the greeting is played.
        init(
            _ keys: String, in menu: String = "7400", by client: String, rings party: String,
            after seconds: ClosedRange<Double> = 0...0.3, surplus: Int = 0, _ text: String = "in the greeting"
        ) {
            self.init(
                "\(keys) \(text)", in: menu, by: client, does: [.wait(1.5), .digits(keys)],
                keys: String(keys.dropLast(surplus)), rings: party, after: seconds, surplus: surplus)
        }
    }

    private static let keyed: [Keys] = [
        Keys("141", by: "7461", rings: "141"),
        Keys("*141", by: "7462", rings: "141"),
        Keys("141#", by: "7463", rings: "141", surplus: 1),
        Keys("1", by: "7464", rings: "7401", after: 1.7...2.6),
        Keys("1#", by: "7465", rings: "7401"),
        Keys("0", by: "7466", rings: BenchOffice.operator),
        Keys("141 straight after the answer", by: "7467", does: [.digits("141")], keys: "141", rings: "141"),
        Keys(
            "141 by slow fingers", by: "7468",
            does: [.wait(1.5), .digits("1"), .wait(1.3), .digits("4"), .wait(1.3), .digits("1")], keys: "141",
            rings: "141"),
        Keys("142", in: "7420", by: "7469", rings: "142", "on the list"),
        Keys("141", in: "7420", by: "7470", rings: "7403", "not on the list"),
        Keys("1", in: "7420", by: "7471", rings: "7421", after: 0.7...1.6, "where digits are waited for 1 s"),
        Keys("142", in: "7424", by: "7472", rings: "142", "not excepted"),
        Keys("141", in: "7424", by: "7473", rings: "7403", "excepted"),
        Keys("1", in: "7427", by: "7474", rings: "7421", "where no extension may be dialled"),
    ]

    @Test("what is keyed leads where the file says, at once where it can't grow", arguments: keyed)
    func keys(_ keys: Keys) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("menu, \(keys.testDescription)", [keys.client]) {
            let (number, client) = (BenchOffice.direct(keys.menu), BenchOffice.client(keys.client))
            let way = try await stage.explain(to: number, from: client, when: ["keys \(keys.keys)"])
            #expect(way.steps.map(\.step) == ["collect", "ring"])
            #expect(way.parties == [keys.party])
            let call = try await stage.call(from: .trunk(client), to: number, then: keys.steps)
            let desk = try await stage.leg(to: keys.party, for: client, of: call)
            try await stage.bench.expectConversation(call, desk, for: 1)
            let keyed = call.leg.keyed
            let deciding = try #require(keyed.dropLast(keys.surplus).last)
            let seconds = desk.dialog.invitedAt - deciding.ended
            #expect(keys.seconds.contains(seconds), "rings \(seconds) s after \(deciding.digit)")
            // The first digit ended the greeting.
            let heard = try await call.leg.heard(from: call.dialog.invitedAt, to: desk.dialog.invitedAt)
            let greeting = try heard.heard(prompt: "switchboard/welcome", language: "en").first
            let listened = try #require(keyed.first).began - (try #require(call.dialog.answeredAt))
            #expect((greeting != nil) == (listened > 1.2))
            if let greeting { #expect(greeting.until - keyed[0].ended < 0.3, "\(greeting)") }
        }
    }

    @Test("fast fingers, 50 ms a digit and 50 ms between, straight after the answer")
    func fast() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("menu, fast fingers", ["7475"]) {
            let client = BenchOffice.client("7475")
            let call = try stage.bench.rawInvite(
                to: BenchOffice.direct("7400"), from: "<sip:\(client)@127.0.0.1>")
            let caller = try await stage.bench.leg(of: call)
            try await caller.answered()
            // The capture may be before the caller.
            for _ in 0..<200 where call.status != .answered { try await Task.sleep(for: .milliseconds(5)) }
            try await call.keys("141", tone: 0.05, gap: 0.05)
            let desk = try await stage.bench.leg(to: "141", from: client, after: caller.dialog.invitedAt)
            try await caller.comesToHear(try #require(desk.tone))
            let keyed = caller.keyed
            #expect(keyed.map(\.digit) == ["1", "4", "1"])
            #expect(desk.dialog.invitedAt - keyed[2].ended < 0.3)
            call.hangUp()
        }
    }

    @Test(
        "nothing keyed: after the greeting and his time the caller is led on, also where no greeting was recorded",
        arguments: ["7427", "7460"])
    func silence(menu: String) async throws {
        let stage = try await Stage.shared()
        let name = menu == "7427" ? "7476" : "7477"
        try await stage.scenario("menu \(menu), silence", [name]) {
            let client = BenchOffice.client(name)
            let way = try await stage.explain(to: BenchOffice.direct(menu), from: client, when: ["silence"])
            #expect(way.parties == ["7402"])
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct(menu))
            let answered = try await call.leg.answered()
            let desk = try await stage.leg(to: "7402", for: client, of: call)
            let heard = try await call.leg.heard(from: answered, to: desk.dialog.invitedAt)
            let greeting = try heard.heard(prompt: "switchboard/welcome", language: "en").first
            #expect(greeting?.isWhole == (menu == "7427" ? true : nil))
            // A second of silence is part of what is played.
            let thought = desk.dialog.invitedAt - (greeting?.until ?? answered)
            #expect(abs(thought - 3) < 0.8, "he had \(thought) s")
            try await stage.bench.expectConversation(call, desk, for: 1)
        }
    }

    @Test("where no greeting was recorded a key is taken all the same")
    func noGreeting() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("menu without greeting", ["7478"]) {
            let client = BenchOffice.client("7478")
            let call = try await stage.call(
                from: .trunk(client), to: BenchOffice.direct("7460"), then: [.wait(2), .digits("142")])
            let desk = try await stage.leg(to: "142", for: client, of: call)
            try await stage.bench.expectConversation(call, desk, for: 1)
        }
    }

    @Test("9 leads nowhere: the caller is told so and asked again; after the last attempt he is led on")
    func mistake() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("menu, mistake", ["7479"]) {
            let client = BenchOffice.client("7479")
            let way = try await stage.explain(
                to: BenchOffice.direct("7400"), from: client, when: ["keys 9", "keys 9"])
            #expect(way.steps.map(\.step) == ["collect", "collect", "ring"])
            #expect(way.parties == ["7403"])
            let call = try await stage.call(
                from: .trunk(client), to: BenchOffice.direct("7400"),
                then: [.wait(1), .digits("9"), .wait(7), .digits("9")])
            let told = try await call.leg.comesToHear(prompt: "switchboard/invalid-choice", language: "en")
            try await call.leg.comesToHear(prompt: "switchboard/welcome", language: "en", after: told.began)
            let desk = try await stage.leg(to: "7403", for: client, of: call)
            try await stage.bench.expectConversation(call, desk, for: 1)
            #expect(call.leg.keyed.map(\.digit) == ["9", "9"])
        }
    }

    @Test("menus lead to menus and back: there the same key means something else")
    func submenu() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("sub-menu", ["7410"]) {
            let client = BenchOffice.client("7410")
            let keys = ["2", "9", "2", "1"]
            let way = try await stage.explain(
                to: BenchOffice.direct("7410"), from: client, when: keys.map { "keys \($0)" })
            #expect(way.steps.map(\.step) == ["collect", "collect", "collect", "collect", "ring"])
            #expect(way.parties == ["7411"])
            let call = try await stage.call(
                from: .trunk(client), to: BenchOffice.direct("7410"), then: keys.flatMap { [.wait(1), .digits($0)] })
            let desk = try await stage.leg(to: "7411", for: client, of: call)
            try await stage.bench.expectConversation(call, desk, for: 1)
            #expect(call.leg.keyed.map { String($0.digit) } == keys)
        }
    }

    @Test("a menu, a group where nobody answers, and another menu")
    func chain() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("menu, group, menu", ["7430", "7431", "7432"]) {
            let client = BenchOffice.client("7430")
            stage.bench.world.party("7431", .rings)
            let way = try await stage.explain(
                to: BenchOffice.direct("7430"), from: client, when: ["keys 1", "noAnswer", "keys 1"])
            #expect(way.parties == ["7431", "7432"])
            let call = try await stage.call(
                from: .trunk(client), to: BenchOffice.direct("7430"),
                then: [.wait(1), .digits("1"), .wait(5), .digits("1")])
            let first = try await stage.leg(to: "7431", for: client, of: call)
            let end = try await first.stopsRinging()
            #expect(abs(first.rang - 3) < 1, "rang \(first.rang) s")
            try await call.leg.comesToHear(prompt: "switchboard/welcome", language: "en", after: end)
            let second = try await stage.leg(to: "7432", for: client, of: call)
            try await stage.bench.expectConversation(call, second, for: 1)
        }
    }

    @Test("a menu that leads to itself ends at the operator", arguments: ["1", nil])
    func loop(key: String?) async throws {
        let stage = try await Stage.shared()
        let outcome = key.map { "keys \($0)" } ?? "silence"
        try await stage.scenario("menu loop, \(outcome)", ["7440"]) {
            let client = BenchOffice.client("7440")
            let way = try await stage.explain(
                to: BenchOffice.direct("7440"), from: client, when: Array(repeating: outcome, count: 10))
            #expect(way.steps.map(\.step) == Array(repeating: "collect", count: 10) + ["ring"])
            #expect(way.parties == [BenchOffice.operator])
            #expect(way.reasons.contains { $0.hasSuffix("which is the limit") })
            // Silence would take ten greetings.
            guard let key else { return }
            let call = try await stage.call(
                from: .trunk(client), to: BenchOffice.direct("7440"),
                then: Array(repeating: [.wait(0.3), .digits(key)], count: 10).flatMap(\.self))
            let attendant = try await stage.leg(to: BenchOffice.operator, for: client, of: call)
            try await stage.bench.expectConversation(call, attendant, for: 1)
        }
    }

    @Test("a colleague reaches a menu by an extension, hears it in his language, and dials on")
    func inside() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("menu from inside", ["7451", "7452"]) {
            let way = try await stage.explain(to: "7452", from: "7451", inside: true, when: ["keys 142"])
            #expect(way.parties == ["142"])
            let call = try await stage.call(from: .phone("7451"), to: "7452", then: [.wait(2), .digits("142")])
            try await call.leg.comesToHear(prompt: "switchboard/welcome", language: "it")
            let desk = try await stage.leg(to: "142", for: "7451", of: call)
            try await stage.bench.expectConversation(call, desk, for: 1)
        }
    }
}
