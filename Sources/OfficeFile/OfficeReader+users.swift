import Routing
import Yams

extension OfficeReader {
    func user(_ node: Node, _ path: OfficePath) -> User? {
        let keys = [
            "extension", "name", "phone", "mobile", "languages", "callWaiting", "hideNumber", "analog", "shift",
            "voicemail", "forward", "record", "notify",
        ]
        return fields(node, path, keys: keys).map { user in
            let box = user.fields("voicemail", keys: ["email", "pin"])
            return User(
                extension: user.neededText("extension", expected: "101"),
                name: user.neededText("name", expected: "a name"),
                phone: user.text("phone"), mobile: user.text("mobile"), languages: user.texts("languages"),
                callWaiting: user.flag("callWaiting") ?? true, hideNumber: user.flag("hideNumber") ?? false,
                analog: user.flag("analog") ?? false, shift: user.text("shift"),
                voicemail: box.map { VoicemailBox(email: $0.text("email"), pin: $0.text("pin")) },
                forward: forwards(user), record: user.flag("record") ?? false, notify: user.addresses("notify"))
        }
    }

    private func forwards(_ user: OfficeFields) -> [ForwardingRule] {
        let conditions = ForwardingCondition.allCases.map(\.rawValue)
        guard let forward = user.fields("forward", keys: conditions + ["external"]) else { return [] }
        let external = forward.fields("external", keys: conditions)
        return rules(forward, .all) + (external.map { rules($0, .external) } ?? [])
    }

    private func rules(_ forward: OfficeFields, _ scope: ForwardingScope) -> [ForwardingRule] {
        ForwardingCondition.allCases.compactMap { condition in
            forward.fields(condition.rawValue, keys: ["to", "after", "until", "confirm", "active"]).map { rule in
                ForwardingRule(
                    condition, scope: scope, to: rule.neededDestination("to"), after: rule.seconds("after"),
                    until: rule.value("until", expected: "a time like 2026-12-31T18:00") { LocalDateTime($0) },
                    confirm: rule.flag("confirm") ?? false, inactive: !(rule.flag("active") ?? true))
            }
        }
    }
}
