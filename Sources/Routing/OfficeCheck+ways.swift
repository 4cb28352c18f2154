import Foundation

extension OfficeCheck {
    mutating func group(_ index: Int) {
        let path = OfficePath.root / "groups" / index
        var group = office.groups[index]
        shortNumber(group.extension, at: path / "extension")
        displayName(group.name, at: path / "name")
        if group.name.hasPrefix("speakers ") {
            error(at: path / "name", "speakers … is a destination of its own", expected: "another name")
        }
        if group.members.isEmpty {
            error(at: path / "members", "nobody would ring", expected: "at least one member")
        }
        if let ring = group.ring { ringTime(ring, at: path / "ring") }
        if group.strategy == .ringall || group.strategy == .memoryhunt {
            let count = group.members.reduce(0) { count, member in
                if case .speakers(let language) = member.to { count + speakers(of: language) } else { count + 1 }
            }
            if count > Self.mostAtOnce {
                error(
                    at: path / "members", "\(count) would ring at once",
                    expected: "at most \(Self.mostAtOnce), or another strategy")
            }
        }
        for position in group.members.indices {
            group.members[position] = member(group.members[position], of: group, at: path / "members" / position)
        }
        group.otherwise = destination(group.otherwise, at: path / "otherwise" / "to")
        office.groups[index] = group
    }

    /// How many legs one Dial() is given: an answer must stay within what Asterisk takes as one variable.
    static let mostAtOnce = 100

    func speakers(of language: String) -> Int {
        office.users.count { $0.languages.contains(language) }
    }

    private mutating func member(
        _ member: HuntGroup.Member, of group: HuntGroup, at path: OfficePath
    ) -> HuntGroup.Member {
        var checked = member
        switch member.to {
        case .user, .number, .sip, .group, .speakers: checked.to = destination(member.to, at: path, isMember: true)
        default:
            error(
                at: path, "\(member.to) can't be a member",
                expected: "user 101 · number +… · sip:user@host · group NAME · speakers en")
        }
        if let ring = member.ring { ringTime(ring, at: path / "ring") }
        if let weight = member.weight {
            if group.strategy != .wrandom {
                error(at: path / "weight", "only wrandom has weights", expected: "no weight: here")
            } else if !(1...1_000).contains(weight) {
                error(at: path / "weight", "\(weight) is not a weight", expected: "1 to 1000")
            }
        }
        return checked
    }

    mutating func ringTime(_ seconds: Seconds, at path: OfficePath) {
        if !(1...600).contains(seconds.count) {
            error(at: path, "\(seconds) is no time to ring", expected: "1s to 10m")
        }
    }

    /// Groups that are members of themselves, through others or not.
    mutating func groupCircles() {
        let members = Dictionary(
            office.groups.map { group in
                (group.name, group.members.compactMap { if case .group(let name) = $0.to { name } else { nil } })
            }, uniquingKeysWith: { first, _ in first })
        for (index, group) in office.groups.enumerated() {
            var reached: Set<String> = []
            var open = members[group.name] ?? []
            while let name = open.popLast() {
                if reached.insert(name).inserted { open += members[name] ?? [] }
            }
            guard reached.contains(group.name) else { continue }
            error(
                at: .root / "groups" / index / "members", "group \(group.name) is a member of itself",
                expected: "groups that do not lead back")
        }
    }

    /// Members who are recorded and ring together with others who are not: nobody is then, unless the group says so.
    mutating func recordedMembers() {
        for (index, group) in office.groups.enumerated() where !group.record {
            guard group.strategy == .ringall || group.strategy == .memoryhunt else { continue }
            let users = group.members.map { member in
                if case .user(let name) = member.to { userIndex[name] } else { nil as User? }
            }
            let recorded = users.compactMap(\.self).filter(\.record)
            guard !recorded.isEmpty, recorded.count < users.count else { continue }
            warning(
                at: .root / "groups" / index,
                "user \(recorded[0].extension) is recorded, and others who ring with him are not: calls of this group are "
                    + "recorded only with record: true here or at the number")
        }
    }

    mutating func menu(_ index: Int) {
        let path = OfficePath.root / "menus" / index
        var menu = office.menus[index]
        prompt(menu.greeting, at: path / "greeting")
        for position in menu.keys.indices {
            let key = menu.keys[position].key
            if key.count != 1 || !key.allSatisfy({ $0.isASCIIDigit || "*#".contains($0) }) {
                error(at: path / "keys" / key, "\(quoted(key)) is not a key", expected: "0 to 9, * or #")
            }
            menu.keys[position].to = destination(menu.keys[position].to, at: path / "keys" / key)
        }
        switch menu.extensions {
        case .none, .all: break
        case .only(let list):
            for (position, digits) in list.enumerated() { knownExtension(digits, at: path / "extensions" / position) }
        case .except(let list):
            for (position, digits) in list.enumerated() {
                knownExtension(digits, at: path / "extensions" / "except" / position)
            }
        }
        if !(1...60).contains(menu.wait.count) {
            error(at: path / "wait", "\(menu.wait) is no time to wait for a key", expected: "1s to 60s")
        }
        if let pause = menu.interDigit, !(1...10).contains(pause.count) {
            error(at: path / "interDigit", "\(pause) is no pause between digits", expected: "1s to 10s")
        }
        if !(1...10).contains(menu.attempts) {
            error(at: path / "attempts", "\(menu.attempts) is not a number of attempts", expected: "1 to 10")
        }
        menu.silence = destination(menu.silence, at: path / "silence" / "to")
        menu.mistake = destination(menu.mistake, at: path / "mistake" / "to")
        office.menus[index] = menu
    }

    mutating func schedule(_ index: Int) {
        let path = OfficePath.root / "schedules" / index
        let schedule = office.schedules[index]
        let zone = schedule.zone.map { TimeZone(identifier: $0) } ?? .gmt
        if zone == nil {
            error(
                at: path / "zone", "\(quoted(schedule.zone ?? "")) is not a time zone",
                expected: "an IANA name like Europe/Moscow")
        }
        do {
            _ = try OpeningHours(open: schedule.open, except: schedule.except, zone: zone ?? .gmt)
        } catch {
            for problem in error.problems {
                self.error(
                    at: path / problem.list.rawValue / problem.index, problem.message, expected: problem.expected)
            }
        }
        for (position, name) in (schedule.switch?.users ?? []).enumerated() where userIndex[name] == nil {
            error(
                at: path / "switch" / "users" / position, "there is no user \(name)",
                expected: "the extension of a user")
        }
    }

    /// Overrides are kept apart from the file: one whose schedule has gone goes with it.
    mutating func overrides() {
        let names = Set(office.schedules.map(\.name))
        office.overrides.removeAll { !names.contains($0.schedule) }
    }

    mutating func list(_ index: Int) {
        let path = OfficePath.root / "lists" / index
        displayName(office.lists[index].name, at: path / "name")
        let numbers = office.lists[index].numbers?.enumerated().map { e164($1, at: path / "numbers" / $0) }
        office.lists[index].numbers = numbers
    }

    mutating func number(_ index: Int) {
        let path = OfficePath.root / "numbers" / index
        var number = office.numbers[index]
        number.number = e164(number.number, at: path / "number")
        if let code = number.language { language(code, at: path / "language") }
        for position in number.rules.indices {
            let isLast = position == number.rules.count - 1
            number.rules[position] = rule(number.rules[position], isLast: isLast, at: path / "rules" / position)
        }
        office.numbers[index] = number
    }

    private mutating func rule(_ rule: NumberRule, isLast: Bool, at path: OfficePath) -> NumberRule {
        var rule = rule
        if rule.caller?.anyOf.isEmpty == true {
            warning(at: path / "caller", "this rule fits no caller", expected: CallerMatch.forms)
        }
        rule.caller = rule.caller.map { condition in
            CallerCondition(
                anyOf: condition.anyOf.enumerated().map { caller($1, at: path / "caller" / $0) })
        }
        schedule(rule.during, at: path / "during")
        schedule(rule.outside, at: path / "outside")
        if let code = rule.language { language(code, at: path / "language") }
        if let ring = rule.ring {
            ringTime(ring, at: path / "ring")
            if rule.familiar == nil || rule.to != nil {
                error(at: path / "ring", "only a familiar user has a time here", expected: "no ring: here")
            }
        }
        rule.to = rule.to.map { destination($0, at: path / "to") }
        if rule.to == nil, rule.familiar == nil, rule.language == nil {
            error(at: path, "this rule does nothing", expected: "to: a destination")
        }
        if !isLast, rule.isUnconditional {
            warning(at: path, "this rule fits every call: the rules after it never apply")
        }
        return rule
    }

    private mutating func caller(_ match: CallerMatch, at path: OfficePath) -> CallerMatch {
        switch match {
        case .number(let text): return .number(e164(text, at: path))
        case .country(let code):
            if !numbering.knows(region: code) {
                error(
                    at: path, "\(quoted(code)) is not a country", expected: "an ISO 3166 code like country DE")
            }
        case .list(let name): list(named: name, at: path)
        case .prefix, .abroad, .anonymous: break
        }
        return match
    }
}
