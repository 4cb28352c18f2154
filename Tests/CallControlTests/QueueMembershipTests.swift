import CallControl
import Testing

@Suite("who is in Asterisk's queues") struct QueueMembershipTests {
    /// Queues before, what they are to be, and what has to be done: `a` is in, `a!` is paused, `a2` has penalty 2, `a'` has
    /// another device.
    struct Row: CustomTestStringConvertible {
        let before: String
        let roster: String
        var isOrdered = false
        let effects: [String]

        var testDescription: String { "\(before) → \(roster)\(isOrdered ? ", in order" : "")" }
    }

    static let rows = [
        Row(before: "", roster: "", effects: []),
        Row(before: "", roster: "a b", effects: ["+a", "+b"]),
        Row(before: "a b", roster: "b a", effects: []),
        Row(before: "a b", roster: "a", effects: ["-b"]),
        Row(before: "a", roster: "a!", effects: ["pause a"]),
        Row(before: "a!", roster: "a", effects: ["resume a"]),
        Row(before: "a", roster: "a2", effects: ["penalty a 2"]),
        Row(before: "a2 b", roster: "a! b2", effects: ["penalty a 0", "pause a", "penalty b 2"]),
        Row(before: "a", roster: "a'", effects: ["-a", "+a'"]),
        // Somebody is there all the time, so that callers stay.
        Row(before: "a", roster: "b", effects: ["+b", "-a"]),
        // A stranger goes.
        Row(before: "a x", roster: "a", effects: ["-x"]),
        Row(before: "a b c", roster: "a b c", isOrdered: true, effects: []),
        Row(before: "b", roster: "a b", isOrdered: true, effects: ["+a", "-b", "+b"]),
        Row(before: "a c", roster: "a b c", isOrdered: true, effects: ["+b", "-c", "+c"]),
        Row(before: "c b a", roster: "a b c", isOrdered: true, effects: ["-b", "+b", "-c", "+c"]),
        Row(before: "a b c", roster: "a c", isOrdered: true, effects: ["-b"]),
        Row(before: "a b", roster: "a2 b!", isOrdered: true, effects: ["penalty a 2", "pause b"]),
    ]

    @Test("what is to be done, and that it is enough", arguments: rows)
    func effects(_ row: Row) {
        var membership = QueueMembership(["q": Self.members(row.before)])
        let roster = QueueRoster(queue: "q", members: Self.members(row.roster), isOrdered: row.isOrdered)
        let effects = membership.effects(toward: [roster])
        #expect(effects.map(Self.describe) == row.effects)
        for effect in effects {
            membership.apply(effect)
            let mayBeEmpty = row.before.isEmpty || row.roster.isEmpty || row.before.count == 1
            #expect(mayBeEmpty || membership.queues["q"]?.isEmpty == false)
        }
        #expect(membership.effects(toward: [roster]).isEmpty)
        let after = membership.queues["q"] ?? []
        #expect(Set(after) == Set(roster.members))
        #expect(!row.isOrdered || after == roster.members)
    }

    @Test("a queue that Asterisk does not have is left alone")
    func unknownQueue() {
        let roster = QueueRoster(queue: "r", members: Self.members("a"))
        #expect(QueueMembership(["q": []]).effects(toward: [roster]).isEmpty)
    }

    @Test("what events tell is taken in once")
    func events() {
        var membership = QueueMembership(["q": []])
        let member = Self.members("a")[0]
        membership.apply(.add(member, to: "q"))
        membership.apply(.add(member, to: "q"))
        membership.apply(.add(member, to: "unknown"))
        #expect(membership.queues == ["q": [member]])
        membership.apply(.pause("a", in: "q", true))
        membership.apply(.pause("b", in: "q", true))
        #expect(membership.queues["q"]?.map(\.isPaused) == [true])
        membership.apply(.remove("a", from: "q"))
        #expect(membership.queues == ["q": []])
    }

    private static func members(_ text: String) -> [QueueMember] {
        text.split(separator: " ").map { word in
            let name = String(word.prefix(1))
            return QueueMember(
                interface: name, name: name, stateInterface: word.contains("'") ? "other" : "device",
                penalty: Int(word.filter(\.isNumber)) ?? 0, isPaused: word.contains("!"))
        }
    }

    private static func describe(_ effect: QueueEffect) -> String {
        switch effect {
        case .add(let member, _): "+\(member.interface)\(member.stateInterface == "other" ? "'" : "")"
        case .remove(let interface, _): "-\(interface)"
        case .pause(let interface, _, let isPaused): "\(isPaused ? "pause" : "resume") \(interface)"
        case .penalty(let interface, _, let penalty): "penalty \(interface) \(penalty)"
        }
    }
}
