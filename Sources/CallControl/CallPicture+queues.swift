import Foundation

extension CallPicture {
    mutating func apply(_ event: QueueEvent, at moment: Date) {
        var isJoining = false
        if case .joined = event.kind { isJoining = true }
        see(event.caller, at: moment, adopting: isJoining)
        guard let call = callOfChannel[event.caller.id] else { return }
        if live[call]?.apply(event, at: moment) == true { touch(call) }
    }

    /// The dialplan says what came of a queue. AGI may be quicker than AMI: then he still seems to wait.
    mutating func close(_ channel: String, queue: QueueName, _ result: QueueResult, at moment: Date) {
        guard let call = callOfChannel[channel] else { return }
        live[call]?.close(channel, queue: queue, result, at: moment)
        touch(call)
    }
}

// MARK: After a reconnect

extension CallPicture {
    /// Takes in who waits.
    /// - Returns: channels that waited, and do not any more by these lists.
    mutating func takeInWaiting(_ entries: [PictureSnapshot.QueueEntry]) -> Set<String> {
        for entry in entries {
            guard let call = callOfChannel[entry.id] else { continue }
            if live[call]?.takeIn(entry) == true { touch(call) }
        }
        let waiting = Set(entries.map(\.id))
        return Set(
            live.values.flatMap(\.visits).filter { $0.isWaiting && $0.ended == nil && !waiting.contains($0.channel) }
                .map(\.channel))
    }

    /// Of those who went while nobody watched: who talks has been answered.
    mutating func conclude(_ gone: Set<String>, at moment: Date) {
        for channel in gone.sorted() {
            guard let call = callOfChannel[channel] else { continue }
            let agent = live[call]?.talkPartners(of: channel).first.map(agent(of:))
            live[call]?.concludeVisit(of: channel, answeredBy: agent, at: moment)
            touch(call)
        }
    }

    /// Whom a channel that an agent talks on is of: the Local channel that rang it names him.
    private func agent(of channel: Channel) -> String {
        guard let call = call(ofChannel: channel.id) else { return channel.mark.text }
        var (way, next): (Set<String>, Channel?) = ([], channel)
        while let one = next, way.insert(one.id).inserted {
            if one.kind == .local, one.name.contains("@switchboard-agent") {
                return QueueName.agent(ofInterface: one.name)
            }
            next = one.dial?.by.flatMap { call[$0] }
        }
        return channel.mark.text
    }
}
