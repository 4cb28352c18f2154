import AsteriskBench
import Testing

/// Parties that do what the test says when it says so, and what the PBX plays to them.
extension BenchTests {
    /// `+7495126XXXX` rings a mobile that may transfer by `*#number#`.
    static let orderDialplan = """
        [switchboard-inbound]
        exten => _+7495126XXXX,1,Dial(PJSIP/7916000${EXTEN:8}@main,30,tb(bench-features^s^1))
        exten => music,1,Answer()
         same => n,MusicOnHold(,2)
         same => n,Wait(2)
         same => n,PlayTones(dial)
         same => n,Wait(3)
        [bench-features]
        exten => s,1,Set(FEATUREMAP(atxfer)=*#)
         same => n,Set(FEATURE(featuredigittimeout)=2500)
         same => n,Set(FEATURE(transferannouncesound)=)
         same => n,Set(__TRANSFER_CONTEXT=bench-consult)
         same => n,Return()
        [bench-consult]
        exten => _X.,1,Dial(PJSIP/${EXTEN},15)
        """

    @Test("A mobile that transfers: keys, music on hold, dial tone, ringback, and who talks to whom at each moment")
    func transferByKeys() async throws {
        let bench = try await Self.bench.value
        bench.world.party("2154", .answersWhenTold())
        let client = try await bench.call(from: .trunk("+79035550080"), to: "+74951265010")
        let mobile = try await bench.leg(to: "79160005010", of: client)
        try await bench.expectConversation(client, mobile)

        try await mobile.key("*#")
        try await client.leg.comesToHearMusic()
        try await mobile.comesToHearDialTone()
        try await mobile.key("2154#")
        let colleague = try await bench.leg(to: "2154", after: client.dialog.invitedAt)
        try await mobile.comesToHearRingback()
        #expect(colleague.dialog.answeredAt == nil)
        #expect(try await client.leg.hears(audio: 0.5).has(.music))

        try await colleague.tell()
        try await bench.expectConversation(mobile, colleague)
        #expect(try await client.leg.hears(audio: 0.5).has(.music))
        try await mobile.hangUp()
        try await bench.expectConversation(client, colleague)
        #expect(mobile.dialog.wasHungUpByPBX == false)
        #expect(String(mobile.keyed.map(\.digit)) == "*#2154#")
        try await colleague.hangUp()
        try await client.leg.ends()
        #expect(colleague.dialog.wasHungUpByPBX == false)
    }

    @Test("Digits of a party that is called come when they were wanted, 80 ms and 2 s apart")
    func digitsAfterAnswer() async throws {
        let bench = try await Self.bench.value
        bench.world.party(
            "79160005011",
            .plays(
                PartyScript([
                    .ringing, .answer, .tone(1_150), .wait(1), .digits("*#102#", gap: 0.08), .wait(1),
                    .digits("*#", gap: 2), .wait(60),
                ])))
        let call = try await bench.call(from: .trunk("+79035550081"), to: "+74951245011")
        let mobile = try await bench.leg(to: "79160005011", of: call)
        let answered = try await mobile.answered()
        try await bench.expectConversation(call, mobile, for: 4.5)
        let keyed = mobile.keyed
        #expect(String(keyed.map(\.digit)) == "*#102#*#")
        try #require(keyed.count == 8)
        #expect(1...1.6 ~= keyed[0].began - answered)
        #expect(zip(keyed, keyed.dropFirst()).prefix(5).allSatisfy { 0.07...0.4 ~= $1.began - $0.ended })
        #expect(1...1.6 ~= keyed[6].began - keyed[5].ended)
        #expect(1.95...2.4 ~= keyed[7].began - keyed[6].ended)
        try await call.hangUp()
    }

    @Test("Keyed on demand: by a caller, by a called party, slowly, and not when the leg is over")
    func keysOnDemand() async throws {
        let bench = try await Self.bench.value
        let call = try await bench.call(from: .trunk("+79035550082"), to: "keyed.3")
        try await call.leg.answered()
        try await call.leg.key("1*#", gap: 1)
        try await expectRead("1*#", by: call.leg, from: "+79035550082")
        let keyed = call.leg.keyed
        #expect(zip(keyed, keyed.dropFirst()).allSatisfy { 0.95...1.6 ~= $1.began - $0.ended })
        #expect(keyed.allSatisfy { 0.095...0.15 ~= $0.tone })
        await #expect(throws: BenchError.self) { try await call.leg.key("E") }
        try await call.leg.hangUp()
        try await call.leg.ends()
        await #expect(throws: BenchError.self) { try await call.leg.key("1") }
    }

    @Test("A party hangs up when it is told to, while it rings or calls")
    func hangsUpWhenTold() async throws {
        let bench = try await Self.bench.value
        bench.world.party("79160005012", .rings)
        let call = try await bench.call(from: .trunk("+79035550083"), to: "+74951245012")
        let mobile = try await bench.leg(to: "79160005012", of: call)
        try await mobile.rings()
        try await mobile.hangUp(cause: 17)
        #expect(try await mobile.finalStatus() == 486)
        try await call.leg.ends()

        let other = try await bench.call(from: .trunk("+79035550084"), to: "+74951245012")
        let ringing = try await bench.leg(to: "79160005012", of: other)
        try await ringing.rings()
        try await other.leg.hangUp()
        try await ringing.ends()
        #expect(ringing.dialog.wasCancelled)
    }

    @Test("Music, silence and dial tone are told apart")
    func music() async throws {
        let bench = try await Self.bench.value
        let call = try await bench.call(from: .trunk("+79035550085"), to: "music")
        let answered = try await call.leg.answered()
        let began = try await call.leg.comesToHearMusic()
        let silent = try await call.leg.comesToHearNothing(for: 1)
        #expect(2.9...4.5 ~= silent - answered, "two seconds of music, one of silence")
        let heard = try await call.leg.heard(from: began + -0.3, to: began)
        #expect(heard.has(.music) && !heard.hasDialTone && !heard.hasRingback && heard.lastLoud != nil)
        let tone = try await call.leg.comesToHearDialTone()
        await #expect(throws: BenchError.self) { try await call.leg.comesToHearNothing(for: 0.5, within: 1) }
        await #expect(throws: BenchError.self) { try await call.leg.comesToHearMusic(within: 0.8) }
        #expect(tone > silent)
        try await call.hangUp()
    }
}
