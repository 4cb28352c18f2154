import Foundation
import Routing
import Storage
import SwitchboardServer

/// What the database, the rules in it and the outbox tell.
struct DatabaseFindings {
    let settings: Settings
    /// What the server runs with; `nil`: the settings are wrong.
    let server: ServerSettings?

    var findings: [Doctor.Finding] {
        // Looking must not make one.
        guard FileManager.default.fileExists(atPath: settings.database) else {
            return [
                .error(
                    "database", "\(settings.database) is not there", "name it with --database, or apply an office first"
                )
            ]
        }
        let repository: OfficeRepository
        do {
            repository = try OfficeRepository(database: settings.database)
        } catch {
            return [.error("database", "\(error)", "no rule can be changed until that is mended")]
        }
        var findings: [Doctor.Finding] = []
        do {
            if let (checked, revision) = try repository.office() {
                findings.append(.ok("database", "\(settings.database), revision \(revision)"))
                findings.append(rules(checked))
                findings += PromptFindings(sounds: settings.sounds, office: checked.office).findings
                findings += addresses(checked.office)
            } else {
                findings.append(.ok("database", settings.database))
                findings.append(.error("rules", "there is no office yet", "switchboard apply FILE"))
            }
        } catch {
            findings.append(.error("rules", "\(error)", "switchboard undo, or apply a file that is right"))
        }
        return findings + outbox(repository)
    }

    private func rules(_ checked: CheckedOffice) -> Doctor.Finding {
        guard let first = checked.warnings.first else { return .ok("rules", "no errors, no warnings") }
        return .warning("rules", "warnings: \(checked.warnings.count), the first: \(first)", "switchboard check")
    }

    private func addresses(_ office: Office) -> [Doctor.Finding] {
        guard let alerts = server?.alerts else { return [] }
        let mails = office.alertAddresses(\.email)
        let mail: Doctor.Finding =
            if let server = alerts.mail {
                .ok("mail", "by \(server.host):\(server.port) (\(server.security.rawValue)) as \(server.from)")
            } else if mails.isEmpty {
                .ok("mail", "the office names no address to notify")
            } else {
                .warning(
                    "mail", "nobody gets mail at \(mails.sorted().prefix(3).joined(separator: ", ")): no mail server",
                    "set smtp.host and smtp.from")
            }
        let hooks = office.alertAddresses(\.webhook)
        let webhooks: Doctor.Finding =
            if hooks.isEmpty {
                .ok("webhooks", "the office names none")
            } else if alerts.webhookSecret == nil {
                .warning(
                    "webhooks", "they are not signed: a receiver can't tell them from others'", "set webhook.secret")
            } else {
                .ok("webhooks", "signed, to \(hooks.count) URLs")
            }
        return [mail, webhooks]
    }

    private func outbox(_ repository: OfficeRepository) -> [Doctor.Finding] {
        do {
            let counts = try repository.alertCounts()
            let waiting = try repository.alerts(in: [.open], limit: 100).first { $0.error != nil }
            var findings: [Doctor.Finding] = []
            if let waiting {
                findings.append(
                    .warning(
                        "alerts", "waiting: \(counts.open), the latest: \(waiting.error ?? "")",
                        "they are tried again by themselves for a day; switchboard alert list"))
            } else {
                findings.append(.ok("alerts", "waiting: \(counts.open)"))
            }
            if let dead = try repository.alerts(in: [.dead], limit: 1).first {
                findings.append(
                    .warning(
                        "dead", "not delivered: \(counts.dead), the latest to \(dead.address): \(dead.error ?? "")",
                        "mend that, then switchboard alert retry"))
            }
            return findings
        } catch {
            return [.error("alerts", "\(error)", "mend the database")]
        }
    }
}
