import Foundation

extension Evaluation {
    /// Sends the call to a destination; `owner` is the user whose rule says so.
    mutating func follow(_ destination: Destination, of owner: User?, confirm: Bool = false) -> Step {
        switch destination {
        case .user(let name):
            guard let user = table.user(name) else { return failure("user \(name) does not exist") }
            return reach(user)
        case .mobile:
            guard let owner, let mobile = owner.mobile, let number = table.numbers[mobile] else {
                return failure("there is no mobile")
            }
            guard !isTalking(owner) else {
                explain("user \(owner.extension) is talking")
                return ownerEnd(owner, greeting: .busy)
            }
            return ringOutside(number, for: owner, as: .mobile(owner.extension), confirm: confirm)
        case .number(let e164):
            guard let number = table.numbers[e164] else { return failure("\(e164) could not be read") }
            return ringOutside(number, for: owner, confirm: confirm)
        case .sip(let address):
            return ringSIP(address, for: owner, confirm: confirm)
        case .group(let name):
            return enter(group: name)
        case .speakers(let language):
            cursor.language = cursor.language ?? language
            return enter(group: destination.description)
        case .operator:
            explain("the operator is \(table.settings.operator)")
            return follow(table.settings.operator, of: nil)
        case .menu, .voicemail, .play, .busy, .hangup, .queue:
            guard !cursor.isMember else {
                explain("\(destination) can't be one of several that ring")
                return .decline(.noAnswer)
            }
            return end(in: destination)
        }
    }

    /// Destinations that take the caller himself.
    private mutating func end(in destination: Destination) -> Step {
        switch destination {
        case .menu(let name): enter(menu: name)
        case .queue(let name): enter(queue: name)
        case .voicemail(let name): .voicemail(mailbox: name, greeting: .unavailable)
        case .play(let name): .say([.prompt(name)])
        case .busy: .busy
        case .hangup: .hangup
        default: failure("\(destination) is no end of a call")
        }
    }

    /// A user's own rules, then his phone or mobile.
    mutating func reach(_ user: User) -> Step {
        guard !cursor.tried.contains(.user(user.extension)) else {
            explain("user \(user.extension) was tried for this call already: a loop")
            return deadEnd()
        }
        guard mayGoOn() else { return deadEnd() }
        cursor.tried.append(.user(user.extension))
        cursor.frame = .user(user.extension)
        if let rule = rule(.always, of: user) { return forward(rule, of: user) }
        if isTalking(user) {
            explain("user \(user.extension) is talking")
            if let rule = untried(.busy, of: user) { return forward(rule, of: user) }
            return ownerEnd(user, greeting: .busy)
        }
        return ring(user) ?? ownerEnd(user, greeting: .unavailable)
    }

    /// Whether a user who takes no second call is in one on his mobile. Whether his phone is in use, Asterisk knows.
    func isTalking(_ user: User) -> Bool {
        !user.callWaiting && memory.talking.contains(user.extension)
    }

    /// Whether the call may be sent on once more: the one limit for forwards, groups and menus.
    mutating func mayGoOn() -> Bool {
        let hops = cursor.tried.count { tried in
            switch tried {
            case .user, .group, .menu, .queue: true
            case .phone, .mobile, .number, .sip: false
            }
        }
        if hops >= RoutingTable.hopLimit { explain("the call was sent on \(hops) times, which is the limit") }
        return hops < RoutingTable.hopLimit
    }

    /// Sends the call where a user's rule says.
    mutating func forward(_ rule: ForwardingRule, of user: User) -> Step {
        explain("user \(user.extension): forward \(rule.place) → \(rule.to)")
        forwards.append(Forward(user: user.extension, rule: rule))
        let diversion = DiversionChain.Diversion(by: .user(user.extension), reason: rule.condition.diversionReason)
        if cursor.diversion == nil {
            cursor.diversion = DiversionChain(diversion)
        } else {
            cursor.diversion?.append(diversion)
        }
        return follow(rule.to, of: user, confirm: rule.confirm)
    }

    /// The rule that holds now: those for outside callers come before general ones, expired ones are passed over.
    mutating func rule(_ condition: ForwardingCondition, of user: User) -> ForwardingRule? {
        let scopes: [ForwardingScope] = call.isExternal ? [.external, .all] : [.all]
        for scope in scopes {
            for rule in user.forward where rule.condition == condition && rule.scope == scope {
                if rule.inactive {
                    explain("user \(user.extension): forward \(rule.place) is switched off")
                    continue
                }
                if let until = rule.until, until.moment(in: table.zone) <= moment {
                    explain("user \(user.extension): forward \(rule.place) expired \(until)")
                    continue
                }
                return rule
            }
        }
        return nil
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
