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
        case silence
        /// Seconds.
        case wait(Double)
        /// RFC 4733 digits, 0-9 A-D * #, each 80 ms with 80 ms between.
        case digits(String)
        /// Blind transfer by REFER (RFC 5589 section 5) to a number at the PBX.
        case refer(to: String)
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
            case .wait(let seconds): "w\(seconds)"
            case .digits(let digits): "d" + digits.filter { "0123456789ABCD*#".contains($0) }
            case .refer(let number): "x" + number.filter { "0123456789*+".contains($0) }
            case .hangUp(let cause): "h\(cause)"
            }
        }
        .joined(separator: "-")
    }
}
