import Foundation

/// Decisions for channels that are not known yet: AGI is quicker than AMI now and then, or AMI is not connected.
struct EarlyDecisions: Sendable {
    /// Longer than a reconnect takes; then the channel's call is over.
    private static let patience: TimeInterval = 300
    private var decisions: [String: [DecisionRecord]] = [:]
    private var swept = Date.distantPast

    var isEmpty: Bool { decisions.isEmpty }

    mutating func add(_ decision: DecisionRecord) {
        // Now and then, so that each one costs little.
        if decision.moment > swept + Self.patience {
            swept = decision.moment
            decisions = decisions.compactMapValues { waiting in
                waiting.contains { $0.moment + Self.patience > decision.moment } ? waiting : nil
            }
        }
        decisions[decision.channel, default: []].append(decision)
    }

    mutating func take(_ channel: String) -> [DecisionRecord] {
        decisions.isEmpty ? [] : decisions.removeValue(forKey: channel) ?? []
    }
}
