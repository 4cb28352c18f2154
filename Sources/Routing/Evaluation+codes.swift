extension Evaluation {
    /// A code dialled from a phone; `nil` when it is none.
    mutating func code(from device: String) -> Step? {
        let dialled = call.dialled.text
        if let plan = table.schedule(switchedBy: dialled) { return turnOver(plan, from: device) }
        let reading = table.codes.reading(of: dialled)
        if case .notACode = reading { return nil }
        guard let user = table.user(device: device) else {
            explain("\(device) is no user's phone: codes change a user's own rules")
            return .say([.prompt(Prompt.notYourPhone)])
        }
        switch reading {
        case .notACode: return nil
        case .unknown:
            explain("\(dialled) is no code here")
            return .say([.prompt(Prompt.codeUnknown)])
        case .malformed(let reason):
            explain("\(dialled): \(reason)")
            return .say([.prompt(Prompt.codeMalformed)])
        case .request(let request):
            explain("user \(user.extension) (\(user.name)) dials the code \(dialled)")
            return carryOut(request, for: user)
        }
    }

    private mutating func carryOut(_ request: PhoneCodeRequest, for user: User) -> Step {
        switch request {
        case .registerForward(let selection, let number, let after):
            return register(number, for: selection.conditions, after: after, of: user)
        case .askNumber(let selection):
            cursor.frame = .number(for: selection.conditions)
            return .collect(
                Collect(
                    prompts: [Prompt.enterNumber], wait: Seconds(10), interDigit: Seconds(5),
                    growth: .number))
        case .activateForward(let selection): return switchForwards(selection.conditions, of: user, on: true)
        case .deactivateForward(let selection): return switchForwards(selection.conditions, of: user, on: false)
        case .eraseForward(let selection):
            let change = OfficeChange.eraseForwards(user: user.extension, selection.conditions, scope: .all)
            return .change(change, say: name(selection.conditions) + [.prompt(Prompt.erased)])
        case .interrogateForward(let selection):
            return .say(selection.conditions.flatMap { state(of: $0, for: user) })
        case .setCallWaiting(let on):
            return .change(
                .setCallWaiting(user: user.extension, on),
                say: [.prompt(Prompt.callWaiting), .prompt(on ? Prompt.isOn : Prompt.isOff)])
        case .interrogateCallWaiting:
            return .say([.prompt(Prompt.callWaiting), .prompt(user.callWaiting ? Prompt.isOn : Prompt.isOff)])
        case .agent(let action, let queue):
            guard let queues = served(by: user, queue: queue) else { return .say([.prompt(Prompt.notAnAgent)]) }
            return .changeAgent(
                AgentChange(action, agent: user.extension, queues: queues.map(\.extension)),
                say: states(of: user, in: queues) { action.state(after: $0) })
        case .interrogateAgent(let queue):
            guard let queues = served(by: user, queue: queue) else { return .say([.prompt(Prompt.notAnAgent)]) }
            return .say(states(of: user, in: queues))
        case .voicemail:
            guard user.voicemail != nil else {
                explain("user \(user.extension) has no mailbox")
                return .say([.prompt(Prompt.noMailbox)])
            }
            return .mailbox(user.extension)
        }
    }

    /// The number that was asked for.
    mutating func keyed(number keys: String, for conditions: [ForwardingCondition]) -> Step {
        guard let user = table.user(calling: call) else {
            return .say([.prompt(Prompt.notYourPhone)])
        }
        cursor.frame = nil
        let number = keys.last == "#" ? String(keys.dropLast()) : keys
        return register(number, for: conditions, after: nil, of: user)
    }

    // MARK: Forwards

    private mutating func register(
        _ keyed: String, for conditions: [ForwardingCondition], after: Seconds?, of user: User
    ) -> Step {
        let destination: Destination
        switch target(keyed, of: user) {
        case .success(let found): destination = found
        case .failure(let refusal):
            explain("user \(user.extension) can't forward to \(keyed): \(refusal.prompt)")
            return .say([.prompt(refusal.prompt)])
        }
        let rules = conditions.map { condition in
            // What was set besides stays when only the number changes: the time, and that a mailbox must not win.
            let earlier = user.forward.first { $0.condition == condition && $0.scope == .all }
            return ForwardingRule(
                condition, to: destination,
                after: condition == .noAnswer ? after ?? earlier?.after : nil,
                confirm: (earlier?.confirm ?? false) && destination.isOutside)
        }
        explain(
            "user \(user.extension): forward \(conditions.map(\.rawValue).joined(separator: ", ")) → \(destination)")
        var changed = user
        changed.forward = rules
        return .change(
            .setForwards(user: user.extension, rules),
            say: conditions.flatMap { state(of: $0, for: changed) })
    }

    /// Why a number can't be forwarded to, as a prompt.
    private struct TargetRefusal: Error {
        let prompt: String
    }

    private func target(_ keyed: String, of user: User) -> Result<Destination, TargetRefusal> {
        if let destination = table.destination(extension: keyed) {
            return destination == .user(user.extension)
                ? .failure(TargetRefusal(prompt: Prompt.ownNumber)) : .success(destination)
        }
        guard !table.isEmergency(keyed), let number = table.read(keyed).parsed else {
            return .failure(TargetRefusal(prompt: Prompt.numberInvalid))
        }
        guard table.inboundNumbers[number.e164] == nil else {
            // The office's own number would lead the caller around in it.
            return .failure(TargetRefusal(prompt: Prompt.ownNumber))
        }
        guard table.trunks.contains(where: { $0.mayCall(number) }) else {
            return .failure(TargetRefusal(prompt: Prompt.numberNotAllowed))
        }
        return .success(number.e164 == user.mobile ? .mobile : .number(number.e164))
    }

    private mutating func switchForwards(_ conditions: [ForwardingCondition], of user: User, on: Bool) -> Step {
        let set = conditions.filter { condition in
            user.forward.contains { $0.scope == .all && $0.condition == condition }
        }
        guard !set.isEmpty else {
            explain("user \(user.extension) has no such forward")
            return .say(name(conditions).flatMap { [$0, .prompt(Prompt.isNotSet)] })
        }
        var changed = user
        changed.switchForwards(set, on: on)
        return .change(
            .switchForwards(user: user.extension, set, on: on), say: set.flatMap { state(of: $0, for: changed) })
    }

    private func name(_ conditions: [ForwardingCondition]) -> [SpokenPart] {
        conditions.map { .prompt(Prompt.forward($0)) }
    }

    /// What is set, in words.
    private func state(of condition: ForwardingCondition, for user: User) -> [SpokenPart] {
        let name = SpokenPart.prompt(Prompt.forward(condition))
        guard let rule = user.forward.first(where: { $0.condition == condition && $0.scope == .all }) else {
            return [name, .prompt(Prompt.isNotSet)]
        }
        let isOver = rule.until.map { $0.moment(in: table.zone) <= moment } ?? false
        guard !rule.inactive, !isOver else { return [name, .prompt(Prompt.isOff)] }
        var parts = [name, .prompt(Prompt.isOn)]
        switch rule.to {
        case .user(let number): parts += [.prompt(Prompt.toExtension), .digits(number)]
        case .number(let e164): parts += [.prompt(Prompt.toNumber), .digits(String(e164.dropFirst()))]
        case .voicemail: parts.append(.prompt(Prompt.toVoicemail))
        case .operator: parts.append(.prompt(Prompt.toOperator))
        case .mobile: parts.append(.prompt(Prompt.toMobile))
        case .group, .queue, .menu, .speakers, .sip, .play, .busy, .hangup: parts.append(.prompt(Prompt.toAnother))
        }
        if let after = rule.after {
            parts += [.prompt(Prompt.after), .number(after.count), .prompt(Prompt.seconds)]
        }
        return parts
    }

    // MARK: Queues

    /// The queue of this extension, or all that a user serves; `nil`: none.
    private mutating func served(by user: User, queue: String?) -> [Queue]? {
        let queues = table.queues(of: user.extension).filter { queue == nil || $0.extension == queue }
        guard !queues.isEmpty else {
            explain("user \(user.extension) serves \(queue.map { "no queue \($0)" } ?? "no queue")")
            return nil
        }
        return queues
    }

    /// His state in each of these queues, in words, after what he does now.
    private func states(
        of user: User, in queues: [Queue], after change: (AgentState) -> AgentState = { $0 }
    ) -> [SpokenPart] {
        queues.flatMap { queue -> [SpokenPart] in
            let state = change(memory.agents.state(of: user.extension, queue: queue.extension))
            return [.prompt(Prompt.agent(state)), .digits(queue.extension)]
        }
    }

    // MARK: Schedules

    private mutating func turnOver(_ plan: SchedulePlan, from device: String) -> Step {
        let name = plan.schedule.name
        let allowed = plan.schedule.switch?.users ?? []
        let user = table.user(device: device)
        let isAllowed =
            user.map { user in
                allowed.isEmpty
                    ? table.settings.operator == .user(user.extension) : allowed.contains(user.extension)
            } ?? false
        guard isAllowed else {
            explain("\(user.map { "user \($0.extension)" } ?? device) may not hold schedule \(name) open or closed")
            return .say([.prompt(Prompt.notPermitted)])
        }
        guard plan.override(at: moment) == nil else {
            explain("schedule \(name) follows its hours again")
            return .change(.endOverride(schedule: name), say: [.prompt(Prompt.scheduleNormal)])
        }
        let override = plan.turnedOver(at: moment)
        explain("\(OfficeChange.override(override))")
        return .change(
            .override(override), say: [.prompt(override.isOpen ? Prompt.scheduleOpen : Prompt.scheduleClosed)])
    }
}

extension RoutingTable {
    /// Whether a phone that dials this changes or asks for rules.
    func isCode(_ dialled: String) -> Bool {
        if schedule(switchedBy: dialled) != nil { return true }
        return if case .notACode = codes.reading(of: dialled) { false } else { true }
    }

    /// Whether a call is a code whose answer depends on what agents have said.
    public func asksForAgents(_ call: IncomingCall) -> Bool {
        guard !call.isExternal else { return false }
        return switch codes.reading(of: call.dialled.text) {
        case .request(.agent), .request(.interrogateAgent): true
        case .request, .notACode, .unknown, .malformed: false
        }
    }

    fileprivate func schedule(switchedBy code: String) -> SchedulePlan? {
        schedules.values.first { $0.schedule.switch?.code == code }
    }
}

extension DigitGrowth {
    /// Any telephone number: it is over with `#` or a pause.
    static let number = DigitGrowth(
        id: 0, longest: Dictionary(uniqueKeysWithValues: "0123456789".map { (String($0), 20) }))
}
