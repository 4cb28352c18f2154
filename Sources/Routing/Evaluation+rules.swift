extension Evaluation {
    /// The rules of a number, top-down from `index`: the first that fits wins.
    mutating func rules(of entry: InboundNumber, from index: Int = 0) -> Step {
        let name = entry.number + (entry.name.map { " (\($0))" } ?? "")
        if index == 0 { cursor.language = entry.language }
        for (index, rule) in entry.rules.enumerated().dropFirst(index) {
            guard let reasons = reasons(for: rule) else { continue }
            let condition = reasons.isEmpty ? "for every call" : reasons.joined(separator: ", ")
            let place = "\(name), rule \(index + 1): \(condition)"
            var talk: CallMemory.Talk?
            if let window = rule.familiar {
                guard let found = familiar(within: window, isRung: rule.to == nil) else { continue }
                talk = found
            }
            if let language = rule.language {
                cursor.language = language
            } else if case .speakers(let language)? = rule.to {
                // Who is sent to those who speak English understands English, whatever the number speaks.
                cursor.language = language
            }
            if let to = rule.to {
                explain("\(place) → \(to)")
                return follow(to, of: nil)
            }
            guard let talk, let user = table.user(talk.user) else {
                explain("\(place): prompts in \(rule.language ?? table.settings.language), the rules go on")
                continue
            }
            explain("\(place): talked with user \(user.extension) (\(user.name)) \(rule.familiar?.description ?? "")")
            if let step = ring(user, for: table.familiarRing(of: entry.number, rule: index)) {
                cursor.frame = .familiar(user: user.extension, number: entry.number, rule: index)
                return step
            }
        }
        explain("\(name): no rule fits, the operator takes the call")
        return follow(.operator, of: nil)
    }

    /// Why a rule fits, apart from who is familiar; `nil` when it does not.
    private func reasons(for rule: NumberRule) -> [String]? {
        var reasons: [String] = []
        if let condition = rule.caller {
            guard let match = condition.anyOf.first(where: fits) else { return nil }
            let who = call.caller?.parsed?.e164 ?? call.caller?.text ?? "anonymous"
            if case .number = match {
                reasons.append("caller \(who)")
            } else {
                reasons.append("caller \(who) is \(match)")
            }
        }
        if let name = rule.during {
            let state = table.state(ofSchedule: name, at: moment)
            guard state.isOpen else { return nil }
            reasons.append("during \(name) (\(state.reason))")
        }
        if let name = rule.outside {
            let state = table.state(ofSchedule: name, at: moment)
            guard !state.isOpen else { return nil }
            reasons.append("outside \(name) (\(state.reason))")
        }
        return reasons
    }

    private func fits(_ match: CallerMatch) -> Bool {
        guard let caller = call.caller else { return match == .anonymous }
        guard let number = caller.parsed else { return false }
        return switch match {
        case .number(let e164): number.e164 == e164
        case .prefix(let digits): number.e164.hasPrefix(digits)
        case .country(let code): number.region == code
        case .abroad: number.region != table.settings.country
        case .anonymous: false
        case .list(let name): table.callerLists[name]?.contains(number.e164) ?? false
        }
    }

    /// The newest talk of the caller; if its user is to be rung, with one who is there, on shift, and has not rung yet.
    private func familiar(within window: FamiliarWindow, isRung: Bool) -> CallMemory.Talk? {
        let start = window.start(at: moment, in: table.zone)
        return memory.talks.first { talk in
            guard talk.date >= start else { return false }
            guard isRung else { return true }
            guard let user = table.user(talk.user) else { return false }
            return table.isOnShift(user, at: moment) && !hasRung(user)
        }
    }
}
