/// One change of the rules, as a phone code or a command makes it.
public enum OfficeChange: Sendable, Hashable {
    /// Sets these forwards of a user; others stay.
    case setForwards(user: String, [ForwardingRule])
    /// Switches a user's forwards for all callers on or off; those that are not set stay so.
    case switchForwards(user: String, [ForwardingCondition], on: Bool)
    /// Erases a user's forwards of this scope.
    case eraseForwards(user: String, [ForwardingCondition], scope: ForwardingScope)
    /// Lets a second call through to a user, or not.
    case setCallWaiting(user: String, Bool)
    /// Holds a schedule open or closed.
    case override(ScheduleOverride)
    /// Lets a schedule follow its hours again.
    case endOverride(schedule: String)
    /// Adds numbers to a caller list, which is made where there is none.
    case addToList(String, [String])
    /// Takes numbers from a caller list; the last one takes the list with it where no rule needs it.
    case removeFromList(String, [String])
}

extension OfficeChange: CustomStringConvertible {
    /// One line for the history: `user 101: forward busy → user 102`.
    public var description: String {
        func names(_ conditions: [ForwardingCondition]) -> String {
            conditions.map(\.rawValue).joined(separator: ", ")
        }
        return switch self {
        case .setForwards(let user, let rules):
            "user \(user): forward "
                + rules.map { "\($0.scope == .external ? "external." : "")\($0.condition.rawValue) → \($0.to)" }
                .joined(separator: ", ")
        case .switchForwards(let user, let conditions, let on):
            "user \(user): forward \(names(conditions)) \(on ? "on" : "off")"
        case .eraseForwards(let user, let conditions, let scope):
            "user \(user): forward \(scope == .external ? "external " : "")\(names(conditions)) erased"
        case .setCallWaiting(let user, let on): "user \(user): call waiting \(on ? "on" : "off")"
        case .override(let override):
            "schedule \(override.schedule) held \(override.isOpen ? "open" : "closed")"
                + (override.until.map { " until \($0)" } ?? "")
        case .endOverride(let schedule): "schedule \(schedule) follows its hours"
        case .addToList(let name, let numbers): "list \(name): added \(numbers.joined(separator: ", "))"
        case .removeFromList(let name, let numbers): "list \(name): removed \(numbers.joined(separator: ", "))"
        }
    }
}

/// Why a change can't be made: what it names is not there.
public struct OfficeChangeError: Error, Sendable, CustomStringConvertible {
    /// What is not there.
    public let description: String

    /// An error of these words.
    public init(_ description: String) {
        self.description = description
    }
}

extension Office {
    /// The office after a change. Whether it holds together is for ``CheckedOffice`` to say.
    ///
    /// - Throws: when the user, schedule or list is not there.
    public func changed(by change: OfficeChange) throws(OfficeChangeError) -> Office {
        var office = self
        switch change {
        case .setForwards(let name, let rules):
            try office.edit(user: name) { user in
                for rule in rules {
                    user.forward.removeAll { $0.condition == rule.condition && $0.scope == rule.scope }
                    user.forward.append(rule)
                }
                user.forward.sort { $0.place < $1.place }
            }
        case .switchForwards(let name, let conditions, let on):
            try office.edit(user: name) { $0.switchForwards(conditions, on: on) }
        case .eraseForwards(let name, let conditions, let scope):
            try office.edit(user: name) { user in
                user.forward.removeAll { $0.scope == scope && conditions.contains($0.condition) }
            }
        case .setCallWaiting(let name, let on): try office.edit(user: name) { $0.callWaiting = on }
        case .override(let override):
            guard schedules.contains(where: { $0.name == override.schedule }) else {
                throw OfficeChangeError("there is no schedule \(override.schedule)")
            }
            office.overrides.removeAll { $0.schedule == override.schedule }
            office.overrides.append(override)
        case .endOverride(let name):
            guard schedules.contains(where: { $0.name == name }) else {
                throw OfficeChangeError("there is no schedule \(name)")
            }
            office.overrides.removeAll { $0.schedule == name }
        case .addToList(let name, let numbers): office.add(numbers, to: name)
        case .removeFromList(let name, let numbers): try office.remove(numbers, from: name)
        }
        return office
    }

    private mutating func edit(user name: String, _ edit: (inout User) -> Void) throws(OfficeChangeError) {
        guard let index = users.firstIndex(where: { $0.extension == name }) else {
            throw OfficeChangeError("there is no user \(name)")
        }
        edit(&users[index])
    }

    private mutating func add(_ numbers: [String], to name: String) {
        let index =
            lists.firstIndex { $0.name == name }
            ?? {
                lists.append(CallerList(name: name, numbers: []))
                return lists.endIndex - 1
            }()
        let known = lists[index].numbers ?? []
        lists[index].numbers = known + numbers.filter { !known.contains($0) }
    }

    private mutating func remove(_ numbers: [String], from name: String) throws(OfficeChangeError) {
        guard let index = lists.firstIndex(where: { $0.name == name }) else {
            throw OfficeChangeError("there is no list \(name)")
        }
        let known = lists[index].numbers ?? []
        if let stranger = numbers.first(where: { !known.contains($0) }) {
            throw OfficeChangeError("\(stranger) is not in list \(name)")
        }
        lists[index].numbers = known.filter { !numbers.contains($0) }
        if lists[index].numbers == [], !isAsked(list: name) { lists.remove(at: index) }
    }

    private func isAsked(list name: String) -> Bool {
        numbers.contains { $0.rules.contains { $0.caller?.anyOf.contains(.list(name)) ?? false } }
    }
}

extension User {
    /// Switches forwards for all callers on or off; those that are not set stay so.
    mutating func switchForwards(_ conditions: [ForwardingCondition], on: Bool) {
        for index in forward.indices
        where forward[index].scope == .all && conditions.contains(forward[index].condition) {
            forward[index].inactive = !on
        }
    }
}

extension ForwardingRule {
    /// Where it stands in the office file: general ones first, then in the order of the conditions.
    fileprivate var place: Int {
        (ForwardingCondition.allCases.firstIndex(of: condition) ?? 0) + (scope == .external ? 10 : 0)
    }
}
