import Foundation
import SwitchboardServer

/// What the running server says of itself.
struct ServerFindings {
    let settings: Settings
    /// What the server runs with; `nil`: the settings are wrong.
    let server: ServerSettings?

    var findings: [Doctor.Finding] {
        get async {
            let health: ServerHealth
            do {
                health = try await ControlClient(path: settings.control).health()
            } catch {
                return [.error("server", "\(error)", "calls take the failure route until it runs")]
            }
            return [.ok("server", "answers on \(settings.control)"), ami(health), agi(health)]
        }
    }

    private func ami(_ health: ServerHealth) -> Doctor.Finding {
        if let since = health.connectedSince {
            return .ok("ami", "connected since \(since.formatted(.iso8601))")
        }
        guard let ami = server?.ami else {
            return .warning(
                "ami", "ami.username is not set: no live calls, no history, no alerts of calls",
                "name the account of asterisk-conf/include/manager.conf")
        }
        return .error(
            "ami", "not connected to \(ami.host):\(ami.port)",
            "is Asterisk up, and are name and secret those of its manager.conf? The server's log says why")
    }

    private func agi(_ health: ServerHealth) -> Doctor.Finding {
        let agi = health.agi
        let says = "\(agi.finished) questions answered, \(agi.failed) failed, \(agi.refused) connections refused"
        guard agi.failed + agi.refused > 0 else { return .ok("agi", says) }
        return .warning("agi", says, "the server's log names each; refused are peers that agi.peers does not name")
    }
}
