import AsteriskBench
import Testing

/// What a client is told that he should not be.
extension BenchTests {
    /// A trunk that tells all it can: who is connected, by each header there is, and who forwarded.
    static let leakyTrunk = Trunk(
        "leaky",
        settings: [
            "send_pai=yes", "send_rpid=yes", "trust_id_outbound=yes", "send_connected_line=yes", "send_diversion=yes",
        ])

    /// `forwarded` goes to a mobile, with another as who forwarded it. Whoever is dialled has, to the caller, the name of
    /// the extension that dials him (app_dial.c): here his number.
    static let leakDialplan = """
        [switchboard-inbound]
        exten => forwarded,1,Goto(79160005042,1)
        exten => 79160005042,1,Set(REDIRECTING(from-num,i)=79160005041)
         same => n,Set(REDIRECTING(count,i)=1)
         same => n,Dial(PJSIP/79160005042@leaky,15)
        exten => kept,1,Dial(PJSIP/79160005043@main,15,I)
        """

    @Test("A number told to a client is found, in each header of each message, and only to him")
    func leaks() async throws {
        let bench = try await Self.bench.value
        let call = try await bench.call(from: .trunk("+79035550060", trunk: "leaky"), to: "forwarded")
        let mobile = try await bench.leg(to: "79160005042", of: call)
        try await call.leg.answered()
        let told = call.dialog.sentHeaders(containing: "79160005042")
        #expect(told.contains { $0.hasPrefix("P-Asserted-Identity: ") && $0.contains("79160005042") })
        #expect(told.contains { $0.hasPrefix("Remote-Party-ID: ") && $0.contains("79160005042") })
        #expect(call.dialog.sentHeaders(containing: "leaky").isEmpty, "what the client sends is not looked at")
        #expect(mobile.dialog.trunk == "leaky")
        #expect(mobile.dialog.sentHeaders(containing: "79160005041").contains { $0.hasPrefix("Diversion: ") })
        #expect(
            mobile.dialog.sentHeaders(containing: "79160005042").contains { $0.hasPrefix("INVITE sip:79160005042@") })

        let lines = bench.leaks(of: ["+79160005042"]) { $0.callerUser == "+79035550060" && $0.direction == .toPBX }
        #expect(lines.count == told.count)
        #expect(lines.allSatisfy { $0.contains("  +79160005042 to +79035550060, in SIP/2.0 ") })
        #expect(lines.contains { $0.contains("SIP/2.0 200 OK: P-Asserted-Identity: ") })
        #expect(bench.leaks(of: ["79160005041"]) { $0.direction == .toPBX }.isEmpty)
        try await call.hangUp()

        let quiet = try await bench.call(from: .trunk("+79035550061"), to: "kept")
        try await quiet.leg.answered()
        try await bench.expectConversation(quiet, try await bench.leg(to: "79160005043", of: quiet))
        #expect(bench.leaks(of: ["79160005043"]) { $0.callerUser == "+79035550061" && $0.direction == .toPBX }.isEmpty)
    }
}
