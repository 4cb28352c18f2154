extension Evaluation {
    /// Goes on after a leg rang.
    mutating func resume(after outcome: LegOutcome?) -> Step {
        guard let outcome, let leg = cursor.tried.last else {
            return failure("the call came back without saying what became of it")
        }
        let owner = cursor.owner.flatMap { table.user($0) }
        let whose = leg.name
        explain("\(whose): \(outcome.reason)")
        switch outcome {
        case .answered, .cancelled: return .hangup
        case .trunkFailed:
            if let step = ringThroughNextTrunk() { return step }
            if owner == nil, !call.isExternal, cursor.stage == .rules { return .announce(.circuitsBusy) }
        case .noSuchNumber:
            if owner == nil, !call.isExternal, cursor.stage == .rules { return .announce(.noSuchNumber) }
            explain("\(whose): the number in this rule is wrong, no forward applies")
        case .busy, .rejected, .noAnswer, .unreachable: break
        }
        guard cursor.stage == .rules else { return lastResort() }
        if let owner, let condition = outcome.condition, let rule = untried(condition, of: owner) {
            explain(describe(rule, of: owner))
            return follow(rule.to, of: owner)
        }
        return ownerEnd(owner, greeting: outcome.condition == .busy ? .busy : .unavailable)
    }

    /// The rule for this condition, unless it leads to something that has been tried for the same user.
    mutating func untried(_ condition: ForwardingCondition, of user: User) -> ForwardingRule? {
        guard let rule = rule(condition, of: user) else { return nil }
        let target: CallCursor.Tried? =
            switch rule.to {
            case .mobile: .mobile(user.extension)
            case .number(let e164): .number(e164)
            case .sip(let address): .sip(address.description)
            default: nil
            }
        if let target, cursor.tried.contains(target) { return nil }
        return rule
    }

    /// No rule of the user is left: his mailbox; else the operator for outside callers, a clear word for colleagues.
    mutating func ownerEnd(_ owner: User?, greeting: Step.Greeting) -> Step {
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

extension LegOutcome {
    fileprivate var reason: String {
        switch self {
        case .answered: "answered"
        case .busy: "busy"
        case .noAnswer: "no answer"
        case .unreachable: "not registered, switched off or out of coverage"
        case .rejected: "rejected"
        case .noSuchNumber: "no such number"
        case .trunkFailed: "the trunk failed"
        case .cancelled: "the caller gave up"
        }
    }
}

extension CallCursor.Tried {
    fileprivate var name: String {
        switch self {
        case .user(let name), .phone(let name): "user \(name)"
        case .mobile(let name): "the mobile of user \(name)"
        case .number(let number): number
        case .sip(let address): address
        }
    }
}
