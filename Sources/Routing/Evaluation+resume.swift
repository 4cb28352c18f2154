extension Evaluation {
    /// Goes on after a step has come out.
    mutating func resume(after outcome: StepOutcome?) -> Step {
        switch (cursor.frame, outcome) {
        case (.member(let member)?, nil) where cursor.isMember: return begin(member)
        case (.menu(let name, let attempt)?, .keys(let keys)?): return keyed(keys, in: name, attempt: attempt)
        case (.number(let conditions)?, .keys(let keys)?): return keyed(number: keys, for: conditions)
        case (.queue(let name, let arrived)?, .queue(let exit)?):
            return resume(after: exit, from: name, arrived: arrived)
        case (_, .leg(let outcome)?): return resume(after: outcome)
        case (_, .transferorGone?):
            // Nothing is left after the rescue: who was told so has hung up.
            return cursor.stage == .rules ? rescue() : .hangup
        default: return failure("the call came back without saying what became of it")
        }
    }

    private mutating func resume(after outcome: LegOutcome) -> Step {
        explain("\(whatRang): \(outcome.reason)")
        switch outcome {
        case .answered, .cancelled: return .hangup
        case .trunkFailed:
            if let step = ringThroughNextTrunk() { return step }
            if isCallersOwn { return .announce(.circuitsBusy) }
        case .noSuchNumber:
            if isCallersOwn { return .announce(.noSuchNumber) }
            explain("\(whatRang): the number in this rule is wrong, no forward applies")
        case .busy, .rejected, .noAnswer, .unreachable: break
        }
        guard cursor.stage == .rules else { return lastResort() }
        switch cursor.frame {
        case .member: return .decline(outcome)
        case .group(let name, var remaining, let ringing):
            guard let group = table.group(name) else { return failure("group \(name) does not exist") }
            if outcome == .rejected, let ringing, group.members.indices.contains(ringing) {
                // Who has rejected is not rung again, though he may be a member twice.
                let rejecting = group.members[ringing].to
                remaining.removeAll { group.members.indices.contains($0) && group.members[$0].to == rejecting }
            }
            return ringNext(in: group, of: remaining)
        case .familiar(_, let number, let rule):
            guard let entry = table.inboundNumbers[number] else { return failure("\(number) is not a number here") }
            cursor.frame = nil
            return rules(of: entry, from: rule + 1)
        case .user(let name):
            guard let owner = table.user(name) else { return failure("user \(name) does not exist") }
            if let condition = outcome.condition, let rule = untried(condition, of: owner) {
                return forward(rule, of: owner)
            }
            return ownerEnd(owner, greeting: outcome.condition == .busy ? .busy : .unavailable)
        case .menu, .number, .queue, nil:
            return ownerEnd(nil, greeting: outcome.condition == .busy ? .busy : .unavailable)
        }
    }

    /// Whether what rang is nobody's rule but the caller's own choice.
    private var isCallersOwn: Bool {
        cursor.frame == nil && !call.isExternal && !cursor.isMember && cursor.stage == .rules
    }

    /// Begins a leg that is decided apart.
    private mutating func begin(_ member: MemberCall) -> Step {
        switch member.target {
        case .leg(let name):
            guard let user = table.user(name) else { return failure("user \(name) does not exist") }
            return ring(user, for: member.ring, confirm: member.confirm)
                ?? .decline(isTalking(user) ? .busy : .unreachable)
        case .telephones(let name):
            guard let user = table.user(name) else { return failure("user \(name) does not exist") }
            return ringTelephones(of: user, as: member)
        case .user(let name):
            guard let user = table.user(name) else { return failure("user \(name) does not exist") }
            cursor.mustAccept = cursor.mustAccept || member.confirm
            return reach(user)
        case .number(let e164):
            guard let number = table.numbers[e164] else { return failure("\(e164) could not be read") }
            return ring(number, of: member)
        case .sip(let address):
            return ringSIP(address, for: nil, seconds: member.ring, confirm: member.confirm)
        case .group(let name):
            return enter(group: name)
        }
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

    /// What the outcome is of, for people.
    private var whatRang: String {
        switch cursor.frame {
        case .group(let name, _, let ringing):
            let member = ringing.flatMap { place in
                table.group(name).flatMap { $0.members.indices.contains(place) ? $0.members[place].to : nil }
            }
            return member.map { "group \(name), \($0)" } ?? "group \(name)"
        case .member(let member): return member.target.name
        default: return cursor.tried.last?.name ?? "nobody"
        }
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

extension MemberCall.Target {
    fileprivate var name: String {
        switch self {
        case .leg(let name), .telephones(let name), .user(let name): "user \(name)"
        case .number(let number): number
        case .sip(let address): "\(address)"
        case .group(let name): "group \(name)"
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
        case .group(let name): "group \(name)"
        case .menu(let name): "menu \(name)"
        case .queue(let name): "queue \(name)"
        }
    }
}
