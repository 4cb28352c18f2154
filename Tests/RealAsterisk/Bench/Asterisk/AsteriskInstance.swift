import Foundation
import Synchronization

/// One Asterisk of the bench, with directories of its own, so that several run side by side from one installation.
public final class AsteriskInstance: Sendable {
    /// "pbx" or "world".
    public let name: String
    /// Its directory as this process sees it: etc, db, run, log, spool and varlib are in it.
    public let directory: URL
    /// How long it took from start to fully booted, in seconds.
    public let startUpTime: Double
    /// The command that takes a console line as its last argument: `asterisk -rx`, as another program runs it.
    public let consoleCommand: [String]
    private let command: [String]
    private let process: GuardedProcess
    /// Those since the first.
    private let successors = Mutex<[GuardedProcess]>([])
    private static let folders = ["etc", "db", "run", "log/cdr-custom", "spool/outgoing", "spool/tmp", "varlib"]

    /// Writes the configuration, starts the server and waits until it is fully booted.
    /// - Parameters:
    ///   - root: where Asterisk is installed.
    ///   - directory: a new directory's path inside the root.
    ///   - files: the configuration, by path relative to etc; asterisk.conf is added.
    ///   - data: where it finds sounds; nil: where it is installed.
    /// - Throws: `BenchError` when it does not come up within 60 seconds.
    init(
        name: String, root: AsteriskRoot, directory inside: String, files: [String: String], data: DataDirectory? = nil
    ) async throws {
        self.name = name
        let outside = URL(filePath: root.outside(inside))
        directory = outside
        consoleCommand = root.prefix + ["asterisk", "-C", inside + "/etc/asterisk.conf", "-rx"]
        var files = files
        files["asterisk.conf"] = Self.asteriskConf(inside, data: data)
        try Self.write(files, in: outside)

        let started = ContinuousClock.now
        command = root.prefix + ["asterisk", "-f", "-q", "-C", inside + "/etc/asterisk.conf"]
        process = try GuardedProcess(
            command, log: outside.path + "/console.log", directoryToRemove: outside.path)
        try await Self.waitUntilBooted(outside)
        startUpTime = started.duration(to: .now) / .seconds(1)
    }

    /// Runs a console command, as `asterisk -rx` does, and returns what it prints.
    /// - Parameter command: at most 490 bytes (asterisk.c, netconsole).
    public func console(_ command: String) async throws -> String {
        try await ControlSocket(path: directory.path + "/run/asterisk.ctl").run(command)
    }

    /// What it has logged so far.
    public var log: String {
        let data = try? Data(contentsOf: directory.appending(path: "log/messages.log"))
        return String(decoding: data ?? Data(), as: UTF8.self)
    }

    /// Ends it at once, as a crash does: nobody is told, nothing is written. ``restart()`` starts it again.
    public func crash() async throws {
        let file = directory.appending(path: "run/asterisk.pid")
        let pid = try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        let killer = try GuardedProcess(["kill", "-KILL", pid], log: "/dev/null")
        let deadline = ContinuousClock.now + .seconds(10)
        while await ControlSocket(path: directory.path + "/run/asterisk.ctl").answers {
            guard ContinuousClock.now < deadline else { throw BenchError("\(name) survives") }
            try await Task.sleep(for: .milliseconds(10))
        }
        await killer.stop()
    }

    /// Starts it after a ``crash()``, with the same files, and waits until it is fully booted.
    public func restart() async throws {
        let process = try GuardedProcess(command, log: directory.path + "/console.log")
        successors.withLock { $0.append(process) }
        try await Self.waitUntilBooted(directory)
    }

    /// Kills it and removes its directory.
    public func stop() async {
        for process in successors.withLock(\.self) { await process.stop() }
        await process.stop()
    }
}

extension AsteriskInstance {
    private static func asteriskConf(_ inside: String, data: DataDirectory?) -> String {
        """
        [directories]
        astetcdir => \(inside)/etc
        astdbdir => \(inside)/db
        astrundir => \(inside)/run
        astlogdir => \(inside)/log
        astspooldir => \(inside)/spool
        astvarlibdir => \(inside)/varlib
        astkeydir => \(inside)/varlib
        \(data.map { "astdatadir => \($0.inside)" } ?? "")

        [options]
        nocolor = yes
        hideconnect = yes

        [files]
        astctlpermissions = 0666
        """
    }

    private static func write(_ files: [String: String], in directory: URL) throws {
        let manager = FileManager.default
        for folder in folders {
            try manager.createDirectory(at: directory.appending(path: folder), withIntermediateDirectories: true)
        }
        for (path, text) in files {
            let file = directory.appending(path: "etc").appending(path: path)
            try manager.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data((text + "\n").utf8).write(to: file)
        }
    }

    private static func waitUntilBooted(_ directory: URL) async throws {
        let socket = directory.path + "/run/asterisk.ctl"
        try await waitForSocket(socket, log: directory.path)
        _ = try await ControlSocket(path: socket).run("core waitfullybooted")
    }

    /// Another process makes the socket: there is nothing to await, so it is looked for.
    private static func waitForSocket(_ path: String, log: String) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            if await ControlSocket(path: path).answers { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        let said = (try? String(contentsOfFile: log + "/console.log", encoding: .utf8)) ?? ""
        throw BenchError("Asterisk did not come up within 60 s: \(said)")
    }
}
