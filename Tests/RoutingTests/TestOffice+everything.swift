import Foundation
import OfficeFile
import Routing

extension TestOffice {
    /// An office whose schedules are held open or closed.
    init(_ yaml: String, overrides: [ScheduleOverride]) throws {
        var office = try OfficeFile.read(yaml, named: "test", numbering: Self.numbering).office
        office.overrides = overrides
        table = RoutingTable(
            try CheckedOffice(office, numbering: Self.numbering), revision: 1, numbering: Self.numbering)
    }

    /// Every decision a call can come to, legs that are decided apart included: each step comes out in every way.
    ///
    /// - Parameter keys: what is keyed wherever digits are taken.
    func everything(
        of call: IncomingCall, keys: [String] = [], at moment: Date = Self.moment("2026-11-21T12:00"),
        memory: CallMemory = .none
    ) -> [Decision] {
        var found: [Decision] = []
        var seen: Set<CallCursor> = []
        var open = [table.next(call, at: moment, memory: memory)]
        while let decision = open.popLast() {
            found.append(decision)
            guard seen.insert(decision.cursor).inserted else { continue }
            let cursor = CallCursor(decision.cursor.description)
            switch decision.step {
            case .ring(let ring):
                open += LegOutcome.allCases.filter { $0 != .answered && $0 != .cancelled }.map {
                    table.next(call, after: cursor, outcome: .leg($0), at: moment, memory: memory)
                }
                for case .member(let apart, _) in ring.legs {
                    open.append(
                        table.next(call, after: CallCursor(apart.description), at: moment, memory: memory))
                }
            case .collect:
                open += keys.map { table.next(call, after: cursor, outcome: .keys($0), at: moment, memory: memory) }
            default: continue
            }
        }
        return found
    }
}

extension Ring {
    /// The Diversion headers, `101;reason=user-busy;counter=1`.
    var diversionLines: [String] {
        diversions.map { "\($0.number);reason=\($0.reason.rawValue);counter=\($0.counter)" }
    }
}
