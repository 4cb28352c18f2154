import AsteriskBench
import Foundation

/// The main job on real servers, told as a story: the sample office, a real Asterisk, and calls that find somebody.
@main
struct Demo {
    static func main() async {
        do {
            let demo = try await Demo()
            for scene in Scene.all { try await demo.play(scene) }
            say("\nEvery call found somebody. What was heard was measured on the wire, in both directions.")
            if ProcessInfo.processInfo.environment["STAY"].map({ !$0.isEmpty }) ?? false { try await demo.stay() }
            await demo.bench.stop()
        } catch {
            say("\nThe demo failed: \(error)")
            exit(1)
        }
    }

    let bench: Bench
    let switchboard: SwitchboardProcess

    private init() async throws {
        say("Starting two Asterisk servers on loopback: the PBX with asterisk-conf/, and the world around it.")
        let port = try TCP.freePort()
        bench = try await Bench.start { _ in
            var configuration = PBXConfiguration(
                folder: Bench.repository.appending(path: "asterisk-conf"),
                phones: ["100", "101", "102", "105"].map { Phone($0) } + [Phone("104", contact: .registered)])
            configuration.globals = ["SWITCHBOARD_AGI": "agi://127.0.0.1:\(port)"]
            return configuration
        }
        switchboard = try await SwitchboardProcess.start(
            named: "demo", in: bench.logs, port: port, mailboxesOf: bench, ami: bench.switchboardAccess())
        let sample = Bench.repository.appending(path: "examples/office.yaml")
        let answer = try await switchboard.run(["apply", sample.path])
        guard answer.exitCode == 0 else { throw BenchError(answer.errors) }
        say("$ switchboard apply examples/office.yaml")
        say(answer.output.split(separator: "\n").suffix(2).map { "  \($0)" }.joined(separator: "\n"))
        _ = try await switchboard.takesUp(revision: 1)
    }

    private func play(_ scene: Scene) async throws {
        say("\n— \(scene.title)")
        for command in scene.before {
            let answer = try await switchboard.run(command)
            guard answer.exitCode == 0 else { throw BenchError(answer.errors) }
            say("  $ switchboard \(Self.quoted(command))")
        }
        if let why = scene.explain {
            let answer = try await switchboard.run(["explain"] + why)
            guard answer.exitCode == 0 else { throw BenchError(answer.errors) }
            say("  $ switchboard explain \(Self.quoted(why))")
            say(answer.output.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
        }
        say("  And so it happens:")
        let telling = Telling()
        bench.story { telling.hear($0) }
        try await scene.play(self)
        telling.end()
    }

    /// As it is typed.
    private static func quoted(_ arguments: [String]) -> String {
        arguments.map { $0.contains(where: { " *#".contains($0) }) ? "'\($0)'" : $0 }.joined(separator: " ")
    }

    /// Leaves everything up until the terminal says otherwise.
    private func stay() async throws {
        say(
            """

            Everything stays up until Ctrl-C.
              Register a softphone on this machine as sip:104@127.0.0.1:\(bench.sipPort) (UDP, no password): it is the workshop.
              Dial 100, 101 or 105; they answer by themselves after a moment.
              Follow: tail -f \(switchboard.folder.appending(path: "server.log").path)
              Change: \(SwitchboardProcess.executable) export --database \(switchboard.folder.path)/switchboard.db > office.yaml
            """)
        while !Task.isCancelled { try await Task.sleep(for: .seconds(3_600)) }
    }
}
