import AsteriskBench
import Foundation
import Testing

/// The bench itself: what it says it saw is what was there. The PBX here is a dialplan of a few lines.
@Suite("The bench")
struct BenchTests {
    @Test("A trunk caller reaches a phone, and each hears the other's tone and nothing else")
    func conversation() async throws {
        let bench = try await Self.bench.value
        let call = try await bench.call(from: .trunk("+79035550001", name: "Client"), to: "+74951232101")
        let desk = try await bench.leg(to: "2101", of: call)
        try await desk.answered()
        try await bench.expectConversation(call, desk, for: 1)
        let heard = try await call.leg.hears(for: 1)
        #expect(!heard.hasRingback)
        #expect(!heard.everHas(try #require(call.tone)), "a caller does not hear himself")
        #expect(desk.dialog.callerUser == "+79035550001")
        try await call.hangUp()
        try await desk.ends()
        #expect(desk.dialog.wasHungUpByPBX == true)
    }

    @Test("A phone that nobody takes rings as long as the dialplan says, and hears CANCEL")
    func ringsOut() async throws {
        let bench = try await Self.bench.value
        bench.world.party("2102", .rings)
        let call = try await bench.call(from: .trunk("+79035550002"), to: "+74951232102")
        let desk = try await bench.leg(to: "2102", of: call)
        try await desk.stopsRinging()
        #expect(abs(desk.rang - 15) < 0.2)
        #expect(desk.dialog.wasCancelled)
        #expect(try await desk.finalStatus() == 487)
    }

    @Test(
        "A refusal has the code that was wanted, and comes when it was wanted",
        arguments: [
            ("2103", Party.busy, 486, 0.0), ("2104", .switchedOff, 480, 0), ("2105", .rejects(after: 2), 603, 2),
            ("2106", .refuses(503, "Service Unavailable", after: 1), 503, 1),
        ])
    func refuses(phone: String, party: Party, code: Int, after seconds: Double) async throws {
        let bench = try await Self.bench.value
        bench.world.party(phone, party)
        let call = try await bench.call(from: .trunk("+7903555\(phone)"), to: "+7495123\(phone)")
        let desk = try await bench.leg(to: phone, of: call)
        #expect(try await desk.finalStatus() == code)
        #expect(abs(desk.rang - seconds) < 0.2)
        #expect((desk.dialog.ringingAt != nil) == (seconds > 0))
        try await call.leg.ends()
    }

    @Test("A refusal's Reason header is the party's own, or none")
    func reason() async throws {
        let bench = try await Self.bench.value
        bench.world.party("79160005001", .refuses(480, "Away", headers: ["Reason: Q.850;cause=20"]), .switchedOff)
        for expected in [["Q.850;cause=20"], []] {
            let call = try await bench.call(from: .trunk("+79035550005"), to: "+74951245001")
            let mobile = try await bench.leg(to: "79160005001", of: call)
            try await mobile.finalStatus()
            let refusal = try #require(mobile.dialog.entries.first { $0.message.status == 480 })
            #expect(refusal.message.headers("Reason") == expected)
            #expect(mobile.dialog.trunk == "main")
            try await call.leg.ends()
        }
    }

    @Test("A phone calls a phone, which hangs up after ten seconds")
    func fromPhone() async throws {
        let bench = try await Self.bench.value
        bench.world.party("2108", .answers(after: 1, for: 10))
        let call = try await bench.call(from: .phone("2107"), to: "2108")
        let desk = try await bench.leg(to: "2108", of: call)
        try await bench.expectConversation(call, desk)
        #expect(desk.dialog.callerUser == "2107")
        #expect(abs(desk.rang - 1) < 0.2)
        let answered = try await desk.answered()
        let ended = try await desk.ends()
        #expect(abs((ended - answered) - 10) < 0.2)
        #expect(desk.dialog.wasHungUpByPBX == false)
    }

    @Test("Ringback is told from a voice")
    func ringback() async throws {
        let bench = try await Self.bench.value
        let call = try await bench.call(from: .trunk("+79035550007"), to: "ringback")
        try await call.leg.answered()
        let heard = try await call.leg.hears(for: 2.5)
        #expect(heard.hasRingback)
        #expect(!heard.hasDialTone)
        #expect(heard.longestSilence < 2.5)
    }

    @Test("An unregistered phone is not rung; once it has registered, it is; and then not again")
    func registration() async throws {
        let bench = try await Self.bench.value
        bench.world.party("2111", .answers(for: 1))
        let before = try await bench.call(from: .phone("2107"), to: "2111")
        try await before.leg.ends()
        #expect(bench.legs(to: "2111", after: before.leg.dialog.invitedAt).isEmpty)

        try await bench.world.register("2111")
        let call = try await bench.call(from: .phone("2107"), to: "2111")
        try await bench.leg(to: "2111", of: call).answered()

        try await bench.world.unregister("2111")
        let after = try await bench.call(from: .phone("2107"), to: "2111")
        try await after.leg.ends()
        #expect(bench.legs(to: "2111", after: after.leg.dialog.invitedAt).isEmpty)
    }

    @Test(
        "Hostile names and numbers arrive as they are",
        arguments: [
            "a,b&c)d${EXTEN}", "quote \" and \\ backslash", "Ёлки", String(repeating: "x", count: 300), "a;b=c|d",
        ])
    func hostileNames(name: String) async throws {
        let bench = try await Self.bench.value
        let call = try await bench.call(from: .trunk("+79035550009", name: name), to: "hostile", patience: 2)
        let from = try #require(call.leg.dialog.invite.header("From"))
        let written = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        #expect(from.hasPrefix("\"\(written)\" <sip:+79035550009@"))
        try await call.leg.ends()
    }

    @Test("A hand-written INVITE goes out byte by byte, is refused, cancelled, or answered and ended")
    func raw() async throws {
        let bench = try await Self.bench.value
        bench.world.party("79160005002", .rings)
        bench.world.party("79160005003", .answers())
        let from = "\"a \\\"b\\\" %0A\" <sip:x%0Ay@127.0.0.1>"
        let refused = try bench.rawInvite(to: "nobody", from: from)
        let refusedLeg = try await bench.leg(of: refused)
        #expect(try await refusedLeg.finalStatus() == 404)
        #expect(refusedLeg.dialog.invite.header("From") == "\(from);tag=\(refused.callID)")

        let cancelled = try bench.rawInvite(to: "+74951245002", from: from)
        let cancelledLeg = try await bench.leg(of: cancelled)
        let mobile = try await bench.leg(to: "79160005002", after: cancelledLeg.dialog.invitedAt)
        try await cancelledLeg.rings()
        cancelled.cancel()
        #expect(try await cancelledLeg.finalStatus() == 487)
        try await mobile.ends()
        #expect(mobile.dialog.wasCancelled)

        let answered = try bench.rawInvite(to: "+74951245003", from: from)
        let answeredLeg = try await bench.leg(of: answered)
        try await answeredLeg.answered()
        let other = try await bench.leg(to: "79160005003", after: answeredLeg.dialog.invitedAt)
        try await answeredLeg.comesToHear(try #require(other.tone))
        answered.hangUp()
        try await other.ends()
        #expect(other.dialog.wasHungUpByPBX == true)
    }

    @Test("Nobody there: not a word to the INVITE")
    func silent() async throws {
        let bench = try await Self.bench.value
        bench.world.party("79160005004", .silent)
        let call = try await bench.call(from: .trunk("+79035550010"), to: "+74951245004", patience: 2)
        let mobile = try await bench.leg(to: "79160005004", of: call)
        try await call.leg.ends()
        #expect(mobile.dialog.entries.allSatisfy { $0.isFromPBX })
    }

    @Test("What was not seen is an error that tells what was")
    func error() async throws {
        let bench = try await Self.bench.value
        let call = try await bench.call(from: .trunk("+79035550011"), to: "nobody")
        let error = await #expect(throws: BenchError.self) {
            try await bench.leg(to: "7777", of: call, within: 0.5)
        }
        #expect(error?.description.contains("+79035550011 calls nobody") == true)
        #expect(error?.description.contains("404") == true)
    }
}
