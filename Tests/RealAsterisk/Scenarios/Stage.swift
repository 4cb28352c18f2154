import AsteriskBench
import Foundation
import Testing

/// Two Asterisks, a Switchboard and a capture, started once for all scenarios.
struct Stage {
    let bench: Bench
    let switchboard: SwitchboardProcess
    /// Between Switchboard and the PBX's AMI.
    let relay: TCPRelay
    /// Servers that scenarios kill or stop; each is reached by a trunk of the same name.
    let victims: [Victim: SwitchboardProcess]

    /// What happens to a server of its own.
    enum Victim: String, CaseIterable {
        case killed, stopped, changed, restarted, coded, updated
    }

    /// A phone that Asterisk knows and the office does not.
    static let strangersPhone = "7769"

    /// Phones that have their calls decided by a server of their own.
    private static let servers: [String: Victim] = ["5104": .killed, "7761": .coded]

    /// All that a trunk may tell of parties, and believe of them: what is kept private is kept so by Switchboard.
    private static let talkative = [
        "send_rpid=yes", "send_diversion=yes", "send_connected_line=yes", "trust_connected_line=yes",
        "trust_id_inbound=yes", "trust_id_outbound=yes",
    ]

    /// Desk phones are told who they talk with, also when that changes.
    private static let told = ["send_pai=yes"]

    static func shared() async throws -> Stage { try await start.value }

    /// An endpoint's line that has its calls decided by another server.
    private static func agi(_ port: UInt16) -> String { "set_var=SWITCHBOARD_AGI=agi://127.0.0.1:\(port)" }

    private static let start = Task {
        let port = try TCP.freePort()
        let victimPorts = try Dictionary(uniqueKeysWithValues: Victim.allCases.map { ($0, try TCP.freePort()) })
        let broken = try BrokenAGIServer.Trouble.allCases.map { ($0.rawValue, try BrokenAGIServer($0).port) }
        // Nobody listens there.
        let troubles = broken + [("refusing", try TCP.freePort())] + victimPorts.map { ($0.key.rawValue, $0.value) }
        let bench = try await Bench.start { surroundings in
            var configuration = PBXConfiguration(
                folder: Bench.repository.appending(path: "asterisk-conf"),
                phones: BenchOffice(worldPort: surroundings.worldPort).phones.map { phone in
                    let server = servers[phone.name].map { [agi(victimPorts[$0] ?? 0)] } ?? []
                    return Phone(phone.name, contact: phone.contact, settings: phone.settings + told + server)
                } + [Phone(strangersPhone)],
                trunks: [Trunk("main", settings: talkative), Trunk("backup", settings: talkative)]
                    + troubles.map { name, port in
                        Trunk(name, settings: [agi(port)])
                    })
            // Mail ends in a file here.
            configuration.files["voicemail.conf"] = try String(
                contentsOf: Bench.repository.appending(path: "asterisk-conf/sample/voicemail.conf"), encoding: .utf8
            ).replacing("/usr/sbin/sendmail -t", with: "cat >> \(surroundings.pbxDirectoryInside)/spool/mail")
            // It listens, and may not command.
            configuration.accounts.append(AMIAccount("watcher", read: ["call", "user"], write: ["reporting"]))
            configuration.globals = [
                "SWITCHBOARD_AGI": "agi://127.0.0.1:\(port)", "SWITCHBOARD_OPERATOR": "PJSIP/\(BenchOffice.operator)",
            ]
            return configuration
        }
        let office = BenchOffice(worldPort: bench.world.port).yaml
        let relay = try TCPRelay(to: bench.amiPort)
        let main = try await SwitchboardProcess.start(
            named: "main", in: bench.logs, port: port, mailboxesOf: bench,
            ami: bench.switchboardAccess(through: relay), settings: OperatorCommand.settings)
        try await main.apply(office)
        var victims: [Victim: SwitchboardProcess] = [:]
        for (victim, port) in victimPorts {
            let server = try await SwitchboardProcess.start(named: victim.rawValue, in: bench.logs, port: port)
            try await server.apply(office)
            _ = try await server.takesUp(revision: 1)
            victims[victim] = server
        }
        // The mailboxes are Asterisk's when it lists them.
        let deadline = ContinuousClock.now + .seconds(20)
        while try await !bench.pbx.console("voicemail show users").contains("U\(BenchOffice.operator)") {
            try #require(ContinuousClock.now < deadline, "Asterisk has no mailboxes: \(main.log)")
            try await Task.sleep(for: .milliseconds(50))
        }
        return Stage(bench: bench, switchboard: main, relay: relay, victims: victims)
    }
}
