import CallControl
import Foundation

/// Which trunks can't be reached, by the states of their devices. A value: time is told to it.
struct TrunkWatch {
    /// What has become certain.
    enum Change: Hashable {
        case down(trunk: String, since: Date)
        case up(trunk: String, since: Date, until: Date)
    }

    /// Seconds a device must be away: one lost OPTIONS is no outage, and an Asterisk that has just started has asked
    /// nobody yet.
    static let grace = 10.0

    /// Trunks that are down, and since when.
    private(set) var down: [String: Date]
    /// Trunks that may be.
    private var suspected: [String: Date] = [:]

    /// - Parameter down: those that were down when this process started.
    init(down: [String: Date] = [:]) {
        self.down = down
    }

    /// A trunk's device has this state.
    mutating func saw(_ trunk: String, _ state: DeviceState, at moment: Date) -> Change? {
        switch state {
        case .unavailable:
            if down[trunk] == nil, suspected[trunk] == nil { suspected[trunk] = moment }
            return nil
        // Asterisk knows no such device, or does not tell: nothing follows.
        case .unknown, .invalid:
            suspected[trunk] = nil
            return nil
        case .notInUse, .inUse, .busy, .ringing, .ringInUse, .onHold:
            suspected[trunk] = nil
            guard let since = down.removeValue(forKey: trunk) else { return nil }
            return .up(trunk: trunk, since: since, until: moment)
        }
    }

    /// Time has passed.
    mutating func settle(at moment: Date) -> [Change] {
        let certain = suspected.filter { moment.timeIntervalSince($0.value) >= Self.grace }
        for (trunk, since) in certain {
            suspected[trunk] = nil
            down[trunk] = since
        }
        return certain.sorted { $0.key < $1.key }.map { .down(trunk: $0.key, since: $0.value) }
    }

    /// Nobody tells of devices any more: what was not certain is forgotten.
    mutating func lost() { suspected = [:] }
}
