import Foundation
import Glibc
import Subprocess

/// A running `switchboard serve`, its database, and the command line beside it.
public final class SwitchboardProcess: Sendable {
    /// What a command of the CLI said.
    public struct Answer: Sendable {
        /// 0 done, 1 refused, 2 used wrongly; -1 when a signal ended it.
        public let exitCode: Int
        /// Standard output.
        public let output: String
        /// Standard error.
        public let errors: String
    }

    /// Where FastAGI listens.
    public let port: UInt16
    /// Its database is in here, and its log.
    public let folder: URL
    private let environment: [String: String]
    private let process: Exchangeable

    /// Starts a server on a free port, in a new folder below `parent`.
    /// - Parameters:
    ///   - bench: the PBX that is told of new mailboxes and queues; nil leaves voicemail and app_queue alone.
    ///   - ami: the PBX whose calls it follows; nil: it has no AMI.
    ///   - settings: further ones, as environment variables.
    public static func start(
        named name: String, in parent: URL, port: UInt16, mailboxesOf bench: Bench? = nil,
        ami: AMIAccess? = nil, settings: [String: String] = [:]
    ) async throws -> SwitchboardProcess {
        let folder = parent.appending(path: name)
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var environment = settings
        environment["SWITCHBOARD_DATABASE"] = folder.appending(path: "switchboard.db").path
        environment["SWITCHBOARD_AGI_LISTEN"] = "127.0.0.1:\(port)"
        if let bench {
            let mailboxes = bench.pbx.directory.appending(path: "etc/switchboard/mailboxes.conf")
            environment["SWITCHBOARD_ASTERISK_MAILBOXES"] = mailboxes.path
            let queues = bench.pbx.directory.appending(path: "etc/switchboard/office-queues.conf")
            environment["SWITCHBOARD_ASTERISK_QUEUES"] = queues.path
            environment["SWITCHBOARD_ASTERISK_CONSOLE"] = bench.pbx.consoleCommand.joined(separator: " ")
        }
        if let ami {
            environment["SWITCHBOARD_AMI_HOST"] = "127.0.0.1"
            environment["SWITCHBOARD_AMI_PORT"] = "\(ami.port)"
            environment["SWITCHBOARD_AMI_USERNAME"] = ami.account
            environment["SWITCHBOARD_AMI_SECRET"] = ami.secret
        }
        let server = SwitchboardProcess(port: port, folder: folder, environment: environment)
        try await server.restart()
        return server
    }

    private init(port: UInt16, folder: URL, environment: [String: String]) {
        self.port = port
        self.folder = folder
        self.environment = environment
        process = Exchangeable()
    }

    /// Starts it (again) on the same port and database, and waits until it listens.
    public func restart() async throws {
        let command = ["env"] + environment.map { "\($0)=\($1)" } + [Self.executable, "serve"]
        await process.replace(with: try GuardedProcess(command, log: folder.appending(path: "server.log").path))
        let deadline = ContinuousClock.now + .seconds(60)
        // Another process binds the port: there is nothing to await, so it is asked for.
        while !TCP.answers(port) {
            guard ContinuousClock.now < deadline else { throw BenchError("switchboard does not listen: \(log)") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// SIGKILL, and waits until nobody listens.
    public func kill() async throws {
        try signal(SIGKILL)
        await process.replace(with: nil)
    }

    /// SIGSTOP: connections are accepted by the kernel, nobody answers.
    public func pause() throws { try signal(SIGSTOP) }

    /// SIGCONT.
    public func resume() throws { try signal(SIGCONT) }

    /// What it has logged.
    public var log: String {
        (try? String(contentsOf: folder.appending(path: "server.log"), encoding: .utf8)) ?? ""
    }

    /// Runs a command of the CLI with the server's settings, in a process of its own.
    public func run(_ arguments: [String], input: String = "") async throws -> Answer {
        let result = try await Subprocess.run(
            .path(.init(Self.executable)), arguments: Arguments(arguments),
            environment: .inherit.updating(
                Dictionary(
                    uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0), Optional($1)) })),
            input: .string(input), output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        let code = if case .exited(let code) = result.terminationStatus { Int(code) } else { -1 }
        return Answer(exitCode: code, output: result.standardOutput, errors: result.standardError)
    }

    /// `switchboard apply`. - Throws: `BenchError` with what it said when it was refused.
    public func apply(_ office: String) async throws {
        let answer = try await run(["apply", "-"], input: office)
        guard answer.exitCode == 0 else { throw BenchError("apply: \(answer.errors)") }
    }

    /// The server's process.
    func pid() throws -> pid_t {
        guard let pid = Self.pid(serving: environment["SWITCHBOARD_DATABASE"] ?? "") else {
            throw BenchError("switchboard serve is not running")
        }
        return pid
    }

    private func signal(_ signal: Int32) throws {
        let pid = try pid()
        guard Glibc.kill(pid, signal) == 0 else { throw BenchError("signal \(signal): errno \(errno)") }
    }

    /// The server among all processes: its environment names its database.
    private static func pid(serving database: String) -> pid_t? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.first { pid in
            guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/exe"),
                program == (URL(filePath: executable).resolvingSymlinksInPath().path),
                let environment = FileManager.default.contents(atPath: "/proc/\(pid)/environ")
            else { return false }
            let variables = environment.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            return variables.contains("SWITCHBOARD_DATABASE=\(database)")
                && FileManager.default.contents(atPath: "/proc/\(pid)/cmdline").map {
                    String(decoding: $0, as: UTF8.self).contains("serve")
                } ?? false
        }
    }

    /// Built beside the tests.
    public static let executable =
        ProcessInfo.processInfo.environment["SWITCHBOARD_EXECUTABLE"]
        ?? Bench.repository.appending(path: ".build/debug/switchboard").path

    /// The process that runs now.
    private actor Exchangeable {
        private var process: GuardedProcess?

        func replace(with next: GuardedProcess?) async {
            let last = process
            process = next
            await last?.stop()
        }
    }
}
