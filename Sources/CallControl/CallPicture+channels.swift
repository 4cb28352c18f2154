import Foundation

extension CallPicture {
    /// Takes over what an event shows of a channel.
    /// - Parameters:
    ///   - adopting: a channel that is not known is taken in.
    ///   - created: when it came up, if that was not now.
    mutating func see(_ snapshot: ChannelSnapshot, at moment: Date, adopting: Bool = true, created: Date? = nil) {
        if let known = channel(snapshot.id) {
            guard known.isLive else { return }
            join(snapshot.id, call: snapshot.call)
            let wasUp = known.isUp
            update(snapshot.id) { $0.update(snapshot, at: moment) }
            if wasUp != (snapshot.state == .up) { judge([snapshot.id], at: moment) }
        } else if adopting, !graves.has(snapshot.id), !Self.isHelper(snapshot.name) {
            adopt(snapshot, created: created ?? moment, at: moment)
        }
    }

    /// Channels that are nobody's: what reports to Switchboard. Those that masquerades use are not shown (channel.c,
    /// surrogate_tech).
    static func isHelper(_ name: String) -> Bool {
        name.hasPrefix("Local/s@switchboard-report-") || name.contains("@switchboard-callback-forget-")
    }

    private mutating func adopt(_ snapshot: ChannelSnapshot, created: Date, at moment: Date) {
        let id = current(snapshot.call)
        var channel = Channel(snapshot, created: created)
        channel.update(snapshot, at: moment)
        if live[id] == nil { live[id] = Call(id: id, began: created) }
        live[id]?.add(channel)
        callOfChannel[channel.id] = id
        names[channel.name] = channel.id
        if channel.kind == .real {
            legs[channel.mark, default: []].insert(channel.id)
            introduce(id)
        }
        for decision in early.take(channel.id) { live[id]?.decisions.append(decision) }
        touch(id)
    }

    /// Tells of a call once.
    private mutating func introduce(_ id: String) {
        guard live[id]?.isKnown == false else { return }
        live[id]?.isKnown = true
        effects.append(.callBegan(id))
    }

    /// Changes a channel, also one that has ended.
    mutating func update(_ id: String, _ change: (inout Channel) -> Void) {
        guard let call = callOfChannel[id] else { return }
        if live[call]?.update(id, change) == true { touch(call) }
    }

    mutating func readMark(of id: String) {
        guard let before = channel(id), before.isLive, before.kind == .real else { return }
        update(id) { $0.readMark() }
        guard let after = channel(id)?.mark, after != before.mark else { return }
        forget(id, as: before.mark)
        legs[after, default: []].insert(id)
    }

    private mutating func forget(_ id: String, as mark: LegMark) {
        legs[mark]?.remove(id)
        if legs[mark]?.isEmpty == true { legs[mark] = nil }
    }

    mutating func rename(_ id: String, from: String, to: String) {
        guard names[from] == id else { return }
        names[from] = nil
        names[to] = id
        update(id) { $0.name = to }
    }

    /// The end of a channel, and of its call if it was the last.
    mutating func hangUp(_ id: String, _ hangup: Channel.Hangup) {
        guard let channel = channel(id), channel.isLive, let call = callOfChannel[id] else { return }
        let left = removeFromBridge(id)
        update(id) { channel in
            channel.hangup = hangup
            channel.musicSince = nil
            channel.holdsSince = nil
            channel.parking = nil
        }
        live[call]?.endVisits(of: id, hangup)
        if names[channel.name] == id { names[channel.name] = nil }
        forget(id, as: channel.mark)
        if channel.kind == .real { live[call]?.ended = hangup.moment }
        let isOver = live[call]?.channels.contains(where: \.isLive) == false
        if isOver { rearrangements.forget(call) }
        if isRebuilding, let talk = talkOfChannel[id] { end(talk, at: hangup.moment) }
        judge(left, at: hangup.moment)
        arranged([id], [.optimization(of: id), .unhold(by: id)], at: hangup.moment)
        if isOver {
            live[call]?.endVisits(at: hangup.moment)
            end(call)
        }
    }

    /// Nothing of a call stays here.
    private mutating func end(_ id: String) {
        guard let call = live.removeValue(forKey: id) else { return }
        for channel in call.channels {
            callOfChannel[channel.id] = nil
            graves.add(channel.id)
        }
        for earlier in call.earlierIDs { mergedInto[earlier] = nil }
        rearrangements.forget(id)
        touched.removeAll { $0 == id }
        if call.isKnown { effects.append(.callEnded(call)) }
    }
}

// MARK: Calls that become one

extension CallPicture {
    /// Asterisk says that a channel belongs to this call.
    mutating func join(_ channel: String, call: String) {
        guard let mine = callOfChannel[channel] else { return }
        let other = current(call)
        guard mine != other else { return }
        if live[other] == nil, let began = live[mine]?.began { live[other] = Call(id: other, began: began) }
        merge(mine, other)
    }

    /// Makes two calls one. The older ID stays, as with Asterisk's Linkedid (channel_internal_api.c,
    /// ast_channel_internal_oldest_linkedid).
    mutating func merge(_ one: String, _ two: String) {
        guard one != two else { return }
        let (older, younger) = Self.isOlder(one, two) ? (one, two) : (two, one)
        guard let absorbed = live.removeValue(forKey: younger), live[older] != nil else { return }
        if absorbed.isKnown { introduce(older) }
        live[older]?.absorb(absorbed)
        if live[older]?.channels.contains(where: { $0.isLive && $0.kind == .real }) == true { live[older]?.ended = nil }
        for channel in absorbed.channels {
            callOfChannel[channel.id] = older
            guard let talk = talkOfChannel[channel.id], talk.call == younger else { continue }
            for party in talk.channels { talkOfChannel[party]?.call = older }
        }
        for id in absorbed.earlierIDs + [younger] { mergedInto[id] = older }
        rearrangements.merge(younger, into: older)
        touched.removeAll { $0 == younger }
        touch(older)
        if absorbed.isKnown { effects.append(.callMerged(younger, into: older)) }
    }

    /// By creation: `systemname-1700000000.42`.
    private static func isOlder(_ one: String, _ two: String) -> Bool {
        func creation(_ id: String) -> (Int, Int)? {
            let parts = id.split(separator: "-").last?.split(separator: ".") ?? []
            guard parts.count == 2, let second = Int(parts[0]), let count = Int(parts[1]) else { return nil }
            return (second, count)
        }
        guard let first = creation(one), let second = creation(two) else { return one < two }
        return first < second
    }
}
