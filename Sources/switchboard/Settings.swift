import AGI
import AMI
import Configuration
import Logging
import SwitchboardServer

/// The settings of this installation.
struct Settings {
    /// Path of the database.
    let database: String
    let reader: ConfigReader

    init(reader: ConfigReader, database: String?) {
        self.reader = reader
        self.database =
            database ?? reader.string(forKey: "database", default: "/var/lib/switchboard/switchboard.db")
    }

    /// The folder with Asterisk's sounds, one folder a language in it.
    var sounds: String { reader.string(forKey: "asterisk.sounds", default: "/usr/share/asterisk/sounds") }

    /// Where calls are recorded; `nil`: they are not.
    func recordings() throws -> RecordingSettings? {
        guard let path = reader.string(forKey: "recordings.path") else { return nil }
        guard path.hasPrefix("/") else { throw Refusal("recordings.path: \"\(path)\" is no absolute path") }
        let text = reader.string(forKey: "recordings.quota", default: "20 GB")
        guard let quota = ByteCount.read(text) else {
            throw Refusal("recordings.quota: \"\(text)\" is no size; expected one like 20 GB or 500 MB")
        }
        let days = reader.int(forKey: "recordings.days")
        if let days, days < 1 {
            throw Refusal("recordings.days: \(days) is no number of days; expected 1 or more")
        }
        return RecordingSettings(path: path, quota: quota, days: days)
    }

    /// The socket by which commands reach the running server.
    var control: String { reader.string(forKey: "control", default: database + ".control") }

    /// How many days calls are remembered.
    private func historyDays() throws -> Int {
        let days = reader.int(forKey: "history.days", default: 400)
        guard days >= 1 else { throw Refusal("history.days: \(days) is no number of days; expected 1 or more") }
        return days
    }

    /// What `serve` runs with; `listen` is the flag HOST:PORT.
    func server(listen: String?) throws -> ServerSettings {
        let address = listen ?? reader.string(forKey: "agi.listen", default: "127.0.0.1:4573")
        guard let colon = address.lastIndex(of: ":"), let port = Int(address[address.index(after: colon)...]),
            (0...65_535).contains(port)
        else { throw Refusal("agi.listen: \"\(address)\" is no address; expected HOST:PORT, like 127.0.0.1:4573") }
        return ServerSettings(
            database: database,
            agi: .init(
                host: String(address[..<colon]), port: port,
                allowedPeers: Set(reader.stringArray(forKey: "agi.peers", default: []))),
            mailboxes: reader.string(forKey: "asterisk.mailboxes"), queues: reader.string(forKey: "asterisk.queues"),
            console: reader.string(forKey: "asterisk.console"), ami: try ami(), operators: try operators(),
            control: control, historyDays: try historyDays(), recordings: try recordings(), alerts: try alerts())
    }

    /// Where Asterisk's AMI is; `nil` where no account is named.
    private func ami() throws -> AMIClient.Configuration? {
        guard let username = reader.string(forKey: "ami.username") else { return nil }
        guard let secret = reader.string(forKey: "ami.secret", isSecret: true), !secret.isEmpty else {
            throw Refusal("ami.secret is missing: the secret of \(username) in Asterisk's manager.conf")
        }
        let tls = reader.bool(forKey: "ami.tls", default: false)
        let port = reader.int(forKey: "ami.port", default: tls ? 5039 : 5038)
        guard (1...65_535).contains(port) else { throw Refusal("ami.port: \(port) is no port; expected 1 to 65535") }
        return AMIClient.Configuration(
            host: reader.string(forKey: "ami.host", default: "127.0.0.1"), port: port, username: username,
            secret: AMISecret(secret), tls: tls ? .init(trustRoots: reader.string(forKey: "ami.trust")) : nil)
    }

    /// Who may command calls by AMI.
    private func operators() throws -> Operators {
        var accounts: [String: Operators.Account] = [:]
        for name in reader.stringArray(forKey: "operators.names", default: []) {
            guard
                let key = reader.string(
                    forKey: ConfigKey(["operators", name, "key"]), isSecret: true), key.count >= 16
            else {
                throw Refusal("operators.\(name).key: 16 characters at least are needed to sign commands with")
            }
            let may = try reader.stringArray(forKey: ConfigKey(["operators", name, "may"]), default: []).map { right in
                guard let right = OperatorRight(rawValue: right) else {
                    let rights = OperatorRight.allCases.map(\.rawValue).joined(separator: ", ")
                    throw Refusal("operators.\(name).may: \"\(right)\" is no right; expected some of \(rights)")
                }
                return right
            }
            accounts[name] = Operators.Account(key: key, may: Set(may))
        }
        return Operators(accounts: accounts, trustsAccounts: reader.bool(forKey: "operators.trust", default: false))
    }

    /// The least severe messages that are logged.
    func logLevel() throws -> Logger.Level {
        let name = reader.string(forKey: "log.level", default: "info")
        guard let level = Logger.Level(rawValue: name) else {
            let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw Refusal("log.level: \"\(name)\" is no level; expected one of \(levels)")
        }
        return level
    }
}
