import Testing

@testable import AsteriskBench

/// Desk phones that transfer, and who is shown to whom.
extension BenchTests {
    /// They are told who they talk with.
    static let transferPhones = (2_161...2_183).map { Phone("\($0)", settings: ["send_pai=yes"]) }
    static let transferDialplan = """
        [switchboard-transfer]
        exten => _2XXX,1,Dial(PJSIP/${EXTEN},15)
         same => n,Hangup(${HANGUPCAUSE})
        """

    @Test("A phone that is called transfers blindly; the colleague is shown the client")
    func blindTransferByCalled() async throws {
        let bench = try await Self.bench.value
        let desk = try bench.phone("2161")
        let client = try await bench.call(from: .trunk("+79035550090", name: "Ann Lee"), to: "+74951232161")
        let call = try await desk.incomingCall()
        let leg = try await bench.leg(of: call)
        try await leg.rings()
        try call.answer()
        try await bench.expectConversation(client, leg)
        #expect(leg.identities.map(\.number) == ["+79035550090"] && leg.identities.map(\.name) == ["Ann Lee"])

        #expect(try await call.refer(to: "2162") == 202)
        #expect(try await call.outcome() == 200)
        try await call.ends()
        let colleague = try await bench.leg(to: "2162", of: client)
        try await bench.expectConversation(client, colleague)
        try await colleague.isShown("+79035550090")
        try await client.hangUp()
    }

    @Test("A phone that calls transfers blindly, also back to where it called, or to nobody, and then goes on")
    func blindTransferByCaller() async throws {
        let bench = try await Self.bench.value
        let desk = try bench.phone("2163")
        let call = try desk.call("2164")
        let leg = try await bench.leg(of: call)
        try await call.answered()
        let callee = try await bench.leg(to: "2164", after: leg.dialog.invitedAt)
        try await bench.expectConversation(leg, callee)
        try await call.refer(to: "9999")
        #expect(try await call.outcome() == 404)
        try await bench.expectConversation(leg, callee)
        #expect(try await call.refer(to: "2165") == 202)
        try await bench.expectConversation(callee, try await bench.leg(to: "2165", after: leg.dialog.invitedAt))
        try await call.ends()
        try await callee.hangUp()
    }

    @Test("Attended transfer: on hold there is music and nothing for the holder, then each hears the other")
    func attendedTransfer() async throws {
        let bench = try await Self.bench.value
        let desk = try bench.phone("2166")
        let client = try await bench.call(from: .trunk("+79035550091"), to: "+74951232166")
        let first = try await desk.incomingCall()
        try first.answer()
        let leg = try await bench.leg(of: first)
        try await bench.expectConversation(client, leg)
        try await first.hold()
        try await client.leg.comesToHearMusic()
        try await first.retrieve()
        try await bench.expectConversation(client, leg)
        try await first.hold()
        try await client.leg.comesToHearMusic()

        let second = try desk.call("2167")
        let consultation = try await bench.leg(of: second)
        let colleague = try await bench.leg(to: "2167", after: consultation.dialog.invitedAt)
        try await bench.expectConversation(consultation, colleague)
        #expect(try await client.leg.hears(audio: 0.5).has(.music))
        #expect(colleague.identities.map(\.number) == ["2166"])

        #expect(try await first.refer(to: second) == 202)
        #expect(try await first.outcome() == 200)
        try await bench.expectConversation(client, colleague)
        try await first.ends()
        try await second.ends()
        #expect(try await colleague.isShown("+79035550091").time > leg.dialog.invitedAt)
        #expect(colleague.identities.map(\.number) == ["2166", "+79035550091"])
        try await colleague.hangUp()
        try await client.leg.ends()
    }

    @Test("Attended transfer to a colleague who still rings: the client hears it ring, then the colleague")
    func attendedTransferWhileRinging() async throws {
        let bench = try await Self.bench.value
        bench.world.party("2169", .answersWhenTold())
        let desk = try bench.phone("2168")
        let client = try await bench.call(from: .trunk("+79035550092"), to: "+74951232168")
        let first = try await desk.incomingCall()
        try first.answer()
        let leg = try await bench.leg(of: first)
        try await bench.expectConversation(client, leg)
        try await first.hold()
        let second = try desk.call("2169")
        let colleague = try await bench.leg(to: "2169", after: leg.dialog.invitedAt)
        try await bench.leg(of: second).rings()

        #expect(try await first.refer(to: second) == 202)
        #expect(try await first.outcome() == 200)
        try await first.ends()
        #expect(colleague.dialog.answeredAt == nil && colleague.dialog.endedAt == nil)
        try await colleague.tell()
        try await bench.expectConversation(client, colleague)
        try await client.hangUp()
    }

    @Test("A phone refuses, gives up, is given up, is refused, and hangs up")
    func phoneEnds() async throws {
        let bench = try await Self.bench.value
        bench.world.party("2171", .rings, .busy, .answers())
        let desk = try bench.phone("2170")
        for code in [603, 486] {
            let caller = try await bench.call(from: .trunk("+79035550093"), to: "+74951232170")
            let call = try await desk.incomingCall()
            if code == 486 { call.hangUp() } else { try call.decline(603, "Decline") }
            #expect(try await bench.leg(of: call).finalStatus() == code)
            try await caller.leg.ends()
            #expect(throws: BenchError.self) { try call.answer() }
        }
        let impatient = try await bench.call(from: .trunk("+79035550094"), to: "+74951232170")
        let missed = try await desk.incomingCall()
        try await bench.leg(of: missed).rings()
        try await impatient.hangUp()
        try await missed.ends()
        #expect(try await bench.leg(of: missed).finalStatus() == 487)

        let givenUp = try desk.call("2171")
        let rings = try await bench.leg(of: givenUp)
        try await rings.rings()
        givenUp.hangUp()
        #expect(try await rings.finalStatus() == 487)
        try await givenUp.ends()
        let refused = try desk.call("2171")
        #expect(try await bench.leg(of: refused).finalStatus() == 486)
        try await refused.ends()

        let call = try desk.call("2171")
        try await call.answered()
        call.hangUp()
        let leg = try await bench.leg(of: call)
        try await leg.ends()
        #expect(leg.dialog.wasHungUpByPBX == false)
        await #expect(throws: BenchError.self) { try await desk.incomingCall(within: 0.2) }
        // Nothing was sent twice: each request was answered in time.
        #expect(leg.dialog.entries.count { $0.message.method == "BYE" } == 1)
    }

    @Test(
        "Who is shown is read from the header that a telephone shows",
        arguments: [
            (["From: \"A \\\"B\\\" C\" <sip:101@x>;tag=1"], "A \"B\" C", "101", "From"),
            (
                ["From: <sip:101@x>;tag=1", "P-Asserted-Identity: Ann Lee <sip:+7903@x>"], "Ann Lee", "+7903",
                "P-Asserted-Identity"
            ),
            (
                ["From: <sip:101@x>", "Remote-Party-ID: \"<sip:9@y>\" <sip:102@x>;party=calling"], "<sip:9@y>", "102",
                "Remote-Party-ID"
            ),
            (["From: sip:103@x"], "", "103", "From"),
        ])
    func shownIdentity(headers: [String], name: String, number: String, header: String) throws {
        let text = (["INVITE sip:1@x SIP/2.0", "CSeq: 1 INVITE"] + headers).joined(separator: "\r\n") + "\r\n\r\n"
        let message = try #require(SIPMessage(datagram: Array(text.utf8)))
        let dialog = Dialog(
            callID: "", direction: .fromPBX,
            entries: [Dialog.Entry(time: .now, isFromPBX: true, message: message)])
        let shown = try #require(dialog.identities.first)
        #expect(shown.name == name && shown.number == number && shown.header == header)
        let repeated = Dialog(callID: "", direction: .fromPBX, entries: dialog.entries + dialog.entries)
        #expect(repeated.identities.count == 1)
    }
}
