import Synchronization

/// Who behaves how, and which tone each call's party plays.
final class PartyDirectory: Sendable {
    private struct State {
        /// By user part, "user@trunk" or "@trunk"; the last of a list stays.
        var parties: [String: [Party]] = [:]
        /// What a party plays when nothing else was said, given in turn.
        var tones: [String: Tone] = [:]
        /// What the party of a call plays, by Call-ID.
        var playing: [String: Tone] = [:]
        /// Whose calls are taken by hand, by Call-ID.
        var phones: [String: SIPPhone] = [:]
    }

    private let state = Mutex(State())

    func set(_ user: String, _ parties: [Party]) {
        state.withLock { $0.parties[user] = parties }
    }

    /// How the party behaves in this call; without a word about it, it rings 0.2 s and answers.
    /// - Parameters:
    ///   - user: the request URI's user part.
    ///   - trunk: nil when a phone is called.
    func behaviour(of user: String, trunk: String?, callID: String) -> Party {
        state.withLock { state in
            let names = trunk.map { ["\(user)@\($0)", user, "@\($0)"] } ?? [user]
            let name = names.first { state.parties[$0] != nil } ?? user
            var party = state.parties[name]?.first ?? .answers()
            if let known = state.parties[name], known.count > 1 { state.parties[name] = Array(known.dropFirst()) }
            if case .phone(let phone) = party {
                (state.phones[callID], state.playing[callID]) = (phone, phone.tone)
            }
            guard case .plays(let script) = party else { return party }
            let tone = script.tone ?? Self.tone(of: user, in: &state)
            state.playing[callID] = tone
            if script.tone == nil { party = .plays(script.playing(tone)) }
            return party
        }
    }

    func plays(_ tone: Tone, callID: String) {
        state.withLock { $0.playing[callID] = tone }
    }

    func phone(ofCall callID: String) -> SIPPhone? {
        state.withLock { $0.phones[callID] }
    }

    func tone(of user: String) -> Tone {
        state.withLock { Self.tone(of: user, in: &$0) }
    }

    func tone(ofCall callID: String) -> Tone? {
        state.withLock { $0.playing[callID] }
    }

    private static func tone(of user: String, in state: inout State) -> Tone {
        if let tone = state.tones[user] { return tone }
        let tone = Tone.ofParties[state.tones.count % Tone.ofParties.count]
        state.tones[user] = tone
        return tone
    }
}

extension PartyScript {
    /// With a tone from the answer on.
    fileprivate func playing(_ tone: Tone) -> PartyScript {
        var steps: [Step] = []
        for step in self.steps {
            steps.append(step)
            if case .answer = step { steps.append(.tone(tone)) }
        }
        return PartyScript(steps)
    }
}
