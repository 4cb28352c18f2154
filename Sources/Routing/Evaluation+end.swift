extension Evaluation {
    /// The loop guard's end: one of several legs gives up, a call itself goes to the operator.
    mutating func deadEnd() -> Step {
        cursor.isMember ? .decline(.noAnswer) : lastResort()
    }

    /// Nobody is left in the rules: the operator directly, then his mailbox, then an announcement. Never silence.
    mutating func lastResort() -> Step {
        // Who has transferred the call comes first.
        if call.transfer != nil, cursor.stage == .rules { return .announce(.nobodyAvailable) }
        let `operator` =
            if case .user(let name) = table.settings.operator { table.user(name) } else { nil as User? }
        if cursor.stage == .rules || cursor.stage == .transferor {
            cursor.stage = .lastOperator
            if let step = ringOperator(`operator`) { return step }
        }
        if cursor.stage == .lastOperator {
            cursor.stage = .lastVoicemail
            if let `operator`, `operator`.voicemail != nil {
                explain("the operator's mailbox takes the call")
                return .voicemail(mailbox: `operator`.extension, greeting: .unavailable)
            }
        }
        explain("nobody is left: the caller is told so")
        return .announce(.nobodyAvailable)
    }

    /// Rings the operator without regard to his rules; `nil` when what would ring has rung already.
    private mutating func ringOperator(_ user: User?) -> Step? {
        guard let user else {
            switch table.settings.operator {
            case .number, .sip: break
            default: return nil
            }
            explain("the operator is rung: \(table.settings.operator)")
            let step = follow(table.settings.operator, of: nil)
            if case .ring = step { return step }
            return nil
        }
        guard !hasRung(user) else { return nil }
        explain("the operator, user \(user.extension), is rung directly")
        cursor.frame = .user(user.extension)
        return ring(user)
    }

    /// Whether a user's phone, or his mobile where he has no phone, has rung for this call.
    func hasRung(_ user: User) -> Bool {
        cursor.tried.contains(user.phone == nil ? .mobile(user.extension) : .phone(user.extension))
    }

    /// No rule of the user is left: his mailbox; else the operator for outside callers, a clear word for colleagues.
    mutating func ownerEnd(_ owner: User?, greeting: Step.Greeting) -> Step {
        guard !cursor.isMember else {
            if let owner { explain("user \(owner.extension) has no rule left for this") }
            return .decline(greeting == .busy ? .busy : .noAnswer)
        }
        guard cursor.stage == .rules else { return lastResort() }
        if let owner, owner.voicemail != nil {
            explain("user \(owner.extension) has no rule left for this: his mailbox takes the call")
            return .voicemail(mailbox: owner.extension, greeting: greeting)
        }
        if let owner { explain("user \(owner.extension) has no rule left for this, and no mailbox") }
        guard call.isExternal else {
            return greeting == .busy ? .busy : .announce(.nobodyAvailable)
        }
        if case .user(let name) = table.settings.operator, cursor.tried.contains(.user(name)) { return lastResort() }
        return follow(.operator, of: nil)
    }
}
