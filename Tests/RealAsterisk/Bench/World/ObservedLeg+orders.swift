/// What somebody does when the test says so, instead of by a script written in advance: of legs that the world's Asterisk
/// plays, called or calling. Each takes some hundredths of a second.
extension ObservedLeg {
    /// Keys digits (RFC 4733) while the party goes on with what it does, before its answer too.
    /// - Parameters:
    ///   - digits: 0-9, A-D, *, #.
    ///   - tone: how long each is, in seconds, 0.1 at least.
    ///   - gap: how long nothing is after each, in seconds, at least.
    /// - Throws: `BenchError` when the leg is over, or with other characters.
    public func key(_ digits: String, tone: Double = 0.1, gap: Double = 0.08) async throws {
        if let other = digits.first(where: { KeyedDigit.code(of: $0) == nil }) {
            throw BenchError("\(other) is not on any telephone")
        }
        let channel = try await world.channel(of: self)
        let player = try await world.player()
        for digit in digits {
            // The response comes when the digit is over (app_senddtmf.c, manager_play_dtmf).
            let response = try await player.send(
                "PlayDTMF",
                [
                    "Channel": channel, "Digit": String(digit), "Duration": "\(Int((tone * 1_000).rounded()))",
                ])
            guard response.isSuccess else { throw BenchError("\(party) cannot key \(digit): \(response)") }
            try await Task.sleep(for: .seconds(gap))
        }
        player.leave()
    }

    /// Hangs up: BYE, CANCEL, or a refusal when the party is called and has not answered.
    /// - Parameter cause: Q.850; chan_pjsip's hangup_cause2sip chooses the code of a refusal by it.
    public func hangUp(cause: Int = 16) async throws {
        try await order("Hangup", [("Cause", "\(cause)")])
    }

    /// Has the party go on with its script, which waits at ``PartyScript/Step/untilTold``, now or when it comes there.
    public func tell() async throws {
        try await order("Setvar", [("Variable", World.toldVariable), ("Value", "1")])
    }

    private func order(_ action: String, _ headers: [(String, String)]) async throws {
        let channel = try await world.channel(of: self)
        let player = try await world.player()
        let response = try await player.send(action, fields: [("Channel", channel)] + headers)
        player.leave()
        guard response.isSuccess else { throw BenchError("\(action) of \(party): \(response)") }
    }
}
