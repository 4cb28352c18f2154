import AsteriskBench
import Testing

@Suite("hunt groups") struct GroupScenarios {
    static let users: [BenchOffice.User] = [
        .init(extension: "7101"), .init(extension: "7102"),
        .init(extension: "7103", phone: nil, keys: "mobile: \(BenchOffice.mobile("7103"))"),
        .init(extension: "7111"), .init(extension: "7112"), .init(extension: "7113"),
    ]

    static let parts = BenchOffice.Parts(
        groups: [
            "{ extension: 7100, name: mailbox, strategy: ringall, ring: 20s, members: [user 7101, user 7102, "
                + "{ to: user 7103, confirm: true }], otherwise: { to: operator } }",
            "{ extension: 7110, name: hunt, strategy: memoryhunt, ring: 4s, members: [user 7111, user 7112, user 7113], "
                + "otherwise: { to: operator } }",
        ],
        numbers: ["7100", "7110"].map {
            "{ number: \(BenchOffice.direct($0)), rules: [ { to: group \($0 == "7100" ? "mailbox" : "hunt") } ] }"
        })

    @Test("a mobile's voicemail answers first: the desk phone that picks up 3 s later gets the caller")
    func confirm() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("ringall with confirm", ["7100", "7101", "7102", "7103"]) {
            let (client, mobile) = (BenchOffice.client("7100"), String(BenchOffice.mobile("7103").dropFirst()))
            stage.bench.world.party("7101", .rings)
            stage.bench.world.party("7102", .answers(after: 4))
            stage.bench.world.party(mobile, .answers(after: 1))
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7100"))
            let voicemail = try await stage.bench.leg(to: mobile, of: call)
            try await voicemail.answered()
            #expect(call.dialog.answeredAt == nil, "a voicemail is nobody")
            let other = try await stage.leg(to: "7101", for: client, of: call)
            let desk = try await stage.leg(to: "7102", for: client, of: call)
            try await desk.answered()
            try await stage.bench.expectConversation(call, desk, for: 1)
            try await other.stopsRinging(within: 1)
            #expect(other.dialog.cancelReason?.contains("cause=26") == true, "\(other.dialog.cancelReason ?? "")")
            try await voicemail.ends(within: 10)
        }
    }

    @Test("memoryhunt: one more each time, and whoever rejects makes the next one ring")
    func memoryhunt() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("memoryhunt", ["7110", "7111", "7112", "7113"]) {
            let client = BenchOffice.client("7110")
            stage.bench.world.party("7111", .rings)
            stage.bench.world.party("7112", .rejects(after: 1))
            stage.bench.world.party("7113", .answers(after: 2))
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7110"))
            let first = try await stage.leg(to: "7111", for: client, of: call)
            let second = try await stage.leg(to: "7112", for: client, of: call)
            let third = try await stage.leg(to: "7113", for: client, of: call)
            #expect(abs(second.dialog.invitedAt - first.dialog.invitedAt - 4) < 0.7)
            #expect(abs(third.dialog.invitedAt - second.dialog.invitedAt - 1.2) < 0.7)
            try await stage.bench.expectConversation(call, third, for: 1)
            #expect(first.dialog.cancelReason?.contains("cause=26") == true)
        }
    }
}
