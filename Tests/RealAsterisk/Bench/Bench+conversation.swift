extension Bench {
    /// Whether two parties talk: for so many seconds of audio each is sent the other's tone, measured on the wire.
    /// - Throws: `BenchError` with what each heard instead, and the ladder.
    public func expectConversation(_ a: ObservedLeg, _ b: ObservedLeg, for seconds: Double = 1) async throws {
        try await a.answered()
        try await b.answered()
        guard let toneA = a.tone, let toneB = b.tone else {
            throw BenchError("\(a.party) and \(b.party) must both play a tone to be heard")
        }
        // Audio follows the answer by some packets; then it must hold for the whole time.
        try await a.comesToHear(toneB)
        try await b.comesToHear(toneA)
        async let soundA = a.hears(audio: seconds)
        async let soundB = b.hears(audio: seconds)
        let (heardA, heardB) = try await (soundA, soundB)
        guard heardA.has(toneB), heardB.has(toneA) else {
            throw BenchError(
                """
                \(a.party) and \(b.party) do not hear each other all the time: \
                of \(heardA.audio) s audio \(a.party) has \(toneB) for \(heardA.share(of: [toneB])), \
                of \(heardB.audio) s \(b.party) has \(toneA) for \(heardB.share(of: [toneA]))
                \(wire.ladder(about: a.numbers + b.numbers))
                """)
        }
    }

    /// A caller and somebody.
    public func expectConversation(_ a: CallerLeg, _ b: ObservedLeg, for seconds: Double = 1) async throws {
        try await expectConversation(a.leg, b, for: seconds)
    }
}
