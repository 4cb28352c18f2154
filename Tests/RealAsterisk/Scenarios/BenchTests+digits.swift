import AsteriskBench
import Testing

/// Digits, as fast and as slow as people and telephones key them.
extension BenchTests {
    /// `keyed.N` reads N digits after the answer and rings 79160007000 with them as the caller's name.
    static let digitDialplan = """
        [switchboard-inbound]
        exten => _keyed.,1,Answer()
         same => n,Read(BENCH_KEYED,,${EXTEN:6},t(),1,4)
         same => n,Set(CALLERID(name)=keyed ${BENCH_KEYED})
         same => n,Dial(PJSIP/79160007000@main,5)
        """

    /// What the PBX has read, and how long after the last digit it did something.
    func expectRead(_ digits: String, by leg: ObservedLeg, from caller: String) async throws {
        let bench = try await Self.bench.value
        let mobile = try await bench.leg(to: "79160007000", from: caller, after: leg.dialog.invitedAt, within: 20)
        #expect(mobile.dialog.invite.header("From")?.hasPrefix("\"keyed \(digits)\"") == true)
        let keyed = leg.keyed
        #expect(String(keyed.map(\.digit)) == digits)
        let last = try #require(keyed.last)
        #expect(0...0.5 ~= mobile.dialog.invitedAt - last.ended)
    }

    /// The shortest tone and gap: a machine that is short of processors for a moment keys late, never early.
    private func shortest(_ keyed: [KeyedDigit]) -> (tone: Double, gap: Double) {
        let gaps = zip(keyed, keyed.dropFirst()).map { $1.began - $0.ended }
        return (keyed.map { $0.ended - $0.began }.min() ?? 0, gaps.min() ?? 0)
    }

    @Test(
        "Digits arrive as they are keyed, and the wire says when",
        arguments: [
            ("101", 0.1, 0.08), ("*21#", 0.1, 0.05), ("0123456789", 0.1, 0), ("ABCD*#", 0.25, 0.1), ("#1", 0.1, 1.5),
        ])
    func digits(_ digits: String, tone: Double, gap: Double) async throws {
        let bench = try await Self.bench.value
        let caller = "+790355501\(digits.count)\(Int(gap * 10))"
        let call = try await bench.call(
            from: .trunk(caller), to: "keyed.\(digits.count)", then: [.digits(digits, tone: tone, gap: gap)])
        let answered = try await call.leg.answered()
        try await expectRead(digits, by: call.leg, from: caller)
        let keyed = call.leg.keyed
        let shortest = shortest(keyed)
        #expect(-0.01...0.05 ~= shortest.tone - tone)
        #expect(-0.01...0.05 ~= shortest.gap - gap)
        #expect(keyed.allSatisfy { abs($0.tone - ($0.ended - $0.began)) < 0.1 })
        #expect(0.05...0.6 ~= keyed[0].began - answered, "straight after the answer")
        try await call.hangUp()
    }

    @Test(
        "A telephone keys faster than an Asterisk does",
        arguments: [("101", 0.05, 0.05), ("*21#", 0.05, 0.05), ("**61*79161234567**20#", 0.04, 0.04), ("7777", 0.1, 0)])
    func fastDigits(_ digits: String, tone: Double, gap: Double) async throws {
        let bench = try await Self.bench.value
        let caller = "+79035550\(200 + digits.count)\(Int(gap * 100))"
        let call = try bench.rawInvite(to: "keyed.\(digits.count)", from: "<sip:\(caller)@127.0.0.1>")
        try await call.keys(digits, tone: tone, gap: gap)
        let leg = try await bench.leg(of: call)
        try await expectRead(digits, by: leg, from: caller)
        let answered = try await leg.answered()
        let keyed = leg.keyed
        #expect(keyed.allSatisfy { $0.tone == tone })
        let shortest = shortest(keyed)
        #expect(-0.02...0.04 ~= shortest.tone - tone)
        #expect(-0.02...0.04 ~= shortest.gap - gap)
        #expect(0...0.4 ~= keyed[0].began - answered, "at once")
        call.hangUp()
    }

    @Test("Keying what no telephone has, or in a call that is refused, is an error")
    func noDigits() async throws {
        let bench = try await Self.bench.value
        let call = try bench.rawInvite(to: "nobody", from: "<sip:+79035550299@127.0.0.1>")
        await #expect(throws: BenchError.self) { try await call.keys("E") }
        for _ in 0..<2 {
            let error = await #expect(throws: BenchError.self) { try await call.keys("1") }
            #expect(error?.description == "1 cannot be keyed: the call is refused(404)")
        }
    }
}
