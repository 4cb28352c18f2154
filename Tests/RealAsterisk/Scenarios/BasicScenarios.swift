import AsteriskBench
import Testing

@Suite("somebody calls") struct BasicScenarios {
    static let users = ["2101", "2201", "2202", "2301", "2401", "2501", "2601"].map { BenchOffice.User(extension: $0) }

    @Test("a client dials a direct number: the extension rings and they talk")
    func direct() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("direct number", ["2101"]) {
            let (number, client) = (BenchOffice.direct("2101"), BenchOffice.client("2101"))
            let way = try await stage.explain(to: number, from: client)
            #expect(way.parties == ["2101"])
            let call = try await stage.call(from: .trunk(client, name: "Client"), to: number)
            let desk = try await stage.leg(to: "2101", for: client, of: call)
            try await desk.answered()
            try await stage.bench.expectConversation(call, desk, for: 2)
            #expect(desk.dialog.invite.header("From")?.contains("\"Client\"") == true)
            try await call.hangUp()
            try await desk.ends(within: 5)
        }
    }

    @Test("a colleague calls a colleague: he sees who it is")
    func colleague() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("colleague", ["2201", "2202"]) {
            let way = try await stage.explain(to: "2202", from: "2201", inside: true)
            #expect(way.parties == ["2202"])
            let call = try await stage.call(from: .phone("2201"), to: "2202")
            let desk = try await stage.leg(to: "2202", for: "2201", of: call)
            try await desk.answered()
            try await stage.bench.expectConversation(call, desk, for: 2)
            #expect(desk.dialog.invite.header("From")?.hasPrefix("\"U2201\" <sip:2201@") == true)
        }
    }

    @Test("a phone calls outside by the trunk, with the company's number")
    func outside() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("outside call", ["2301"]) {
            let way = try await stage.explain(to: "89035552301", from: "2301", inside: true)
            #expect(way.parties == ["79035552301"])
            let call = try await stage.call(from: .phone("2301"), to: "89035552301")
            let leg = try await stage.leg(to: "79035552301", for: "+74951239999", of: call)
            #expect(leg.dialog.trunk == "main")
            try await leg.answered()
            try await stage.bench.expectConversation(call, leg, for: 2)
        }
    }

    @Test(
        "a number that may not be called is announced, and nobody outside rings",
        arguments: [("2401", "+12125550123"), ("2501", "88095001234")])
    func notAllowed(caller: String, number: String) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("not allowed \(number)", [caller]) {
            let way = try await stage.explain(to: number, from: caller, inside: true)
            #expect(way.last == "announce notAllowed")
            let call = try await stage.call(from: .phone(caller), to: number)
            try await call.leg.answered()
            let heard = try await call.leg.hears(for: 3)
            #expect(heard.longestSilence < 2.5, "an announcement is heard")
            try await call.leg.ends(within: 20)
            let digits = number.hasPrefix("8") ? "7" + number.dropFirst() : String(number.dropFirst())
            #expect(stage.bench.legs(to: digits, after: call.dialog.invitedAt).isEmpty)
        }
    }

    @Test("the first trunk has no circuit: the second carries the call")
    func secondTrunk() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("second trunk", ["2601"]) {
            let target = "79035552601"
            stage.bench.world.party("\(target)@main", .congested)
            stage.bench.world.party("\(target)@backup", .answers())
            let way = try await stage.explain(to: "+\(target)", from: "2601", inside: true, when: ["trunkFailed"])
            #expect(way.steps.map(\.legs) == [["PJSIP/\(target)@main"], ["PJSIP/\(target)@backup"]])
            let call = try await stage.call(from: .phone("2601"), to: "+\(target)")
            let second = try await stage.leg(to: target, for: "+74951239998", of: call)
            #expect(second.dialog.trunk == "backup")
            try await stage.bench.expectConversation(call, second)
        }
    }
}
