import Routing
import Yams

extension OfficeReader {
    func office(_ node: Node) -> Office? {
        let keys = [
            "version", "office", "trunks", "users", "groups", "queues", "menus", "schedules", "lists", "codes",
            "numbers",
        ]
        guard let file = fields(node, .root, keys: keys) else { return nil }
        let version = file.needed("version", file.whole("version"), expected: "\(OfficeFile.version)", or: 0)
        if version != OfficeFile.version, file.values["version"] != nil {
            report(.root / "version", "this version can't be read", expected: "\(OfficeFile.version)")
        }
        let settings = file.fields("office", keys: ["name", "country", "timezone", "language", "operator", "notify"])
        if settings == nil, file.values["office"] == nil {
            report(.root, "the key office is missing", expected: "office: with name, country, timezone, operator")
        }
        guard let settings else { return nil }
        return Office(
            settings: OfficeSettings(
                name: settings.neededText("name", expected: "the company's name"),
                country: settings.neededText("country", expected: "a code like RU"),
                timezone: settings.neededText("timezone", expected: "Europe/Moscow"),
                language: settings.text("language") ?? "en",
                operator: settings.neededDestination("operator"), notify: settings.addresses("notify")),
            trunks: file.list("trunks", trunk),
            users: file.list("users", user),
            groups: file.list("groups", group),
            queues: file.list("queues", queue),
            menus: file.list("menus", menu),
            schedules: file.list("schedules", schedule),
            numbers: file.list("numbers", number),
            lists: file.list("lists", list),
            codes: file.fields("codes", keys: PhoneCodes.Name.allCases.map(\.rawValue)).map(codes) ?? .standard)
    }

    /// `vip`, whose numbers are kept by commands, or a mapping with its numbers.
    private func list(_ node: Node, _ path: OfficePath) -> CallerList? {
        if node.scalar != nil { return text(node, path).map { CallerList(name: $0, numbers: nil) } }
        return fields(node, path, keys: ["name", "numbers"]).map { list in
            CallerList(
                name: list.neededText("name", expected: "a name"),
                numbers: list.values["numbers"] == nil ? nil : list.texts("numbers"))
        }
    }

    private func codes(_ codes: OfficeFields) -> PhoneCodes {
        var changed: [PhoneCodes.Name: String] = [:]
        var off: Set<PhoneCodes.Name> = []
        for name in PhoneCodes.Name.allCases {
            guard let text = codes.text(name.rawValue) else { continue }
            if text == "off" {
                off.insert(name)
            } else {
                changed[name] = text
            }
        }
        return PhoneCodes(changed, off: off)
    }

    private func trunk(_ node: Node, _ path: OfficePath) -> Trunk? {
        fields(node, path, keys: ["name", "dial", "callerId", "passCallerId", "allow"]).map { trunk in
            Trunk(
                name: trunk.neededText("name", expected: "a name"),
                dial: trunk.neededText("dial", expected: "PJSIP/{number}@main"),
                callerId: trunk.neededText("callerId", expected: "a number of the company"),
                passCallerId: trunk.flag("passCallerId") ?? false,
                allow: trunk.needed("allow", trunk.texts("allow"), expected: "[RU, IT]", or: []))
        }
    }

    private func schedule(_ node: Node, _ path: OfficePath) -> Schedule? {
        fields(node, path, keys: ["name", "open", "except", "zone", "switch"]).map { schedule in
            let phone = schedule.fields("switch", keys: ["code", "users"])
            return Schedule(
                name: schedule.neededText("name", expected: "a name"),
                open: schedule.needed("open", schedule.texts("open"), expected: "[\"Mon-Fri 09:00-18:00\"]", or: []),
                except: schedule.texts("except"), zone: schedule.text("zone"),
                switch: phone.map {
                    Schedule.Switch(code: $0.neededText("code", expected: "\"*281\""), users: $0.texts("users"))
                })
        }
    }

    private func number(_ node: Node, _ path: OfficePath) -> InboundNumber? {
        fields(node, path, keys: ["number", "name", "language", "record", "rules"]).map { number in
            InboundNumber(
                number: number.neededText("number", expected: "+74951234567"),
                name: number.text("name"), language: number.text("language"),
                rules: number.needed("rules", number.list("rules", rule), expected: "a list of rules", or: []),
                record: number.flag("record") ?? false)
        }
    }

    private func rule(_ node: Node, _ path: OfficePath) -> NumberRule? {
        fields(node, path, keys: ["caller", "during", "outside", "familiar", "ring", "language", "to"]).map { rule in
            NumberRule(
                caller: caller(rule), during: rule.text("during"), outside: rule.text("outside"),
                familiar: rule.value("familiar", expected: "today, 24h or 7d") { FamiliarWindow($0) },
                ring: rule.seconds("ring"), language: rule.text("language"), to: rule.destination("to"))
        }
    }

    private func caller(_ rule: OfficeFields) -> CallerCondition? {
        guard let node = rule.values["caller"] else { return nil }
        if node.scalar != nil {
            return rule.value("caller", expected: CallerMatch.forms) { CallerMatch($0) }
                .map { CallerCondition(anyOf: [$0]) }
        }
        let matches = rule.list("caller") { value($0, $1, expected: CallerMatch.forms) { CallerMatch($0) } }
        return CallerCondition(anyOf: matches)
    }
}
