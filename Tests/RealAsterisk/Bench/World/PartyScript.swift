/// What a party does, step by step: the world's dialplan reads it (`World+dialplan`).
public struct PartyScript: Sendable {
    /// One step.
    public enum Step: Sendable {
        /// 180 Ringing.
        case ringing
        /// 183 with early media: the tone before the answer.
        case progress
        case answer
        /// Plays a tone until told otherwise.
        case tone(Tone)
        /// No packets.
        case silence
        /// Packets without sound, as a telephone sends whose owner says nothing.
        case quiet
        /// Seconds.
        case wait(Double)
        /// Goes on when `ObservedLeg.tell` says so, to a twentieth of a second.
        case untilTold
        /// RFC 4733 digits, 0-9 A-D * #, the first one 0.1 s after the step before (app.c, dtmf_stream).
        ///
        /// `tone` and `gap` are how long each is and how long nothing is after it, in seconds. A tone is 0.1 s at least,
        /// whatever is wanted: an Asterisk sends none that is shorter (channel.c, ast_senddigit). `RawCall.keys` does.
        case digits(String, tone: Double = 0.1, gap: Double = 0.08)
        /// Blind transfer by REFER (RFC 5589 section 5) to a number at the PBX.
        case refer(to: String)
        /// Says who it is, a number: P-Asserted-Identity in the answer, or in a re-INVITE when it has answered (RFC 3325).
        case identity(String)
        /// Q.850 cause; chan_pjsip's hangup_cause2sip chooses the SIP code before an answer.
        case hangUp(cause: Int)
    }

    /// In order.
    public let steps: [Step]

    /// In order.
    public init(_ steps: [Step]) {
        self.steps = steps
    }

    /// What the party plays after all; nil when nothing.
    var tone: Tone? {
        for case .tone(let tone) in steps.reversed() { return tone }
        return nil
    }

    /// One letter and a value a step, joined by "-".
    var text: String {
        steps.map { step in
            switch step {
            case .ringing: "r"
            case .progress: "p"
            case .answer: "a"
            case .tone(let tone): "t\(tone.frequency)"
            case .silence: "s"
            case .quiet: "q"
            case .wait(let seconds): "w\(seconds)"
            case .untilTold: "u"
            case .digits(let digits, let tone, let gap):
                // SendDTMF's arguments; no gap at all would be its own of 250 ms.
                "d" + digits.filter { "0123456789ABCD*#".contains($0) } + ",\(max(1, Self.milliseconds(gap)))"
                    + ",\(Self.milliseconds(tone))"
            case .refer(let number): "x" + number.filter { "0123456789*+".contains($0) }
            case .identity(let number): "c" + number.filter { "0123456789+".contains($0) }
            case .hangUp(let cause): "h\(cause)"
            }
        }
        .joined(separator: "-")
    }

    private static func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1_000).rounded()) }
}
