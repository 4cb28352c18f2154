/// A prompt that a party was sent, from its beginning: the whole of it or, when it was cut short, a second at least.
public struct HeardPrompt: Sendable, CustomStringConvertible {
    /// As the dialplan names it: `switchboard/welcome`.
    public let name: String
    /// The folder it is from: `it`.
    public let language: String
    /// When the packet with its beginning was sent.
    public let began: WireTime
    /// When the last packet with some of it was sent, so far.
    public let until: WireTime
    /// Whether it was heard to its end.
    public let isWhole: Bool

    /// "switchboard/welcome (it) 12:00:03.125-12:00:04.845, cut short".
    public var description: String { "\(name) (\(language)) \(began)-\(until)\(isWhole ? "" : ", cut short")" }
}

extension AudioRun {
    /// What can be said of a prompt so far.
    enum Finding: Sendable {
        case heard(HeardPrompt)
        /// It has begun, or another one that begins with the same words.
        case undecided(since: WireTime)
    }

    /// Each time a prompt was heard.
    ///
    /// Recordings may begin with the same samples, a second of them and more. What was heard is the one that fits
    /// longest; one that was cut while it was like another was neither.
    /// - Parameters:
    ///   - lookalikes: those that begin like it; asked for when something is found.
    ///   - isOver: whether no more audio will come.
    mutating func findings(
        of prompt: Prompt, among lookalikes: @autoclosure () -> [Prompt], isOver: Bool
    ) -> [Finding] {
        // A block more or less may fit by chance.
        let chance = 3 * Prompt.blockLength
        let matches = matches(of: prompt)
        let lookalikes = matches.isEmpty ? [] : lookalikes()
        return matches.compactMap { match in
            guard let began = time(of: match.start), let until = time(of: match.start + match.heard - 1) else {
                return nil
            }
            let isWhole = match.heard >= prompt.loud.upperBound - Prompt.blockLength
            let rivals = lookalikes.compactMap { extent(of: $0, at: match.start, gain: match.gain) }
            let longest = rivals.map(\.heard).max() ?? 0
            guard longest <= match.heard + chance else { return nil }
            let isAlike = longest >= match.heard - chance
            let mayGoOn = match.isOpen || rivals.contains { $0.isOpen && $0.heard >= match.heard - chance }
            if isAlike, mayGoOn, !isOver { return .undecided(since: began) }
            guard isWhole || !isAlike else { return nil }
            return .heard(
                HeardPrompt(
                    name: prompt.name, language: prompt.language, began: began, until: until, isWhole: isWhole))
        }
    }
}
