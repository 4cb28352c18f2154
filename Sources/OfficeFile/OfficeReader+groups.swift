import Routing
import Yams

extension OfficeReader {
    func group(_ node: Node, _ path: OfficePath) -> HuntGroup? {
        let keys = [
            "extension", "name", "strategy", "members", "ring", "membersForward", "otherwise", "record", "notify",
        ]
        return fields(node, path, keys: keys).map { group in
            HuntGroup(
                extension: group.neededText("extension", expected: "600"),
                name: group.neededText("name", expected: "a name"),
                strategy: group.needed(
                    "strategy",
                    group.value("strategy", expected: list(HuntGroup.RingStrategy.self)) { .init(rawValue: $0) },
                    expected: "ringall", or: .ringall),
                members: group.list("members", member),
                ring: group.seconds("ring"),
                otherwise: group.neededWay("otherwise"),
                membersForward: group.flag("membersForward") ?? false,
                record: group.flag("record") ?? false, notify: group.addresses("notify"))
        }
    }

    /// `user 101`, or a mapping when he has a time of his own.
    private func member(_ node: Node, _ path: OfficePath) -> HuntGroup.Member? {
        if node.scalar != nil {
            return value(node, path, expected: Destination.forms, Destination.init).map { HuntGroup.Member(to: $0) }
        }
        return fields(node, path, keys: ["to", "ring", "confirm", "weight"]).map { member in
            HuntGroup.Member(
                to: member.neededDestination("to"), ring: member.seconds("ring"),
                confirm: member.flag("confirm") ?? false, weight: member.whole("weight"))
        }
    }

    func queue(_ node: Node, _ path: OfficePath) -> Queue? {
        let keys = [
            "extension", "name", "strategy", "members", "ring", "wrapUp", "priority", "maxCallers", "languages",
            "music", "announce", "callback", "otherwise", "record", "notify",
        ]
        return fields(node, path, keys: keys).map { queue in
            let announce = queue.fields("announce", keys: ["position", "holdTime", "every"])
            let otherwise = queue.needed(
                "otherwise", queue.fields("otherwise", keys: ["after", "to"]), expected: "{ to: … }", or: nil)
            return Queue(
                extension: queue.neededText("extension", expected: "700"),
                name: queue.neededText("name", expected: "a name"),
                strategy: queue.needed(
                    "strategy", queue.value("strategy", expected: list(Queue.Strategy.self)) { .init(rawValue: $0) },
                    expected: "leastrecent", or: .ringall),
                members: queue.list("members", queueMember),
                ring: queue.neededSeconds("ring"),
                wrapUp: queue.seconds("wrapUp"), priority: queue.whole("priority"),
                maxCallers: queue.whole("maxCallers"), languages: queue.flag("languages") ?? false,
                music: queue.text("music"),
                announce: announce.map {
                    Queue.Announcement(
                        position: $0.flag("position") ?? false, holdTime: $0.flag("holdTime") ?? false,
                        every: $0.neededSeconds("every"))
                },
                callback: callback(queue),
                otherwise: Queue.Otherwise(
                    after: otherwise?.seconds("after"), to: otherwise?.neededDestination("to") ?? .operator),
                record: queue.flag("record") ?? false, notify: queue.addresses("notify"))
        }
    }

    /// `user 101`, or a mapping where it has to say more.
    private func queueMember(_ node: Node, _ path: OfficePath) -> Queue.Member? {
        if node.scalar != nil {
            return value(node, path, expected: Queue.Member.forms, Destination.init).map { Queue.Member(to: $0) }
        }
        return fields(node, path, keys: ["to", "rings", "confirm", "penalty"]).map { member in
            Queue.Member(
                to: member.neededDestination("to"),
                rings: member.value("rings", expected: list(Queue.Member.Rings.self)) { .init(rawValue: $0) },
                confirm: member.flag("confirm"), penalty: member.whole("penalty"))
        }
    }

    private func callback(_ queue: OfficeFields) -> Queue.Callback? {
        let keys = [
            "key", "offer", "window", "retry", "attempts", "callerId", "notify", "answer", "during", "outside",
        ]
        return queue.fields("callback", keys: keys).map { callback in
            var read = Queue.Callback(
                key: callback.neededText("key", expected: "1"), offer: callback.neededSeconds("offer"),
                window: callback.neededSeconds("window"), retry: callback.neededSeconds("retry"),
                attempts: callback.needed("attempts", callback.whole("attempts"), expected: "2", or: 0),
                callerId: callback.text("callerId"),
                notify: callback.addresses("notify"))
            read.answer = callback.value("answer", expected: list(Queue.Callback.Answer.self)) { .init(rawValue: $0) }
            read.during = callback.text("during")
            read.outside = callback.value("outside", expected: list(Queue.Callback.OutsideHours.self)) {
                .init(rawValue: $0)
            }
            return read
        }
    }

    func menu(_ node: Node, _ path: OfficePath) -> Menu? {
        let keys = [
            "name", "greeting", "extensions", "keys", "wait", "interDigit", "attempts", "silence", "mistake",
        ]
        return fields(node, path, keys: keys).map { menu in
            Menu(
                name: menu.neededText("name", expected: "a name"),
                greeting: menu.neededText("greeting", expected: "a prompt's name"),
                extensions: dialable(menu),
                keys: menuKeys(menu),
                wait: menu.neededSeconds("wait"),
                interDigit: menu.seconds("interDigit"),
                attempts: menu.needed("attempts", menu.whole("attempts"), expected: "2", or: 0),
                silence: menu.neededWay("silence"),
                mistake: menu.neededWay("mistake"))
        }
    }

    /// `true`, `false`, a list, or `{ except: [...] }`.
    private func dialable(_ menu: OfficeFields) -> DialableExtensions {
        guard let node = menu.values["extensions"] else { return .none }
        if node.sequence != nil { return .only(menu.texts("extensions")) }
        if node.mapping != nil {
            let extensions = menu.fields("extensions", keys: ["except"])
            return .except(
                extensions?.needed("except", extensions?.texts("except"), expected: "[101, 102]", or: []) ?? [])
        }
        return menu.flag("extensions") ?? false ? .all : .none
    }

    private func menuKeys(_ menu: OfficeFields) -> [Menu.Key] {
        let possible = "0123456789*#".map(String.init)
        guard let node = menu.values["keys"], let keys = menu.fields("keys", keys: possible) else { return [] }
        return (node.mapping ?? [:]).compactMap { key, _ in
            key.scalar.flatMap { name in
                keys.destination(name.string).map { Menu.Key(key: name.string, to: $0) }
            }
        }
    }

    private func list<Word: CaseIterable & RawRepresentable<String>>(_ words: Word.Type) -> String {
        Word.allCases.map(\.rawValue).joined(separator: ", ")
    }
}
