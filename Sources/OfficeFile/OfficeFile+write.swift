import Routing
import Yams

extension OfficeFile {
    /// Writes an office as a file that ``read(_:named:numbering:)`` reads back to the same office.
    ///
    /// - Throws: only when Yams can't allocate memory.
    public static func write(_ office: Office) throws -> String {
        var text = "version: \(version)\n"
        for (key, value) in sections(office) {
            text += "\n" + (try Yams.serialize(node: block([(key, value)]), width: -1, allowUnicode: true))
        }
        return text
    }

    private static func sections(_ office: Office) -> [(String, Node)] {
        let settings = office.settings
        let head = block([
            ("name", scalar(settings.name)), ("country", scalar(settings.country)),
            ("timezone", scalar(settings.timezone)), ("language", scalar(settings.language)),
            ("operator", scalar(settings.operator)), ("notify", settings.notify.map(addresses)),
        ])
        let lists: [(String, [Node])] = [
            ("trunks", office.trunks.map(trunk)), ("users", office.users.map(user)),
            ("groups", office.groups.map(group)), ("queues", office.queues.map(queue)),
            ("menus", office.menus.map(menu)), ("schedules", office.schedules.map(schedule)),
            ("lists", office.lists.map(list)), ("numbers", office.numbers.map(number)),
        ]
        let codes = codes(office.codes)
        return [("office", head)]
            + lists.filter { !$0.1.isEmpty }.map { ($0.0, Node.sequence(.init($0.1, .implicit, .block))) }
            + (codes.isEmpty ? [] : [("codes", block(codes))])
    }

    private static func trunk(_ trunk: Trunk) -> Node {
        block([
            ("name", scalar(trunk.name)), ("dial", scalar(trunk.dial)), ("callerId", scalar(trunk.callerId)),
            ("passCallerId", trunk.passCallerId ? scalar(true) : nil), ("allow", flow(trunk.allow)),
        ])
    }

    private static func user(_ user: User) -> Node {
        block([
            ("extension", scalar(user.extension)), ("name", scalar(user.name)),
            ("phone", user.phone.map(scalar)), ("mobile", user.mobile.map(scalar)),
            ("languages", user.languages.isEmpty ? nil : flow(user.languages)),
            ("callWaiting", user.callWaiting ? nil : scalar(false)),
            ("hideNumber", user.hideNumber ? scalar(true) : nil),
            ("analog", user.analog ? scalar(true) : nil),
            ("shift", user.shift.map(scalar)),
            ("voicemail", user.voicemail.map { flow([("email", $0.email.map(scalar)), ("pin", $0.pin.map(quoted))]) }),
            ("forward", user.forward.isEmpty ? nil : forward(user.forward)),
            ("record", user.record ? scalar(true) : nil),
            ("notify", user.notify.map(addresses)),
        ])
    }

    private static func forward(_ rules: [ForwardingRule]) -> Node {
        func scope(_ scope: ForwardingScope) -> [(String, Node?)] {
            rules.filter { $0.scope == scope }.map { rule in
                (
                    rule.condition.rawValue,
                    flow([
                        ("after", rule.after.map(scalar)), ("to", scalar(rule.to)), ("until", rule.until.map(scalar)),
                        ("confirm", rule.confirm ? scalar(true) : nil), ("active", rule.inactive ? scalar(false) : nil),
                    ])
                )
            }
        }
        let external = scope(.external)
        return block(scope(.all) + [("external", external.isEmpty ? nil : block(external))])
    }

    private static func group(_ group: HuntGroup) -> Node {
        let members = group.members.map { member in
            member.ring == nil && !member.confirm && member.weight == nil
                ? scalar(member.to)
                : flow([
                    ("to", scalar(member.to)), ("ring", member.ring.map(scalar)),
                    ("confirm", member.confirm ? scalar(true) : nil), ("weight", member.weight.map(scalar)),
                ])
        }
        return block([
            ("extension", scalar(group.extension)), ("name", scalar(group.name)),
            ("strategy", scalar(group.strategy.rawValue)), ("members", .sequence(.init(members, .implicit, .block))),
            ("ring", group.ring.map(scalar)), ("membersForward", group.membersForward ? scalar(true) : nil),
            ("otherwise", flow([("to", scalar(group.otherwise))])), ("record", group.record ? scalar(true) : nil),
            ("notify", group.notify.map(addresses)),
        ])
    }

    private static func queue(_ queue: Queue) -> Node {
        let members = queue.members.map { member in
            member.isPlain
                ? scalar(member.to)
                : flow([
                    ("to", scalar(member.to)), ("rings", member.rings.map { scalar($0.rawValue) }),
                    ("confirm", member.confirm.map(scalar)), ("penalty", member.penalty.map(scalar)),
                ])
        }
        let isShort = queue.members.allSatisfy(\.isPlain)
        return block([
            ("extension", scalar(queue.extension)), ("name", scalar(queue.name)),
            ("strategy", scalar(queue.strategy.rawValue)),
            ("members", .sequence(.init(members, .implicit, isShort ? .flow : .block))),
            ("ring", scalar(queue.ring)), ("wrapUp", queue.wrapUp.map(scalar)),
            ("priority", queue.priority.map(scalar)), ("maxCallers", queue.maxCallers.map(scalar)),
            ("languages", queue.languages ? scalar(true) : nil), ("music", queue.music.map(scalar)),
            (
                "announce",
                queue.announce.map {
                    flow([
                        ("position", scalar($0.position)), ("holdTime", $0.holdTime ? scalar(true) : nil),
                        ("every", scalar($0.every)),
                    ])
                }
            ),
            ("callback", queue.callback.map(callback)),
            ("otherwise", flow([("after", queue.otherwise.after.map(scalar)), ("to", scalar(queue.otherwise.to))])),
            ("record", queue.record ? scalar(true) : nil),
            ("notify", queue.notify.map(addresses)),
        ])
    }

    private static func callback(_ callback: Queue.Callback) -> Node {
        block([
            ("key", scalar(callback.key)), ("offer", scalar(callback.offer)), ("window", scalar(callback.window)),
            ("retry", scalar(callback.retry)), ("attempts", scalar(callback.attempts)),
            ("callerId", callback.callerId.map(scalar)),
            ("notify", callback.notify.map(addresses)),
            ("answer", callback.answer.map { scalar($0.rawValue) }), ("during", callback.during.map(scalar)),
            ("outside", callback.outside.map { scalar($0.rawValue) }),
        ])
    }

    private static func addresses(_ addresses: AlertAddresses) -> Node {
        flow([("email", addresses.email.map(scalar)), ("webhook", addresses.webhook.map(scalar))])
    }

    private static func menu(_ menu: Menu) -> Node {
        block([
            ("name", scalar(menu.name)), ("greeting", scalar(menu.greeting)), ("extensions", dialable(menu.extensions)),
            ("keys", flow(menu.keys.map { ($0.key, scalar($0.to)) })), ("wait", scalar(menu.wait)),
            ("interDigit", menu.interDigit.map(scalar)),
            ("attempts", scalar(menu.attempts)), ("silence", flow([("to", scalar(menu.silence))])),
            ("mistake", flow([("to", scalar(menu.mistake))])),
        ])
    }

    private static func schedule(_ schedule: Schedule) -> Node {
        block([
            ("name", scalar(schedule.name)), ("open", flow(schedule.open)),
            ("except", schedule.except.isEmpty ? nil : flow(schedule.except)),
            ("zone", schedule.zone.map(scalar)),
            (
                "switch",
                schedule.switch.map {
                    flow([("code", quoted($0.code)), ("users", $0.users.isEmpty ? nil : flow($0.users))])
                }
            ),
        ])
    }

    private static func list(_ list: CallerList) -> Node {
        guard let numbers = list.numbers else { return scalar(list.name) }
        return block([("name", scalar(list.name)), ("numbers", flow(numbers))])
    }

    private static func codes(_ codes: PhoneCodes) -> [(String, Node?)] {
        PhoneCodes.Name.allCases.compactMap { name in
            guard codes[name] != PhoneCodes.standard[name] else { return nil }
            return (name.rawValue, codes[name].map(quoted) ?? scalar("off"))
        }
    }

    private static func dialable(_ extensions: DialableExtensions) -> Node {
        switch extensions {
        case .none: scalar(false)
        case .all: scalar(true)
        case .only(let list): flow(list)
        case .except(let list): flow([("except", flow(list))])
        }
    }

    private static func number(_ number: InboundNumber) -> Node {
        let rules = number.rules.map { rule in
            flow([
                ("caller", rule.caller.map(caller)), ("during", rule.during.map(scalar)),
                ("outside", rule.outside.map(scalar)), ("familiar", rule.familiar.map(scalar)),
                ("ring", rule.ring.map(scalar)), ("language", rule.language.map(scalar)),
                ("to", rule.to.map(scalar)),
            ])
        }
        return block([
            ("number", scalar(number.number)), ("name", number.name.map(scalar)),
            ("language", number.language.map(scalar)), ("record", number.record ? scalar(true) : nil),
            ("rules", .sequence(.init(rules, .implicit, .block))),
        ])
    }

    private static func caller(_ caller: CallerCondition) -> Node {
        caller.anyOf.count == 1 ? scalar(caller.anyOf[0]) : flow(caller.anyOf.map(\.description))
    }

    // MARK: Nodes

    private static func block(_ pairs: [(String, Node?)]) -> Node { mapping(pairs, .block) }

    private static func flow(_ pairs: [(String, Node?)]) -> Node { mapping(pairs, .flow) }

    private static func flow(_ texts: [String]) -> Node {
        .sequence(.init(texts.map { scalar($0) }, .implicit, .flow))
    }

    private static func mapping(_ pairs: [(String, Node?)], _ style: Node.Mapping.Style) -> Node {
        .mapping(.init(pairs.compactMap { key, value in value.map { (scalar(key), $0) } }, .implicit, style))
    }

    private static func scalar(_ value: some CustomStringConvertible) -> Node {
        .scalar(.init(value.description, .implicit))
    }

    /// A PIN in quotes, so that an editor's YAML does not take it for a number.
    private static func quoted(_ text: String) -> Node {
        .scalar(.init(text, .implicit, .doubleQuoted))
    }
}
