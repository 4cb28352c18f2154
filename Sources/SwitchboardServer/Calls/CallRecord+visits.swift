import CallControl
import Foundation
import Routing
import Storage

extension CallRecord {
    /// The visits of a call: what an earlier process saw of one comes first.
    static func visits(of call: Call, earlier: CallRecord?, table: RoutingTable?) -> [QueueVisit] {
        var visits = earlier?.visits ?? []
        var present: Set<Int> = []
        for visit in call.visits {
            var visit = QueueVisit(visit)
            // Of one that this process has seen come there is no earlier record.
            let known = visits.lastIndex { known in
                known.ended == nil && known.connected == nil && visit.positionAtEntry == nil
                    && known.channel == visit.channel && known.queue == visit.queue
            }
            if let known {
                visit.entered = visits[known].entered
                visit.positionAtEntry = visits[known].positionAtEntry
                visit.unansweredRings += visits[known].unansweredRings
                visits[known] = visit
                present.insert(known)
            } else {
                present.insert(visits.count)
                visits.append(visit)
            }
        }
        for place in visits.indices where !present.contains(place) && visits[place].ended == nil {
            visits[place].conclude(in: call, table: table)
        }
        return visits
    }
}

extension CallRecord.QueueVisit {
    fileprivate init(_ visit: CallControl.QueueVisit) {
        self.init(channel: visit.channel, queue: visit.queue, isCallback: visit.isCallback, entered: visit.entered)
        language = visit.language
        connected = visit.connected
        ended = visit.ended
        outcome = visit.outcome.flatMap { Outcome(rawValue: $0.rawValue) }
        positionAtEntry = visit.positionAtEntry
        position = visit.position
        agent = visit.agent
        unansweredRings = visit.unansweredRings
        isEstimated = visit.isEstimated
    }

    /// What nobody saw the end of ended when its channel did, at the latest.
    mutating func close(by moment: Date) {
        guard ended == nil else { return }
        ended = max(moment, connected ?? entered)
        outcome = outcome ?? .abandoned
        isEstimated = true
    }

    /// An earlier process saw it begin, and he is not in the line any more: who talks was answered.
    fileprivate mutating func conclude(in call: Call, table: RoutingTable?) {
        let channel = channel
        if connected == nil {
            isEstimated = true
            guard let talk = call.talks.first(where: { $0.has(channel) && $0.began >= entered }) else {
                ended = call[channel]?.hangup?.moment ?? call.channels.map(\.created).max() ?? entered
                outcome = call[channel]?.isLive == false ? .abandoned : .left
                return
            }
            connected = talk.began
            outcome = .answered
            agent = talk.channels.first { $0 != channel }.flatMap { call[$0]?.mark }.map { mark in
                table.flatMap { mark.user(in: $0)?.extension } ?? mark.number(in: table) ?? mark.text
            }
        }
        ended = call[channel]?.hangup?.moment
    }
}
