import CallControl
import Foundation
import Routing

/// Trunks that can't be reached.
extension LiveCalls {
    /// A device has another state.
    func saw(device: String, _ state: DeviceState, at moment: Date) {
        for trunk in tables.current?.trunks ?? [] where trunk.device == device {
            tell(trunkWatch.saw(trunk.name, state, at: moment))
        }
    }

    /// All devices, after Asterisk was asked.
    func seeTrunks(at moment: Date) {
        for trunk in tables.current?.trunks ?? [] {
            guard let device = trunk.device else { continue }
            tell(trunkWatch.saw(trunk.name, picture.devices[device], at: moment))
        }
    }

    /// Those that have been away for long enough.
    func settleTrunks(at moment: Date) {
        for change in trunkWatch.settle(at: moment) { tell(change) }
    }

    private func tell(_ change: TrunkWatch.Change?) {
        switch change {
        case .down(let trunk, let since)?:
            logger.error("a trunk can't be reached", metadata: ["trunk": "\(trunk)"])
            alerts.trunkFailed(trunk, since: since)
        case .up(let trunk, let since, let until)?:
            logger.notice("a trunk can be reached again", metadata: ["trunk": "\(trunk)"])
            alerts.trunkRecovered(trunk, down: since, until: until)
        case nil: break
        }
    }
}
