import AsteriskBench
import Testing

/// Who hangs up when, and what becomes of the client.
extension TransferScenarios {
    static let endUsers: [BenchOffice.User] =
        (["8144", "8146", "8149", "8152", "8154", "8156"] + moments.map(\.extension)).map { mobileUser($0) }
        + ["8119", "8145", "8148", "8150", "8153", "8155", "8158"].map { .init(extension: $0) }
        + [.init(extension: "8147", keys: "forward: { busy: { to: user 8148 } }"), mobileUser("8157")]

    @Test("he hangs up while it rings: the client hears it ring, and then the colleague")
    func ringsOn() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer rings on", ["8144", "8145"]) {
            stage.bench.world.party("8145", .answersWhenTold())
            let talk = try await Self.talk(stage, to: "8144", with: Self.mobile("8144"))
            try await talk.employee.key("*#8145#")
            let colleague = try await talk.leg(to: "8145")
            try await talk.client.leg.comesToHearMusic()
            try await talk.employee.comesToHearRingback()
            try await talk.employee.hangUp()
            try await talk.client.leg.comesToHearRingback()
            try await colleague.tell()
            try await stage.bench.expectConversation(talk.client, colleague)
            #expect(stage.bench.legs(to: "8145", after: talk.client.dialog.invitedAt).count == 1)
        }
    }

    @Test("he hangs up and nobody answers: the colleague's rules, then his own mobile, and he is told")
    func comesBack() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer comes back", ["8146", "8147", "8148"]) {
            stage.bench.world.party("8147", .rejects(after: 3))
            stage.bench.world.party("8148", .rejects(after: 3))
            let talk = try await Self.talk(stage, to: "8146", with: Self.mobile("8146"))
            try await talk.employee.key("*#8147#")
            _ = try await talk.leg(to: "8147")
            try await talk.employee.comesToHearRingback()
            try await talk.employee.hangUp()
            let next = try await talk.leg(to: "8148")
            try await talk.client.leg.comesToHearRingback()
            try await next.stopsRinging()
            let again = try await talk.leg(to: Self.mobile("8146"), index: 1)
            try await again.comesToHear(prompt: "switchboard/transferred-call", language: "en")
            try await stage.bench.expectConversation(talk.client, again)
            #expect(again.dialog.callerUser == BenchOffice.client("8146"))
        }
    }

    @Test("his mobile does not answer either: the operator")
    func toOperator() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer to the operator", ["8149", "8150"]) {
            stage.bench.world.party("8150", .rejects(after: 2))
            stage.bench.world.party(Self.mobile("8149"), .answers(), .rejects(after: 1))
            let talk = try await Self.talk(stage, to: "8149", with: Self.mobile("8149"))
            try await talk.employee.key("*#8150#")
            _ = try await talk.leg(to: "8150")
            try await talk.employee.hangUp()
            let again = try await talk.leg(to: Self.mobile("8149"), index: 1)
            try await again.stopsRinging()
            let attendant = try await stage.leg(
                to: BenchOffice.operator, for: BenchOffice.client("8149"), of: talk.client)
            try await stage.bench.expectConversation(talk.client, attendant)
        }
    }

    @Test("he hangs up while he is told why there is nobody: his mobile rings for the client")
    func whileTold() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer hung up while told", ["8152", "8153"]) {
            stage.bench.world.party("8153", .busy)
            let talk = try await Self.talk(stage, to: "8152", with: Self.mobile("8152"))
            try await talk.employee.key("*#8153#")
            try await talk.employee.comesToHear(prompt: "switchboard/colleague-busy", language: "en")
            try await talk.employee.hangUp()
            let again = try await talk.leg(to: Self.mobile("8152"), index: 1)
            try await stage.bench.expectConversation(talk.client, again)
            #expect(stage.bench.legs(to: "8153", after: talk.client.dialog.invitedAt).count == 1)
        }
    }

    /// Whose, and how long after his last key he hangs up: he is told for about 1.7 s.
    static let moments: [(extension: String, seconds: Double)] = [
        ("8194", 1.6), ("8195", 1.65), ("8196", 1.7), ("8197", 1.75), ("8198", 1.8),
    ]

    @Test("he hangs up in the moment in which he would have the client back: his mobile rings", arguments: moments)
    func asToldEnds(extension: String, seconds: Double) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer hung up after \(seconds) s", [`extension`, "8119"]) {
            stage.bench.world.party("8119", .busy)
            let steps: [PartyScript.Step] = [
                .ringing, .answer, .wait(0.5), .digits("*#8119#", gap: 0.05), .wait(seconds - 0.05), .hangUp(cause: 16),
            ]
            stage.bench.world.party(Self.mobile(`extension`), .plays(PartyScript(steps)), .answers())
            let client = try await stage.call(
                from: .trunk(BenchOffice.client(`extension`)), to: BenchOffice.direct(`extension`))
            let again = try await stage.bench.leg(to: Self.mobile(`extension`), of: client, index: 1)
            try await stage.bench.expectConversation(client, again)
        }
    }

    @Test("the client hangs up while he waits: the two colleagues talk on")
    func clientLeaves() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer without a client", ["8154", "8155"]) {
            let talk = try await Self.talk(stage, to: "8154", with: Self.mobile("8154"))
            try await talk.employee.key("*#8155#")
            let colleague = try await talk.leg(to: "8155")
            try await stage.bench.expectConversation(talk.employee, colleague, for: 0.5)
            try await talk.client.hangUp()
            try await talk.client.leg.ends()
            try await stage.bench.expectConversation(talk.employee, colleague, for: 2)
        }
    }

    @Test("two transfers, one after the other: each sees who asks and for whom, then the client")
    func twice() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer twice", ["8156", "8157", "8158"]) {
            let client = BenchOffice.client("8156")
            let talk = try await Self.talk(stage, to: "8156", with: Self.mobile("8156"))
            try await talk.employee.key("*#8157#")
            let second = try await talk.leg(to: Self.mobile("8157"))
            try await stage.bench.expectConversation(talk.employee, second, for: 0.5)
            try await talk.employee.hangUp()
            try await stage.bench.expectConversation(talk.client, second)
            try await second.key("*#8158#")
            let third = try await talk.leg(to: "8158")
            #expect(third.identities.map(\.name) == ["U8157 (for \(client))"])
            try await stage.bench.expectConversation(second, third, for: 0.5)
            try await second.hangUp()
            try await stage.bench.expectConversation(talk.client, third)
            try await third.isShown(client)
            #expect(third.identities.map(\.number) == ["8157", client])
        }
    }
}
