import AsteriskBench
import Testing

/// Odd numbers, and calls that ring several.
extension BenchTests {
    @Test(
        "A phone's odd number reaches the dialplan as it was dialled", .serialized,
        arguments: [
            ("**61*79161234567**20#", "**61*79161234567**20%23"), ("#21#", "%2321%23"), ("*98", "*98"),
            ("*#21#", "*%2321%23"),
        ])
    func oddNumber(dialled: String, userPart: String) async throws {
        let bench = try await Self.bench.value
        let call = try await bench.call(from: .phone("2121"), to: dialled)
        #expect(call.dialog.invite.startLine == "INVITE sip:\(userPart)@127.0.0.1:\(bench.sipPort) SIP/2.0")
        let desk = try await bench.leg(to: "2141", from: "2121", after: call.dialog.invitedAt)
        #expect(desk.dialog.invite.header("From")?.hasPrefix("\"dialled \(dialled)\"") == true)
    }

    @Test("Of three phones one answers: the others hear CANCEL, and why")
    func answeredElsewhere() async throws {
        let bench = try await Self.bench.value
        bench.world.party("2131", .rings)
        bench.world.party("2132", .answers(after: 1))
        bench.world.party("2133", .rings)
        let call = try await bench.call(from: .trunk("+79035550050"), to: "everybody")
        let others = [try await bench.leg(to: "2131", of: call), try await bench.leg(to: "2133", of: call)]
        try await bench.leg(to: "2132", of: call).answered()
        for other in others {
            try await other.ends()
            #expect(other.dialog.wasCancelled && other.dialog.wasAnsweredElsewhere)
            #expect(
                other.dialog.cancelReason == "SIP;cause=200;text=\"Call completed elsewhere\", Q.850;cause=26")
        }
        try await call.hangUp()

        bench.world.party("2132", .rings)
        let givenUp = try await bench.call(from: .trunk("+79035550051"), to: "everybody", patience: 1)
        let desk = try await bench.leg(to: "2131", from: "+79035550051", after: givenUp.dialog.invitedAt)
        try await desk.ends()
        #expect(desk.dialog.wasCancelled && !desk.dialog.wasAnsweredElsewhere)
    }
}
