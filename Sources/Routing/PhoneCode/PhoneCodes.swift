/// The codes that phones dial to change their user's rules.
///
/// Two families: GSM's own form, `**21*NUMBER#` (3GPP TS 22.030 §6.5.2), of which the service codes are configured, and
/// codes in one piece, as FreePBX users know them: `*72NUMBER`.
public struct PhoneCodes: Sendable, Hashable, Codable {
    /// What a code is for; the keys of `codes:` in the office file.
    public enum Name: String, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable {
        case forwardAlways, forwardBusy, forwardNoAnswer, forwardUnreachable, forwardAll, forwardConditional,
            callWaiting
        case alwaysOn, alwaysOff, busyOn, busyOff, noAnswerOn, noAnswerOff, voicemail
        case queueLogin, queuePause
    }

    /// How a code works.
    enum Kind {
        /// GSM's service code for forwards.
        case forwardService(ForwardingSelection)
        /// GSM's service code for call waiting (3GPP TS 22.030 annex B).
        case waitingService
        /// A service code of our own in GSM's form: being in one's queues, or pausing in them; a queue's extension may follow.
        case agentService(on: AgentAction, off: AgentAction)
        /// In one piece, with the number behind it or asked for.
        case register(ForwardingSelection)
        /// In one piece.
        case erase(ForwardingSelection)
        /// In one piece.
        case voicemail
    }

    /// What is not standard; `nil`: switched off. One object with the names as keys, so that the same codes are always
    /// stored as the same text.
    private let changed: [Name: String?]

    /// As 3GPP TS 22.030 annex B and FreePBX have them.
    public static let standard = PhoneCodes()

    /// - Parameters:
    ///   - changed: codes other than the standard ones.
    ///   - off: those that can't be dialled.
    public init(_ changed: [Name: String] = [:], off: Set<Name> = []) {
        self.changed = changed.filter { $0.key.standard != $0.value }.mapValues(Optional.some)
            .merging(off.map { ($0, nil) }) { _, off in off }
    }

    /// What is dialled; `nil` for a code that is switched off.
    public subscript(name: Name) -> String? {
        changed[name] ?? name.standard
    }
}

extension PhoneCodes.Name {
    var kind: PhoneCodes.Kind {
        switch self {
        case .forwardAlways: .forwardService(.one(.always))
        case .forwardBusy: .forwardService(.one(.busy))
        case .forwardNoAnswer: .forwardService(.one(.noAnswer))
        case .forwardUnreachable: .forwardService(.one(.unreachable))
        case .forwardAll: .forwardService(.all)
        case .forwardConditional: .forwardService(.conditional)
        case .callWaiting: .waitingService
        case .alwaysOn: .register(.one(.always))
        case .alwaysOff: .erase(.one(.always))
        case .busyOn: .register(.one(.busy))
        case .busyOff: .erase(.one(.busy))
        case .noAnswerOn: .register(.noAnswerAndUnreachable)
        case .noAnswerOff: .erase(.noAnswerAndUnreachable)
        case .voicemail: .voicemail
        case .queueLogin: .agentService(on: .login, off: .logout)
        case .queuePause: .agentService(on: .pause, off: .resume)
        }
    }

    var standard: String {
        switch self {
        case .forwardAlways: "21"
        case .forwardBusy: "67"
        case .forwardNoAnswer: "61"
        case .forwardUnreachable: "62"
        case .forwardAll: "002"
        case .forwardConditional: "004"
        case .callWaiting: "43"
        case .alwaysOn: "*72"
        case .alwaysOff: "*73"
        case .busyOn: "*90"
        case .busyOff: "*91"
        case .noAnswerOn: "*52"
        case .noAnswerOff: "*53"
        case .voicemail: "*98"
        case .queueLogin: "45"
        case .queuePause: "46"
        }
    }

    /// A code within GSM's form, not one by itself.
    var isService: Bool {
        switch kind {
        case .forwardService, .waitingService, .agentService: true
        case .register, .erase, .voicemail: false
        }
    }
}

/// The forwards a code is about.
public enum ForwardingSelection: Sendable, Hashable {
    /// One.
    case one(ForwardingCondition)
    /// All four: GSM's 002.
    case all
    /// Those with a condition: GSM's 004.
    case conditional
    /// FreePBX's "no answer/unavailable".
    case noAnswerAndUnreachable

    /// One by one, in the order they are spoken.
    public var conditions: [ForwardingCondition] {
        switch self {
        case .one(let condition): [condition]
        case .all: ForwardingCondition.allCases
        case .conditional: [.busy, .noAnswer, .unreachable]
        case .noAnswerAndUnreachable: [.noAnswer, .unreachable]
        }
    }
}
