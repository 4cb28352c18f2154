import AsteriskBench
import Testing

/// Parties that are asked to accept a call.
extension BenchTests {
    /// Rings a mobile that must key 1 within 2 s after a prompt; without, the caller hears ringback.
    static let confirmationDialplan = """
        [switchboard-inbound]
        exten => _+7495125XXXX,1,Dial(PJSIP/7916000${EXTEN:8}@main,20,U(bench-confirmation))
         same => n,Progress()
         same => n,PlayTones(ring)
         same => n,Wait(10)
        [bench-confirmation]
        exten => s,1,Read(BENCH_ACCEPTED,vm-youhave,1,,1,2)
         same => n,ExecIf($["${BENCH_ACCEPTED}" != "1"]?Set(GOSUB_RESULT=CONTINUE))
         same => n,Return()
        """

    @Test("A mobile's voicemail answers, says its greeting, keys nothing and goes on listening")
    func voicemailGreeting() async throws {
        let bench = try await Self.bench.value
        bench.world.party("79160005005", .answersAsVoicemail(greeting: 2))
        let call = try await bench.call(from: .trunk("+79035550040"), to: "+74951245005")
        let mobile = try await bench.leg(to: "79160005005", of: call)
        let answered = try await mobile.answered()
        let tone = try #require(mobile.tone)
        #expect(try await call.leg.heard(from: answered + 0.3, to: answered + 1.9).has(tone))
        #expect(try await !call.leg.heard(from: answered + 2.2, to: answered + 3.5).everHas(tone))
        #expect(call.dialog.endedAt == nil)
        #expect(mobile.keyed.isEmpty)
        try await call.hangUp()
        try await mobile.ends()
        #expect(mobile.dialog.wasHungUpByPBX == true)
    }

    @Test("Who keys 1 gets the call, a voicemail does not")
    func confirmation() async throws {
        let bench = try await Self.bench.value
        bench.world.party("79160005006", .answers(digits: "1", keyedAfter: 1.5))
        bench.world.party("79160005007", .answersAsVoicemail(after: 1))
        let accepted = try await bench.call(from: .trunk("+79035550041"), to: "+74951255006")
        let refused = try await bench.call(from: .trunk("+79035550042"), to: "+74951255007")
        let mobile = try await bench.leg(to: "79160005006", of: accepted)
        let voicemail = try await bench.leg(to: "79160005007", of: refused)

        let answered = try await mobile.answered()
        try await mobile.comesToHear(prompt: "vm-youhave", language: "en")
        try await bench.expectConversation(accepted, mobile)
        let keyed = try #require(mobile.keyed.first)
        #expect(mobile.keyed.count == 1 && keyed.digit == "1")
        #expect(1.5...2.1 ~= keyed.began - answered)
        let connected = try await accepted.leg.answered()
        #expect(0...0.5 ~= connected - keyed.ended)

        try await voicemail.ends()
        #expect(voicemail.keyed.isEmpty)
        #expect(try await refused.leg.hears(for: 2).hasRingback)
        #expect(refused.dialog.answeredAt == nil)
    }
}
