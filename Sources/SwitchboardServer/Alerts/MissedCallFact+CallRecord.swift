import Routing
import Storage

extension MissedCallFact {
    /// What a call that is over has missed; `nil`: nothing, or it came from inside.
    ///
    /// Users were missed when a leg of theirs rang, or when the call was sent to them and nothing of theirs could ring.
    init?(_ record: CallRecord, table: RoutingTable) {
        guard record.origin == .external, let disposition = record.disposition, let ended = record.ended,
            CallDisposition.allMissed.contains(disposition)
        else { return nil }
        call = record.id
        number = record.callerNumber
        name = record.callerName
        dialled = record.dialled
        entry = record.entry
        began = record.began
        self.ended = ended
        self.disposition = disposition
        let rung = record.legs.filter { !$0.isCaller }
        tried = rung.map { leg in
            let user = leg.user.map { name in "\(name)" + (table.user(name).map { " (\($0.name))" } ?? "") }
            let isMobile = leg.user != nil && leg.number != nil
            return Tried(
                who: user.map { $0 + (isMobile ? ", mobile" : "") } ?? leg.number ?? leg.mark, outcome: leg.outcome)
        }
        var seen: Set<String> = []
        missedBy = (record.visited + rung.compactMap { leg in leg.user.map { "\(Destination.user($0))" } }).filter {
            seen.insert($0).inserted
        }
    }
}
