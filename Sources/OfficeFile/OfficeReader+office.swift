import Routing
import Yams

extension OfficeReader {
    func office(_ node: Node) -> Office? {
        let keys = ["version", "office", "trunks", "users", "groups", "queues", "menus", "schedules", "numbers"]
        guard let file = fields(node, .root, keys: keys) else { return nil }
        let version = file.needed("version", file.whole("version"), expected: "\(OfficeFile.version)", or: 0)
        if version != OfficeFile.version, file.values["version"] != nil {
            report(.root / "version", "this version can't be read", expected: "\(OfficeFile.version)")
        }
        let settings = file.fields("office", keys: ["name", "country", "timezone", "language", "operator"])
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
                operator: settings.neededDestination("operator")),
            trunks: file.list("trunks", trunk),
            users: file.list("users", user),
            groups: file.list("groups", group),
            queues: file.list("queues", queue),
            menus: file.list("menus", menu),
            schedules: file.list("schedules", schedule),
            numbers: file.list("numbers", number))
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
        fields(node, path, keys: ["name", "open", "except"]).map { schedule in
            Schedule(
                name: schedule.neededText("name", expected: "a name"),
                open: schedule.needed("open", schedule.texts("open"), expected: "[\"Mon-Fri 09:00-18:00\"]", or: []),
                except: schedule.texts("except"))
        }
    }

    private func number(_ node: Node, _ path: OfficePath) -> InboundNumber? {
        fields(node, path, keys: ["number", "name", "rules"]).map { number in
            InboundNumber(
                number: number.neededText("number", expected: "+74951234567"),
                name: number.text("name"),
                rules: number.needed("rules", number.list("rules", rule), expected: "a list of rules", or: []))
        }
    }

    private func rule(_ node: Node, _ path: OfficePath) -> NumberRule? {
        fields(node, path, keys: ["caller", "during", "outside", "familiar", "to"]).map { rule in
            if rule.values["to"] == nil, rule.values["familiar"] == nil {
                report(path, "the key to is missing", expected: "to: a destination")
            }
            return NumberRule(
                caller: caller(rule), during: rule.text("during"), outside: rule.text("outside"),
                familiar: rule.text("familiar"), to: rule.destination("to"))
        }
    }

    private func caller(_ rule: OfficeFields) -> NumberRule.Caller? {
        guard let node = rule.values["caller"] else { return nil }
        guard node.scalar != nil else { return .numbers(rule.texts("caller")) }
        return rule.value("caller", expected: "abroad, or a list of numbers") { text in
            text == "abroad" ? .abroad : text.contains(where: \.isNumber) ? .numbers([text]) : nil
        }
    }
}
