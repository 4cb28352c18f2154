import AGI
import Configuration
import Logging
import SwitchboardServer

/// The settings of this installation.
struct Settings {
    /// Path of the database.
    let database: String
    private let reader: ConfigReader

    init(reader: ConfigReader, database: String?) {
        self.reader = reader
        self.database =
            database ?? reader.string(forKey: "database", default: "/var/lib/switchboard/switchboard.db")
    }

    /// The folder with Asterisk's sounds, one folder a language in it.
    var sounds: String { reader.string(forKey: "asterisk.sounds", default: "/usr/share/asterisk/sounds") }

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
            mailboxes: reader.string(forKey: "asterisk.mailboxes"),
            console: reader.string(forKey: "asterisk.console"))
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
