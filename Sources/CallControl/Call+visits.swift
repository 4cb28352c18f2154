import Foundation

extension Call {
    /// Later than this after he left the line, he was not the one who hung up in it.
    private static let promptly: TimeInterval = 2

    /// - Returns: whether something is different now.
    mutating func apply(_ event: QueueEvent, at moment: Date) -> Bool {
        if case .joined(let position) = event.kind {
            join(event.queue, event.caller, at: position, moment)
            return true
        }
        guard let place = visit(of: event.caller.id, in: event.queue) else { return false }
        let before = visits[place]
        visits[place].channel = event.caller.id
        switch event.kind {
        case .joined: break
        case .abandoned(let position):
            visits[place].position = position ?? visits[place].position
            if !visits[place].isReported { visits[place].outcome = .abandoned }
        case .left(let position):
            visits[place].position = position ?? visits[place].position
            // Nothing is known yet of one who has not hung up: an agent may have answered.
            visits[place].outcome = visits[place].outcome ?? .left
            visits[place].ended = moment
        case .notAnswered:
            visits[place].unansweredRings += 1
        case .connected(let interface):
            visits[place].connected = moment
            visits[place].ended = nil
            visits[place].outcome = .answered
            visits[place].agent = QueueName.agent(ofInterface: interface)
        case .completed:
            if visits[place].outcome == .answered, visits[place].ended == nil { visits[place].ended = moment }
        }
        return visits[place] != before
    }

    private mutating func join(_ name: QueueName, _ caller: ChannelSnapshot, at position: Int?, _ moment: Date) {
        if let place = visits.lastIndex(where: { $0.channel == caller.id }), goesOn(visits[place], in: name) {
            // One that a list showed before its event came: the event knows better when.
            if visits[place].positionAtEntry == nil, visits[place].isWaiting {
                visits[place].positionAtEntry = position
                visits[place].entered = moment
            }
            visits[place].outcome = nil
            visits[place].ended = nil
            visits[place].isReported = false
            visits[place].language = name.language
            visits[place].position = position
        } else {
            var visit = QueueVisit(
                channel: caller.id, isCallback: QueueName.isCallback(channel: caller.name), in: name, entered: moment)
            visit.positionAtEntry = position
            visit.position = position
            visits.append(visit)
        }
    }

    /// Whether a caller who comes to a queue has only been away from it for a moment.
    private func goesOn(_ visit: QueueVisit, in name: QueueName) -> Bool {
        guard visit.queue == name.queue, visit.outcome != .answered else { return false }
        // Who asked for a callback and comes back could not be noted.
        guard !visit.isReported || visit.outcome == .askedForCallback else { return false }
        guard let ended = visit.ended else { return true }
        let hasTalked = talks.contains { $0.has(visit.channel) && $0.began >= ended }
        let hasRung = channels.contains { $0.dial?.by == visit.channel && $0.created >= ended }
        return !hasTalked && !hasRung
    }

    /// The visit that an event is about. A caller who was transferred into the queue has taken the place of a channel
    /// that is gone.
    private func visit(of channel: String, in name: QueueName) -> Int? {
        visits.lastIndex { $0.channel == channel && $0.queue == name.queue }
            ?? visits.lastIndex { $0.queue == name.queue && $0.isWaiting && self[$0.channel]?.isLive == false }
    }

    mutating func close(_ channel: String, queue: QueueName, _ result: QueueResult, at moment: Date) {
        let place = visits.lastIndex { $0.channel == channel && $0.queue == queue.queue }
        if !result.isRefusal {
            guard let place, !visits[place].isReported, visits[place].outcome != .answered else { return }
            visits[place].outcome = result.outcome
            visits[place].isReported = true
        } else if let place, goesOn(visits[place], in: queue) {
            visits[place].outcome = result.outcome
            visits[place].ended = visits[place].ended ?? moment
            visits[place].isReported = true
        } else {
            var visit = QueueVisit(
                channel: channel, isCallback: self[channel].map { QueueName.isCallback(channel: $0.name) } ?? false,
                in: queue, entered: moment)
            visit.outcome = result.outcome
            visit.ended = moment
            visit.isReported = true
            visits.append(visit)
        }
    }

    /// A channel has ended. Asterisk tells first that it left the queue, unless it was transferred into the queue and
    /// another has taken its place.
    mutating func endVisits(of channel: String, _ hangup: Channel.Hangup) {
        for place in visits.indices where visits[place].channel == channel {
            let visit = visits[place]
            if let ended = visit.ended {
                if visit.outcome == .abandoned, !visit.isReported,
                    hangup.moment.timeIntervalSince(ended) > Self.promptly
                {
                    visits[place].outcome = .left
                }
            } else if !visit.isWaiting || hangup.isEstimated {
                end(place, at: hangup.moment, isEstimated: hangup.isEstimated)
            }
        }
    }

    /// The call is over.
    mutating func endVisits(at moment: Date) {
        for place in visits.indices where visits[place].ended == nil { end(place, at: moment, isEstimated: false) }
    }

    private mutating func end(_ place: Int, at moment: Date, isEstimated: Bool) {
        visits[place].ended = max(moment, visits[place].connected ?? visits[place].entered)
        visits[place].outcome = visits[place].outcome ?? .abandoned
        if isEstimated { visits[place].isEstimated = true }
    }

    /// - Returns: whether something is different now.
    mutating func takeIn(_ entry: PictureSnapshot.QueueEntry) -> Bool {
        if let place = visits.lastIndex(where: { $0.channel == entry.id && $0.isWaiting }),
            visits[place].queue == entry.queue.queue
        {
            guard visits[place].position != entry.position else { return false }
            visits[place].position = entry.position
            return true
        }
        guard let channel = self[entry.id], channel.isLive else { return false }
        var visit = QueueVisit(
            channel: entry.id, isCallback: QueueName.isCallback(channel: channel.name), in: entry.queue,
            entered: entry.entered)
        visit.position = entry.position
        visits.append(visit)
        return true
    }

    /// A channel is not in the line any more, and nobody saw it go.
    mutating func concludeVisit(of channel: String, answeredBy agent: String?, at moment: Date) {
        guard let place = visits.lastIndex(where: { $0.channel == channel && $0.isWaiting && $0.ended == nil }) else {
            return
        }
        visits[place].isEstimated = true
        if let agent {
            visits[place].outcome = .answered
            visits[place].connected = moment
            visits[place].agent = agent
        } else {
            visits[place].outcome = .left
            visits[place].ended = moment
        }
    }
}
