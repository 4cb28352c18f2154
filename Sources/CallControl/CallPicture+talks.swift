import Foundation

extension CallPicture {
    /// Looks who hears whom around these channels, and tells what is new. In the middle of a rearrangement it waits: the
    /// moments between are nobody's talk.
    mutating func judge(_ channels: [String], at moment: Date) {
        guard !isRebuilding else { return }
        let calls = Set(channels.compactMap { callOfChannel[$0] })
        guard !rearrangements.includes(anyOf: calls) else {
            for call in calls { rearrangements.postpone(channels, in: call, at: moment) }
            return
        }
        // Those who talked with them may talk on without them.
        let former = Set(channels.compactMap { talkOfChannel[$0] })
        var bridges: Set<String> = []
        var present: [[String]] = []
        for channel in Set(channels).union(former.flatMap(\.channels)).sorted() {
            guard let bridge = self.channel(channel)?.bridge, !bridges.contains(bridge) else { continue }
            let connected = connected(with: bridge)
            for member in connected { if let bridge = self.channel(member)?.bridge { bridges.insert(bridge) } }
            let parties = connected.filter { isHeard($0) }.sorted()
            if parties.count > 1 { present.append(parties) }
        }
        let all = former.union(present.flatMap { $0 }.compactMap { talkOfChannel[$0] })
        for talk in all.sorted(by: { $0.channels.lexicographicallyPrecedes($1.channels) })
        where !present.contains(talk.channels) {
            end(talk, at: moment)
        }
        for parties in present where parties.allSatisfy({ talkOfChannel[$0] == nil }) {
            begin(parties, at: moment)
        }
    }

    private func isHeard(_ id: String) -> Bool {
        guard let channel = channel(id) else { return false }
        return channel.kind == .real && channel.isUp && !channel.isHolding
    }

    /// All channels connected with a bridge, through Local channels too.
    func connected(with bridge: String) -> [String] {
        var (bridgesFound, open, found): (Set<String>, [String], [String]) = ([bridge], [bridge], [])
        while let next = open.popLast() {
            guard let members = bridges[next], !members.isHolding else { continue }
            found += members.members
            for member in members.members {
                // The other half is known by its name alone: nothing else tells of it after a reconnect.
                guard let channel = channel(member), channel.kind == .local, let name = LocalName(channel.name),
                    let further = self.channel(named: name.other)?.bridge, bridgesFound.insert(further).inserted
                else { continue }
                open.append(further)
            }
        }
        return found
    }

    private mutating func begin(_ parties: [String], at moment: Date) {
        let talk = Talk(call: callOfChannel[parties[0]] ?? "", channels: parties, began: moment)
        for party in parties { talkOfChannel[party] = talk }
        write(talk)
        effects.append(.talkBegan(talk))
    }

    mutating func end(_ talk: Talk, at moment: Date) {
        var talk = talk
        talk.ended = max(moment, talk.began)
        for party in talk.channels { talkOfChannel[party] = nil }
        write(talk)
        effects.append(.talkEnded(talk))
    }

    /// A conference may be of several calls.
    private mutating func write(_ talk: Talk) {
        for call in Set(talk.channels.compactMap { callOfChannel[$0] }).sorted() {
            live[call]?.set(talk)
            touch(call)
        }
    }
}

// MARK: Rearrangements

extension CallPicture {
    mutating func rearrange(_ channels: [String], _ reason: Rearrangements.Reason, at moment: Date) {
        for call in Set(channels.compactMap({ callOfChannel[$0] })) { rearrangements.begin(call, reason, at: moment) }
    }

    mutating func arranged(_ channels: [String], _ reasons: [Rearrangements.Reason], at moment: Date) {
        for call in Set(channels.compactMap({ callOfChannel[$0] })).sorted() {
            guard let postponed = rearrangements.end(call, reasons) else { continue }
            judge(postponed.channels, at: postponed.moment)
        }
    }

    mutating func settleOverdue(at moment: Date) {
        for postponed in rearrangements.takeOverdue(at: moment) { judge(postponed.channels, at: postponed.moment) }
    }
}
