import Foundation

extension Evaluation {
    /// Sends the call to a destination; `owner` is the user whose rule says so.
    mutating func follow(_ destination: Destination, of owner: User?) -> Step {
        switch destination {
        case .user(let name):
            guard let user = table.user(name) else { return failure("user \(name) does not exist") }
            return reach(user)
        case .mobile:
            guard let owner, let mobile = owner.mobile, let number = table.numbers[mobile] else {
                return failure("there is no mobile")
            }
            return ringOutside(number, for: owner, as: .mobile(owner.extension))
        case .number(let e164):
            guard let number = table.numbers[e164] else { return failure("\(e164) could not be read") }
            return ringOutside(number, for: owner)
        case .sip(let address):
            return ringSIP(address, for: owner)
        case .voicemail(let name):
            return .voicemail(mailbox: name, greeting: .unavailable)
        case .operator:
            explain("the operator is \(table.settings.operator)")
            return follow(table.settings.operator, of: nil)
        case .busy: return .busy
        case .hangup: return .hangup
        case .group, .queue, .menu, .play:
            return failure("this version can't send calls to \(destination) yet")
        }
    }

    /// A user's own rules, then his phone or mobile.
    mutating func reach(_ user: User) -> Step {
        guard !cursor.tried.contains(.user(user.extension)) else {
            explain("user \(user.extension) was tried for this call already: a loop")
            return lastResort()
        }
        let hops = cursor.tried.count { if case .user = $0 { true } else { false } }
        guard hops < RoutingTable.hopLimit else {
            explain("the call was sent on \(hops) times, which is the limit")
            return lastResort()
        }
        cursor.tried.append(.user(user.extension))
        if let rule = rule(.always, of: user) {
            explain(describe(rule, of: user))
            return follow(rule.to, of: user)
        }
        return ring(user)
    }

    /// The rule that holds now: those for outside callers come before general ones, expired ones are passed over.
    mutating func rule(_ condition: ForwardingCondition, of user: User) -> ForwardingRule? {
        let scopes: [ForwardingScope] = call.isExternal ? [.external, .all] : [.all]
        for scope in scopes {
            for rule in user.forward where rule.condition == condition && rule.scope == scope {
                if let until = rule.until, until.moment(in: table.zone) <= moment {
                    explain("user \(user.extension): forward \(rule.place) expired \(until)")
                    continue
                }
                return rule
            }
        }
        return nil
    }

    func describe(_ rule: ForwardingRule, of user: User) -> String {
        "user \(user.extension): forward \(rule.place) → \(rule.to)"
    }

    /// Nobody is left in the rules: the operator directly, then his mailbox, then an announcement. Never silence.
    mutating func lastResort() -> Step {
        let `operator` =
            if case .user(let name) = table.settings.operator { table.user(name) } else { nil as User? }
        if cursor.stage == .rules {
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
        let leg: CallCursor.Tried = user.phone == nil ? .mobile(user.extension) : .phone(user.extension)
        guard !cursor.tried.contains(leg) else { return nil }
        explain("the operator, user \(user.extension), is rung directly")
        return ring(user)
    }

    mutating func failure(_ reason: String) -> Step {
        explain(reason)
        return .failure
    }
}

extension ForwardingRule {
    /// Where it stands in the office file, with the ring time.
    fileprivate var place: String {
        (scope == .external ? "external." : "") + condition.rawValue + (after.map { " after \($0)" } ?? "")
    }
}
