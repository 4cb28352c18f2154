import AsteriskBench

/// A caller in the queue, on the line or virtual, as AMI tells of him.
struct QueueLoadEntry: Sendable {
    /// Uniqueid.
    let id: String
    /// Of the call.
    let linkedID: String
    /// The client's.
    let number: String
    /// The place of a client who is called back.
    let isVirtual: Bool
    let joined: WireTime
    /// When the client himself came: of a virtual caller, before he asked.
    let arrived: WireTime
    /// When an agent was rung for him first.
    let rung: WireTime?
    /// When he was not in the queue any more.
    let left: WireTime?
}

extension QueueLoadRun {
    /// Everybody who was in the queue, in order of arrival.
    var entries: [QueueLoadEntry] {
        let joins = events.events(named: "QueueCallerJoin")
        let rings = Dictionary(grouping: events.events(named: "AgentCalled")) { $0["Uniqueid"] ?? "" }
        let leaves = Dictionary(grouping: events.events(named: "QueueCallerLeave")) { $0["Uniqueid"] ?? "" }
        return joins.map { join in
            let (id, number) = (join["Uniqueid"] ?? "", join["CallerIDNum"] ?? "")
            return QueueLoadEntry(
                id: id, linkedID: join["Linkedid"] ?? "", number: number,
                isVirtual: join["Channel"]?.hasPrefix("Local/") ?? false, joined: join.arrived,
                arrived: joins.first { $0["CallerIDNum"] == number }?.arrived ?? join.arrived,
                rung: rings[id]?.first?.arrived, left: leaves[id]?.last?.arrived)
        }
        .sorted { $0.arrived < $1.arrived }
    }
}

/// How well a load was served.
struct QueueLoadFigures: CustomStringConvertible {
    /// For whom an agent was rung while others waited who had come before him, how many those were, and how much sooner the
    /// first of them had come, in seconds.
    private(set) var overtakers: [(number: String, past: Int, by: Double)] = []
    /// From an agent's end of one talk until his telephone rang for the next, while somebody waited.
    private(set) var idle: [Double] = []

    init(_ entries: [QueueLoadEntry], talks: [QueueLoadTalk]) {
        for entry in entries {
            guard let rung = entry.rung else { continue }
            let overtaken = entries.filter { other in
                other.arrived < entry.arrived && other.joined < rung + -0.1 && other.left.map { $0 > rung } ?? true
                    && other.rung.map { $0 > rung + 0.1 } ?? true
            }
            guard let first = overtaken.first else { continue }
            overtakers.append((entry.number, overtaken.count, entry.arrived - first.arrived))
        }
        for (_, talks) in Dictionary(grouping: talks, by: \.agent.party) {
            let legs = talks.map(\.agent.dialog).sorted { $0.invitedAt < $1.invitedAt }
            for (last, next) in zip(legs, legs.dropFirst()) {
                guard let free = last.endedAt, entries.contains(where: { $0.joined < free && $0.rung ?? free > free })
                else { continue }
                idle.append(next.invitedAt - free)
            }
        }
        idle.sort()
    }

    var description: String {
        let mean = idle.reduce(0, +) / Double(max(1, idle.count))
        return """
            before others: \(overtakers.count), past \(overtakers.map(\.past).max() ?? 0) at most, \
            who had come \(overtakers.map(\.by).max() ?? 0) s sooner at most
            while somebody waits an agent is free for \(mean) s before he is rung (mean of \(idle.count)), half of them for \
            \(idle.isEmpty ? 0 : idle[idle.count / 2]) s at most, all for \(idle.last ?? 0) s at most
            """
    }
}
