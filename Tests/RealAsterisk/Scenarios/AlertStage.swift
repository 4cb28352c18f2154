import AsteriskBench
import Foundation
import Testing

/// An office whose people want to be told, with a mail server and an HTTP listener that are stopped and broken: an
/// Asterisk and a Switchboard of its own.
struct AlertStage {
    let bench: Bench
    let switchboard: SwitchboardProcess
    let mail: BenchMailServer
    let listener: WebhookListener
    /// What the trunk `carrier` leads to.
    let carrier: SIPHost

    static let secret = "a secret that signs webhooks"

    static func shared() async throws -> AlertStage { try await start.value }

    private static let start = Task {
        let port = try TCP.freePort()
        let carrier = try SIPHost()
        let bench = try await Bench.start { surroundings in
            var configuration = PBXConfiguration(
                folder: Bench.repository.appending(path: "asterisk-conf"), phones: users.map { Phone($0) })
            configuration.globals = ["SWITCHBOARD_AGI": "agi://127.0.0.1:\(port)"]
            // What Asterisk mails itself would end in a file here.
            configuration.files["voicemail.conf"] = try conf("sample/voicemail.conf").replacing(
                "/usr/sbin/sendmail -t", with: "cat >> \(surroundings.pbxDirectoryInside)/spool/mail")
            configuration.files["switchboard/pjsip.conf"] =
                try conf("include/pjsip.conf") + """

                    [carrier]
                    type=endpoint
                    context=switchboard-inbound
                    identify_by=ip
                    disallow=all
                    allow=ulaw
                    aors=carrier
                    [carrier]
                    type=aor
                    contact=sip:127.0.0.1:\(carrier.port)
                    qualify_frequency=1
                    qualify_timeout=0.5
                    """
            return configuration
        }
        let mail = try await BenchMailServer(in: bench.logs.appending(path: "alerts-mail"))
        let listener = try await WebhookListener(in: bench.logs.appending(path: "alerts-webhooks"))
        let server = try await SwitchboardProcess.start(
            named: "alerts", in: bench.logs, port: port, mailboxesOf: bench,
            ami: bench.switchboardAccess(),
            settings: [
                "SWITCHBOARD_SMTP_HOST": "127.0.0.1", "SWITCHBOARD_SMTP_PORT": "\(mail.port)",
                "SWITCHBOARD_SMTP_TLS": "none", "SWITCHBOARD_SMTP_FROM": "pbx@office.example",
                "SWITCHBOARD_WEBHOOK_SECRET": secret, "SWITCHBOARD_ALERTS_RETRY": "0.5",
                "SWITCHBOARD_ASTERISK_VOICEMAIL": bench.pbx.directory.appending(path: "spool/voicemail").path,
            ])
        try await server.apply(yaml(listener))
        _ = try await server.takesUp(revision: 1)
        let stage = AlertStage(bench: bench, switchboard: server, mail: mail, listener: listener, carrier: carrier)
        try await stage.follows(times: 1)
        let deadline = ContinuousClock.now + .seconds(20)
        while try await !bench.pbx.console("voicemail show users").contains("8803") {
            try #require(ContinuousClock.now < deadline, "Asterisk has no mailboxes: \(server.log)")
            try await Task.sleep(for: .milliseconds(50))
        }
        return stage
    }

    private static let users = ["8800", "8801", "8802", "8803", "8804"]

    private static func conf(_ path: String) throws -> String {
        try String(contentsOf: Bench.repository.appending(path: "asterisk-conf/\(path)"), encoding: .utf8)
    }

    private static func yaml(_ listener: WebhookListener) -> String {
        """
        version: 1
        office: { name: Ромашка, country: RU, timezone: Europe/Moscow, language: en, operator: user 8800, notify: { email: admin@office.example } }
        trunks:
          - { name: main, dial: "PJSIP/{number}@main", callerId: +74951239999, allow: [RU] }
          - { name: carrier, dial: "PJSIP/{number}@carrier", callerId: +74951239998, allow: [RU] }
        users:
          - { extension: 8800, name: Reception, phone: PJSIP/8800 }
          - { extension: 8801, name: Иванова, phone: PJSIP/8801, notify: { email: ivanova@office.example, webhook: "\(listener.url("/ivanova"))" } }
          - { extension: 8802, name: Petrov, phone: PJSIP/8802 }
          - { extension: 8803, name: Box, phone: PJSIP/8803, voicemail: { email: box@office.example, pin: "4417" }, forward: { always: { to: voicemail 8803 } }, notify: { webhook: "\(listener.url("/box"))" } }
          - { extension: 8804, name: Many, phone: PJSIP/8804, notify: { email: many@office.example, webhook: "\(listener.url("/many"))" } }
        groups:
          - { extension: 8850, name: sales, strategy: ringall, members: [user 8801, user 8802], ring: 30s, otherwise: { to: hangup }, notify: { email: sales@office.example } }
        numbers:
          - { number: "\(BenchOffice.direct("8850"))", name: sales line, rules: [ { to: group sales } ] }
          - { number: "\(BenchOffice.direct("8803"))", rules: [ { to: user 8803 } ] }
          - { number: "\(BenchOffice.direct("8804"))", rules: [ { to: user 8804 } ] }
        """
    }

    /// Waits until the server has said so often that it follows Asterisk's calls.
    func follows(times: Int) async throws {
        try await comes("following Asterisk's calls", within: 30) {
            switchboard.log.ranges(of: "following Asterisk's calls").count >= times
        }
    }

    /// Waits until something is so; other processes make it so, and it is looked at.
    func comes(_ what: String, within seconds: Double, _ isSo: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while try await !isSo() {
            guard ContinuousClock.now < deadline else {
                throw BenchError("\(what): not within \(seconds) s\n\(switchboard.log.suffix(4_000))")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Mails to an address; with a text only those that have it in their subject.
    func mails(to address: String, about text: String? = nil) throws -> [ReceivedMail] {
        try mail.messages().filter { mail in
            mail.to == [address] && text.map { mail.header("Subject")?.contains($0) ?? false } ?? true
        }
    }

    /// Posts to a path; with a text only those that have it in their body.
    func posts(to path: String, about text: String? = nil) throws -> [ReceivedPost] {
        try listener.posts().filter { post in post.path == path && text.map { post.body.contains($0) } ?? true }
    }
}
