import Foundation

/// Calls whose channels Asterisk is moving between bridges. One by one they leave and enter; only the end counts.
///
/// Every merge of bridges is part of an attended transfer or of the optimization of a Local channel (bridge.c,
/// bridge_basic.c: the callers of bridge_do_merge), and both tell of their end.
struct Rearrangements: Sendable {
    enum Reason: Sendable, Hashable {
        /// BridgeMerge … AttendedTransfer or LocalOptimizationEnd.
        case merge
        /// LocalOptimizationBegin … LocalOptimizationEnd, by the Uniqueid of the first half.
        case optimization(of: String)
        /// Unhold … nothing more, or a transfer: then this channel leaves.
        case unhold(by: String)

        /// Mostly they take milliseconds. Longer than this, and the end was missed, or there is none.
        var patience: TimeInterval {
            switch self {
            case .merge, .optimization: 2
            case .unhold: 0.25
            }
        }
    }

    /// What was not looked at meanwhile.
    struct Postponed: Sendable {
        var channels: [String] = []
        /// The last change.
        var moment = Date.distantPast
    }

    private struct Open: Sendable {
        /// Each with the moment from which on nobody waits for it.
        var reasons: [Reason: Date] = [:]
        var postponed = Postponed()
    }

    private var open: [String: Open] = [:]

    var isEmpty: Bool { open.isEmpty }

    func includes(_ call: String) -> Bool { open[call] != nil }

    func includes(anyOf calls: Set<String>) -> Bool { !open.isEmpty && calls.contains { open[$0] != nil } }

    mutating func begin(_ call: String, _ reason: Reason, at moment: Date) {
        open[call, default: Open()].reasons[reason] = moment + reason.patience
    }

    /// These channels are to be looked at when it is over.
    mutating func postpone(_ channels: [String], in call: String, at moment: Date) {
        guard var postponed = open[call]?.postponed else { return }
        postponed.channels += channels
        postponed.moment = max(postponed.moment, moment)
        open[call]?.postponed = postponed
    }

    /// - Returns: what to look at, when the call is at rest now and was not before.
    mutating func end(_ call: String, _ reasons: [Reason]) -> Postponed? {
        guard open[call] != nil else { return nil }
        for reason in reasons { open[call]?.reasons[reason] = nil }
        guard open[call]?.reasons.isEmpty == true else { return nil }
        return open.removeValue(forKey: call)?.postponed
    }

    /// - Returns: what to look at in calls that have waited long enough.
    mutating func takeOverdue(at moment: Date) -> [Postponed] {
        guard !open.isEmpty else { return [] }
        let overdue = open.filter { $0.value.reasons.values.allSatisfy { $0 < moment } }
        for call in overdue.keys { open[call] = nil }
        return overdue.sorted { $0.key < $1.key }.map(\.value.postponed)
    }

    mutating func merge(_ call: String, into other: String) {
        guard let moved = open.removeValue(forKey: call) else { return }
        open[other, default: Open()].reasons.merge(moved.reasons) { max($0, $1) }
        postpone(moved.postponed.channels, in: other, at: moved.postponed.moment)
    }

    mutating func forget(_ call: String) {
        open[call] = nil
    }
}
