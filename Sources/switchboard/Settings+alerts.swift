import Alerts
import Configuration
import Foundation
import SwitchboardServer

extension Settings {
    /// How alerts are delivered.
    func alerts() throws -> AlertSettings {
        let retry = reader.double(forKey: "alerts.retry", default: 10)
        guard retry > 0, retry <= 3_600 else {
            throw Refusal("alerts.retry: \(retry) is no pause; expected seconds above 0, at most 3600")
        }
        let secret = reader.string(forKey: "webhook.secret", isSecret: true)
        if let secret, secret.count < 16 {
            throw Refusal("webhook.secret: 16 characters at least are needed to sign with")
        }
        return AlertSettings(
            mail: try mailServer(), webhookSecret: secret.map(AlertSecret.init), retry: retry,
            voicemail: reader.string(forKey: "asterisk.voicemail", default: "/var/spool/asterisk/voicemail"))
    }

    /// `nil` where none is named.
    private func mailServer() throws -> MailServer? {
        guard let host = reader.string(forKey: "smtp.host"), !host.isEmpty else { return nil }
        guard host.utf8.count <= 253,
            host.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || ".-:".contains($0)) })
        else {
            throw Refusal("smtp.host: \"\(host)\" is no host; expected a name or an address, like mail.example.org")
        }
        let tls = reader.string(forKey: "smtp.tls", default: "starttls")
        guard let security = MailServer.Security(rawValue: tls) else {
            let kinds = MailServer.Security.allCases.map(\.rawValue).joined(separator: ", ")
            throw Refusal("smtp.tls: \"\(tls)\" is none of \(kinds)")
        }
        let port = reader.int(forKey: "smtp.port", default: security.port)
        guard (1...65_535).contains(port) else { throw Refusal("smtp.port: \(port) is no port; expected 1 to 65535") }
        guard let from = reader.string(forKey: "smtp.from"), MailAddress.isValid(from) else {
            throw Refusal("smtp.from: expected the address that mail comes from, like pbx@example.org")
        }
        let username = reader.string(forKey: "smtp.username")
        let password = reader.string(forKey: "smtp.password", isSecret: true)
        if username != nil, password?.isEmpty ?? true {
            throw Refusal("smtp.password is missing: the password of \(username ?? "")")
        }
        if username != nil, security == .none, !["127.0.0.1", "::1", "localhost"].contains(host) {
            throw Refusal("smtp.tls: none would send the password in the clear; expected starttls or tls")
        }
        return MailServer(
            host: host, port: port, security: security, username: username, password: password.map(AlertSecret.init),
            from: from, trust: reader.string(forKey: "smtp.trust"))
    }
}
