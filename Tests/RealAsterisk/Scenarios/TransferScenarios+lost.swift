import AsteriskBench
import Testing

/// What becomes of a transfer when Switchboard is gone, and what calls leave behind for when it is back.
extension TransferScenarios {
    static let lostUsers: [BenchOffice.User] =
        ["8182", "8184", "8186", "8188"].map { mobileUser($0) }
        + ["8183", "8185", "8187", "8189"].map { .init(extension: $0) }

    @Test(
        "Switchboard is gone: who transfers has his client back and hears why; if he has hung up, the operator has him")
    func withoutSwitchboard() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer without Switchboard", ["8182", "8183", "8184", "8185"]) {
            stage.bench.world.party("8185", .rejects(after: 3))
            let holding = try await Self.talk(stage, to: "8182", with: Self.mobile("8182"))
            let leaving = try await Self.talk(stage, to: "8184", with: Self.mobile("8184"))
            try await leaving.employee.key("*#8185#")
            _ = try await leaving.leg(to: "8185")
            try await Self.loseSwitchboard(ofCallFrom: "8182", stage)
            try await Self.loseSwitchboard(ofCallFrom: "8184", stage)
            try await leaving.employee.hangUp()
            try await holding.employee.key("*#8183#")
            try await holding.employee.comesToHear(prompt: "switchboard/nobody-available", language: "en")
            try await holding.goesOn()
            let attendant = try await stage.leg(
                to: BenchOffice.operator, for: BenchOffice.client("8184"), of: leaving.client)
            try await stage.bench.expectConversation(leaving.client, attendant)
        }
    }

    /// All channels of a client's call ask where nobody listens, as if Switchboard had been killed.
    private static func loseSwitchboard(ofCallFrom extension: String, _ stage: Stage) async throws {
        let op = try await stage.bench.operator()
        let channels = try await op.list("CoreShowChannels")
        let call = channels.first { $0["CallerIDNum"] == BenchOffice.client(`extension`) }?["Linkedid"]
        let address = "agi://127.0.0.1:\(try TCP.freePort())"
        for channel in channels.filter({ $0["Linkedid"] == call }).compactMap({ $0["Channel"] }) {
            try await op.send(
                "Setvar", ["Channel": channel, "Variable": "__SWITCHBOARD_AGI", "Value": address])
        }
        try #require(call != nil)
    }

    @Test("the end of each leg is kept with its time, of those that were never answered too")
    func ends() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("ends are kept", ["8186", "8187"]) {
            stage.bench.world.party("8187", .rejects(after: 1))
            let client = BenchOffice.client("8187")
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("8187"))
            let attendant = try await stage.leg(to: BenchOffice.operator, for: client, of: call)
            try await stage.bench.expectConversation(call, attendant, for: 0.5)
            let channels = try await stage.bench.operator().list("CoreShowChannels")
            let id = try #require(channels.first { $0["CallerIDNum"] == client }?["Linkedid"])
            try await call.hangUp()
            let ends = [
                try await stage.bench.leg(to: "8187", of: call).ends(), try await call.leg.ends(),
                try await attendant.ends(),
            ]
            let kept = try await Self.ends(of: id, count: ends.count, stage)
            #expect(kept.map(\.cause) == [21, 16, 16])
            for (kept, end) in zip(kept, ends) {
                let late = kept.seconds - Double(end.microseconds) / 1e6
                #expect((-0.1..<0.5).contains(late), "kept \(late) s after it was on the wire")
            }
        }
    }

    /// What is kept of a call's legs, in the order of their ends.
    private static func ends(
        of linkedID: String, count: Int, _ stage: Stage
    ) async throws -> [(seconds: Double, cause: Int)] {
        var kept: [(seconds: Double, cause: Int)] = []
        for _ in 0..<50 where kept.count < count {
            // /switchboard-ended/2/1795263727.14 : 1795263727.14|1795263730.027|16|Up|PJSIP/101-0000002a
            let lines = try await stage.bench.pbx.console("database show switchboard-ended").split(separator: "\n")
            kept = lines.compactMap { line in
                let fields = line.split(separator: ":").last?.split(separator: "|") ?? []
                guard fields.count == 5, fields[0].trimmingPrefix(" ") == linkedID, let seconds = Double(fields[1])
                else { return nil }
                return Int(fields[2]).map { (seconds, $0) }
            }
            if kept.count < count { try await Task.sleep(for: .milliseconds(100)) }
        }
        return kept.sorted { $0.seconds < $1.seconds }
    }
}
