import CallControl
import Foundation
import Routing
import Storage

extension CallRecord {
    /// The visits of a call: what an earlier process saw of one comes first.
    static func visits(of call: Call, earlier: CallRecord?) -> [QueueVisit] {
        var visits = earlier?.visits ?? []
        for place in visits.indices where visits[place].connected != nil && visits[place].ended == nil {
            visits[place].ended = call[visits[place].channel]?.hangup?.moment
        }
        for visit in call.visits {
            var visit = QueueVisit(visit)
            if let known = visits.lastIndex(where: { $0.isSame(as: visit) }) {
                visits[known] = visit
            } else if let known = visits.lastIndex(where: { $0.goesOn(in: visit) }) {
                visit.entered = visits[known].entered
                visit.positionAtEntry = visits[known].positionAtEntry
                visit.unansweredRings += visits[known].unansweredRings
                visits[known] = visit
            } else {
                visits.append(visit)
            }
        }
        return visits
    }

    /// An earlier process saw callers wait who are not in the line any more: who talks was answered.
    /// - Parameter moment: when that is seen.
    mutating func concludeVisits(in call: Call, at moment: Date, table: RoutingTable?) {
        for place in visits.indices where visits[place].ended == nil && visits[place].connected == nil {
            let visit = visits[place]
            guard
                !call.visits.map({ QueueVisit($0) }).contains(where: { visit.isSame(as: $0) || visit.goesOn(in: $0) })
            else { continue }
            visits[place].isEstimated = true
            if let partner = call.talkPartners(of: visit.channel).first {
                let mark = partner.mark
                visits[place].connected = moment
                visits[place].outcome = .answered
                visits[place].agent =
                    table.flatMap { mark.user(in: $0)?.extension } ?? mark.number(in: table) ?? mark.text
            } else {
                visits[place].ended = moment
                visits[place].outcome = .left
            }
        }
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

    /// Whether this process has seen it come itself, and has written it down before: times are kept to the millisecond.
    fileprivate func isSame(as other: Self) -> Bool {
        channel == other.channel && queue == other.queue && positionAtEntry == other.positionAtEntry
            && abs(entered.timeIntervalSince(other.entered)) < 0.002
    }

    /// Whether another is the same, which a later process has found in the line. One that it has seen come has no earlier
    /// record.
    fileprivate func goesOn(in other: Self) -> Bool {
        ended == nil && connected == nil && other.positionAtEntry == nil && other.channel == channel
            && other.queue == queue
    }

    /// What nobody saw the end of ended when its channel did, at the latest.
    mutating func close(by moment: Date) {
        guard ended == nil else { return }
        ended = max(moment, connected ?? entered)
        outcome = outcome ?? .abandoned
        isEstimated = true
    }
}
