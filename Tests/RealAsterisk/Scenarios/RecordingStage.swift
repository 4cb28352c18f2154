import AsteriskBench
import Foundation
import Testing

/// An office that records, with an Asterisk of its own: its recordings are counted.
struct RecordingStage {
    let bench: Bench
    let switchboard: SwitchboardProcess
    /// Where Asterisk records, as this process sees it.
    let folder: URL

    static func shared() async throws -> RecordingStage { try await start.value }

    private static let start = Task { try await begin(named: "recording") }

    /// One scenario fills the folder up to it.
    static let quota = 10_000_000

    /// - Parameter name: of the server.
    static func begin(named name: String) async throws -> RecordingStage {
        let port = try TCP.freePort()
        let bench = try await Bench.start { surroundings in
            var configuration = PBXConfiguration(
                folder: Bench.repository.appending(path: "asterisk-conf"),
                phones: RecordingScenarios.users.compactMap { user in
                    user.phone.map { Phone(user.extension, contact: $0) }
                })
            configuration.globals = [
                "SWITCHBOARD_AGI": "agi://127.0.0.1:\(port)",
                "SWITCHBOARD_RECORDINGS": surroundings.pbxDirectoryInside + "/recordings",
            ]
            return configuration
        }
        let folder = bench.pbx.directory.appending(path: "recordings")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let server = try await SwitchboardProcess.start(
            named: name, in: bench.logs, port: port, mailboxesOf: bench, ami: bench.switchboardAccess(),
            settings: ["SWITCHBOARD_RECORDINGS_PATH": folder.path, "SWITCHBOARD_RECORDINGS_QUOTA": "10 MB"])
        try await server.apply(RecordingScenarios.office)
        _ = try await server.takesUp(revision: 1)
        let deadline = ContinuousClock.now + .seconds(20)
        while try await !bench.pbx.console("queue show switchboard-9352").contains("9319") {
            try #require(ContinuousClock.now < deadline, "Asterisk has no queue: \(server.log)")
            try await Task.sleep(for: .milliseconds(50))
        }
        return RecordingStage(bench: bench, switchboard: server, folder: folder)
    }

    /// A scenario with extensions of its own; its caller has hung up at the end.
    func scenario(_ name: String, _ extensions: [String], _ body: () async throws -> Void) async throws {
        let numbers = extensions.flatMap { name in
            [
                name, BenchOffice.direct(name), BenchOffice.client(name), BenchOffice.mobile(name),
                String(BenchOffice.client(name).dropFirst()), String(BenchOffice.mobile(name).dropFirst()),
            ]
        }
        try await bench.scenario(name, numbers: numbers, body)
    }

    /// Somebody calls the number of an extension.
    func call(_ extension: String) async throws -> CallerLeg {
        try await bench.call(from: .trunk(BenchOffice.client(`extension`)), to: BenchOffice.direct(`extension`))
    }

    // MARK: What is listed

    /// What `recording list --json` says of one.
    struct Listed: Decodable, Equatable {
        struct Purpose: Decodable, Equatable {
            var number, queue, group, user, caller: String?
        }

        let id: Int
        let file, call, channel: String
        let ended: String?
        let bytes: Int
        let purpose: Purpose
    }

    /// The recordings of calls with a number.
    func listed(_ number: String) async throws -> [Listed] {
        let answer = try await switchboard.run(["recording", "list", "--json", "--number", number])
        guard answer.exitCode == 0 else { throw BenchError("recording list: \(answer.errors)") }
        let decoder = JSONDecoder()
        return try decoder.decode([Listed].self, from: Data(answer.output.utf8))
    }

    /// Waits until so many recordings of calls with a number are listed, all over or all under way.
    func lists(
        _ count: Int, of number: String, over isOver: Bool = true, within seconds: Double = 30
    ) async throws -> [Listed] {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while true {
            let recordings = try await listed(number)
            if recordings.count == count, recordings.allSatisfy({ ($0.ended != nil) == isOver }) { return recordings }
            guard ContinuousClock.now < deadline else {
                throw BenchError("\(count) recordings of \(number) expected; listed: \(recordings)")
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// What is in a recording's file.
    func sound(of recording: Listed) throws -> Recording {
        try Recording(folder.appending(path: recording.file))
    }

    /// The names of all files that are of a channel or call.
    func files(about id: String? = nil) throws -> [String] {
        // 1795278690.1 is the beginning of 1795278690.12.
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { id == nil || $0.prefix { $0 != "+" } == id ?? "" }.sorted()
    }
}
