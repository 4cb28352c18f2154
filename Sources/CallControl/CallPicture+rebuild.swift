import Foundation

extension CallPicture {
    /// The connection to Asterisk is lost: what is shown is what was last known.
    public mutating func lost(at moment: Date) {
        lostAt = lostAt ?? moment
    }

    /// Brings the picture up to date after the connection was lost, or at the start of the process.
    ///
    /// The safe order: log in with events on, and keep all events that come; ask for the lists, CoreShowChannels first; when
    /// the last one is complete, call this with what was kept since CoreShowChannels was asked, and go on with events as
    /// they come. An event may be older than the list that already shows what it tells, never newer events are missing: in
    /// order over the lists, they lead to what is. Nobody's talk begins or ends by the states in between.
    /// - Parameters:
    ///   - events: what came while the lists were taken, in order, each with its moment.
    ///   - moment: now, by Asterisk's clock.
    ///   - asteriskStarted: since when this Asterisk runs (FullyBooted has Uptime).
    public mutating func rebuild(
        from snapshot: PictureSnapshot, followedBy events: [(event: CallEvent, moment: Date)] = [], at moment: Date,
        asteriskStarted: Date
    ) -> [CallEffect] {
        for (name, state) in snapshot.devices.sorted(by: { $0.key < $1.key }) where devices.set(name, state) {
            effects.append(.device(name, state))
        }
        for name in devices.all.keys.sorted() where snapshot.devices[name] == nil {
            if devices.set(name, .unknown) { effects.append(.device(name, .unknown)) }
        }
        rearrangements = Rearrangements()
        endThoseGone(snapshot, at: moment, asteriskStarted: asteriskStarted)
        isRebuilding = true
        takeIn(snapshot, at: moment)
        let unqueued = takeInWaiting(snapshot.waiting)
        for (event, moment) in events { apply(event, at: moment) }
        isRebuilding = false
        rearrangements = Rearrangements()
        judge(live.values.flatMap { $0.channels.filter(\.isLive).map(\.id) }.sorted(), at: moment)
        conclude(unqueued, at: moment)
        lostAt = nil
        return flush()
    }

    /// Those that talked talked until one of them ended.
    private mutating func endThoseGone(_ snapshot: PictureSnapshot, at moment: Date, asteriskStarted: Date) {
        let there = Set(snapshot.channels.map(\.channel.id))
        let lost = lostAt ?? moment
        // Asterisk itself was away: that was the loss. Otherwise they ended some time in between.
        let estimate = asteriskStarted > lost ? lost : moment
        let gone = live.values.flatMap(\.channels).filter { $0.isLive && !there.contains($0.id) }.map { channel in
            let ended = snapshot.ended[channel.id]
            return (
                channel,
                Channel.Hangup(
                    moment: max(ended?.moment ?? estimate, channel.created), cause: ended?.cause ?? 0, text: "",
                    isEstimated: ended == nil)
            )
        }
        let inOrder = gone.sorted { ($0.1.moment, $0.0.id) < ($1.1.moment, $1.0.id) }
        for (channel, hangup) in inOrder where channel.kind == .real { hangUp(channel.id, hangup) }
        // Most were optimized away while those at their ends talked on.
        isRebuilding = true
        for (channel, hangup) in inOrder where channel.kind == .local { hangUp(channel.id, hangup) }
        isRebuilding = false
    }

    private mutating func takeIn(_ snapshot: PictureSnapshot, at moment: Date) {
        let holding = Dictionary(snapshot.bridges.map { ($0.id, $0.isHolding) }) { first, _ in first }
        for shown in snapshot.channels.sorted(by: { ($0.created, $0.channel.id) < ($1.created, $1.channel.id) }) {
            let isNew = channel(shown.channel.id) == nil
            see(shown.channel, at: moment, created: shown.created)
            if isNew, shown.isDialled { rememberDial(shown) }
            if let bridge = shown.bridge {
                put(shown.channel.id, into: bridge, isHolding: holding[bridge] ?? false, at: moment)
            } else {
                removeFromBridge(shown.channel.id)
            }
        }
        let parked = Dictionary(snapshot.parked.map { ($0.id, $0) }) { first, _ in first }
        for shown in snapshot.channels {
            let parking = parked[shown.channel.id].map {
                Channel.Parking(lot: $0.lot, space: $0.space, since: $0.since)
            }
            update(shown.channel.id) { $0.parking = parking }
        }
        for shown in snapshot.channels {
            readHold(shown.channel.id, isHeld: snapshot.held.contains(shown.channel.id), at: moment)
        }
    }

    /// Who dialled it is not known any more.
    private mutating func rememberDial(_ shown: PictureSnapshot.LiveChannel) {
        update(shown.channel.id) { channel in
            channel.dial = .init(by: nil, dialString: "", began: shown.created)
            guard channel.isUp else { return }
            channel.dial?.ended = channel.answered
            channel.dial?.status = "ANSWER"
        }
        readMark(of: shown.channel.id)
    }

    /// Who is on hold, Asterisk tells, but not by whom: of two who are connected, by the other one.
    private mutating func readHold(_ id: String, isHeld: Bool, at moment: Date) {
        guard let channel = channel(id), channel.kind == .real, channel.isUp, let bridge = channel.bridge else {
            return
        }
        let others = connected(with: bridge).filter { $0 != id && self.channel($0)?.kind == .real }
        guard others.count == 1 else { return }
        update(others[0]) { $0.holdsSince = isHeld ? $0.holdsSince ?? moment : nil }
    }
}
