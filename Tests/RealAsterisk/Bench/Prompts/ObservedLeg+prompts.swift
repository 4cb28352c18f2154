import Foundation

extension ObservedLeg {
    /// Waits until the party has heard a prompt, from its beginning. A second of it will do, unless another prompt
    /// begins with the same sound: then until they differ, or to its end.
    /// - Parameters:
    ///   - name: as the dialplan has it: `switchboard/invalid-choice`, `vm-goodbye`.
    ///   - language: its folder: `it`.
    ///   - start: only what begins later counts; nil: the INVITE.
    ///   - seconds: from now.
    /// - Throws: `BenchError` with what was heard instead, and the ladder.
    @discardableResult
    public func comesToHear(
        prompt name: String, language: String, after start: WireTime? = nil, within seconds: Double = 10
    ) async throws -> HeardPrompt {
        let prompt = try wire.prompts.prompt(name, language: language)
        let start = start ?? dialog.invitedAt
        let deadline = WireTime.now + seconds
        var from = start
        while true {
            let now = WireTime.now
            var run = AudioRun(stream(from: from, to: now))
            // Packets are 20 ms apart; the capture hands them over as they come.
            let isOver = now >= deadline || run.end.map { now - $0 > 0.5 } ?? false
            let finding = run.findings(of: prompt, among: wire.prompts.lookalikes(of: prompt), isOver: isOver).first
            switch finding {
            case .heard(let heard): return heard
            case .undecided(let since): from = max(start, since + -0.1)
            // It may go on, if the machine stood still.
            case nil where isOver: break
            // What has begun by now is looked for again.
            case nil: from = max(from, run.time(of: run.samples.count - prompt.enough - 4_000) ?? from)
            }
            guard now < deadline else { break }
            try await Task.sleep(for: .milliseconds(150))
        }
        let heard = sound(from: start, to: deadline).heardPrompts().map(\.description).joined(separator: ", ")
        throw BenchError(
            """
            waited \(seconds) s for \(party) to hear \(name) (\(language)); \
            of Switchboard's prompts it has heard \(heard.isEmpty ? "none" : heard); seen:
            \(wire.ladder(about: numbers))
            """)
    }

    /// Waits until the party has heard a prompt. - Returns: when it began.
    public func beganToHear(
        prompt name: String, language: String, after start: WireTime? = nil, within seconds: Double = 10
    ) async throws -> WireTime {
        try await comesToHear(prompt: name, language: language, after: start, within: seconds).began
    }
}
