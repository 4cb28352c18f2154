import Foundation
import Routing

extension TestOffice {
    /// Follows a call that is handed on.
    ///
    /// - Parameters:
    ///   - holds: whether the transferor is still there, at each question; the last one stands for all that follow.
    ///   - device: what the client came by.
    func transfer(
        by transferor: CallTransfer.Transferor, _ kind: CallTransfer.Kind = .consult, to dialled: String,
        for client: String? = "+79035550001", by device: String = "PJSIP/main", holds: [Bool] = [true],
        when outcomes: [StepOutcome] = [], memory: CallMemory = .none
    ) -> [Decision] {
        let moment = Self.moment("2026-11-21T12:00")
        var decisions: [Decision] = []
        for (index, outcome) in ([nil] + outcomes).enumerated() {
            let call = table.call(
                CallTransfer(
                    by: transferor, kind: kind, holds: holds[min(index, holds.count - 1)], clientDevice: device),
                to: dialled, for: client)
            let cursor = decisions.last.flatMap { CallCursor($0.cursor.description) }
            decisions.append(table.next(call, after: cursor, outcome: outcome, at: moment, memory: memory))
        }
        return decisions
    }
}

extension [Decision] {
    /// Each stop in one line.
    var way: [String] { map(\.step.line) }

    /// The last one, if it rings.
    var ring: Ring? {
        if case .ring(let ring)? = last?.step { ring } else { nil }
    }

    /// Whether some reason has these words.
    func explain(_ words: String) -> Bool { contains { $0.explanation.contains { $0.contains(words) } } }
}
