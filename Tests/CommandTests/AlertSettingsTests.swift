import Alerts
import Configuration
import Testing

@testable import switchboard

/// How mail and webhooks are set up.
@Suite("settings of alerts") struct AlertSettingsTests {
    @Test("without a host nothing is mailed; what else there is stays as it is")
    func nothing() throws {
        let alerts = try Self.settings(["smtp.from": "pbx@example.org"]).alerts()
        #expect(alerts.mail == nil)
        #expect(alerts.webhookSecret == nil)
        #expect(alerts.retry == 10)
        #expect(alerts.voicemail == "/var/spool/asterisk/voicemail")
    }

    @Test(
        "STARTTLS is what nobody has to ask for",
        arguments: [("starttls", 587), ("tls", 465), ("none", 25), (nil, 587)] as [(String?, Int)])
    func ports(tls: String?, port: Int) throws {
        var values = ["smtp.host": "mail.example.org", "smtp.from": "pbx@example.org"]
        values["smtp.tls"] = tls
        let mail = try Self.settings(values).alerts().mail
        #expect(mail?.port == port)
        #expect(mail?.security == MailServer.Security(rawValue: tls ?? "starttls"))
        #expect(mail?.username == nil)
    }

    @Test("a password stays one, and no description shows it")
    func secrets() throws {
        let alerts = try Self.settings([
            "smtp.host": "mail.example.org", "smtp.from": "pbx@example.org", "smtp.username": "pbx",
            "smtp.password": "hunter2-hunter2", "webhook.secret": "hunter2-hunter2-hunter2",
        ]).alerts()
        #expect(alerts.mail?.password == AlertSecret("hunter2-hunter2"))
        var dumped = ""
        dump(alerts, to: &dumped)
        #expect(!"\(alerts) \(dumped)".contains("hunter2"))
    }

    @Test(
        "what is wrong is named",
        arguments: [
            (["smtp.host": "mail example"], "smtp.host: \"mail example\" is no host"),
            (["smtp.host": "mail.example.org/x"], "smtp.host"),
            (["smtp.host": "mail.example.org"], "smtp.from: expected"),
            (["smtp.host": "m", "smtp.from": "a@b\r\nBcc: c@d"], "smtp.from: expected"),
            (
                ["smtp.host": "m", "smtp.from": "a@b", "smtp.tls": "ssl"],
                "smtp.tls: \"ssl\" is none of starttls, tls, none"
            ),
            (["smtp.host": "m", "smtp.from": "a@b", "smtp.port": "0"], "smtp.port: 0 is no port"),
            (["smtp.host": "m", "smtp.from": "a@b", "smtp.username": "u"], "smtp.password is missing"),
            (
                ["smtp.host": "m", "smtp.from": "a@b", "smtp.tls": "none", "smtp.username": "u", "smtp.password": "p"],
                "would send the password in the clear"
            ),
            (["webhook.secret": "short"], "webhook.secret: 16 characters"), (["alerts.retry": "0"], "alerts.retry: 0"),
            (["alerts.retry": "-1"], "alerts.retry"), (["alerts.retry": "3601"], "alerts.retry"),
        ] as [([String: String], String)])
    func mistakes(values: [String: String], says: String) {
        #expect {
            try Self.settings(values).alerts()
        } throws: {
            "\($0)".contains(says)
        }
    }

    /// Numbers as a file has them.
    private static func settings(_ values: [String: String]) -> Settings {
        let typed = values.map { key, value -> (AbsoluteConfigKey, ConfigValue) in
            let content: ConfigContent =
                if key.hasSuffix("port"), let number = Int(value) {
                    .int(number)
                } else if key.hasSuffix("retry"), let number = Double(value) {
                    .double(number)
                } else {
                    .string(value)
                }
            return (
                AbsoluteConfigKey(key.split(separator: ".").map(String.init)), ConfigValue(content, isSecret: false)
            )
        }
        return Settings(
            reader: ConfigReader(provider: InMemoryProvider(values: Dictionary(uniqueKeysWithValues: typed))),
            database: "/nowhere")
    }
}
