/// How a party behaves when it is called.
public enum Party: Sendable {
    /// The world's Asterisk plays it.
    case plays(PartyScript)
    /// The proxy refuses in the world's name: any code, which an Asterisk does not have (603, say).
    case refuses(Refusal)
    /// Not a word to the INVITE: nobody is there.
    case silent
    /// The test itself does, by hand: `Bench.phone`.
    case phone(SIPPhone)

    /// A final response other than 2xx.
    public struct Refusal: Sendable {
        /// 300 to 699.
        public let code: Int
        /// The reason phrase.
        public let reason: String
        /// Seconds of 180 Ringing before it; nil: at once and without.
        public let ringing: Double?
        /// Further header lines, such as `Reason: Q.850;cause=17` (RFC 3326): carriers differ.
        public let headers: [String]
    }

    /// Rings, answers and plays its tone.
    /// - Parameters:
    ///   - after: seconds of ringing.
    ///   - seconds: hangs up so long after the answer; nil: stays until the other side hangs up.
    ///   - digits: keyed after he has listened for `keyedAfter` seconds.
    public static func answers(
        after ringing: Double = 0.2, tone: Tone? = nil, for seconds: Double? = nil, digits: String? = nil,
        keyedAfter listening: Double = 1
    ) -> Party {
        var steps: [PartyScript.Step] = [.ringing, .wait(ringing), .answer]
        if let tone { steps.append(.tone(tone)) }
        if let digits { steps += [.wait(listening), .digits(digits)] }
        steps += [.wait(seconds ?? 3_600), .hangUp(cause: 16)]
        return .plays(PartyScript(steps))
    }

    /// Rings, and answers when `ObservedLeg.tell` says so.
    public static func answersWhenTold(tone: Tone? = nil) -> Party {
        .plays(
            PartyScript(
                [.ringing, .untilTold, .answer] + (tone.map { [.tone($0)] } ?? []) + [.wait(3_600), .hangUp(cause: 16)])
        )
    }

    /// A mobile's voicemail: rings, answers, says its greeting, which is a tone, keys nothing, and listens until the other
    /// side hangs up.
    /// - Parameters:
    ///   - after: seconds of ringing.
    ///   - seconds: how long the greeting is.
    public static func answersAsVoicemail(after ringing: Double = 0.2, greeting seconds: Double = 5) -> Party {
        .plays(PartyScript([.ringing, .wait(ringing), .answer, .wait(seconds), .silence, .wait(3_600)]))
    }

    /// Rings and never answers.
    public static let rings = Party.plays(PartyScript([.ringing, .wait(3_600)]))

    /// 486, at once.
    public static let busy = refuses(486, "Busy Here")
    /// 603, after some seconds of ringing: the person pressed "reject".
    public static func rejects(after ringing: Double = 1) -> Party { refuses(603, "Decline", after: ringing) }
    /// 480, as mobile networks answer for a telephone that is switched off.
    public static let switchedOff = refuses(480, "Temporarily Unavailable")
    /// 404.
    public static let unknown = refuses(404, "Not Found")
    /// 503: the carrier has no circuit.
    public static let congested = refuses(503, "Service Unavailable")

    /// Any refusal.
    /// - Parameters:
    ///   - code: 300 to 699.
    ///   - after: seconds of ringing before it; nil: none.
    ///   - headers: whole header lines.
    public static func refuses(
        _ code: Int, _ reason: String, after ringing: Double? = nil, headers: [String] = []
    ) -> Party {
        .refuses(Refusal(code: code, reason: reason, ringing: ringing, headers: headers))
    }
}
