import Foundation
import Glibc

/// A child process that never outlives this one, however this one ends.
///
/// A shell stands between: it starts the command, reads a pipe whose other end only this process holds, and kills the
/// command when the pipe closes. That works through sudo and after SIGKILL, where a parent-death signal alone does not
/// (it is tied to the thread that forked, prctl(2), and dies with sudo's set-user-ID exec); the command gets one too,
/// in case the shell itself is killed.
final class GuardedProcess: Sendable {
    /// Reading end of the command's standard output; -1 when it was not asked for.
    let output: Int32
    private let lifeline: Int32
    private let process: Process

    /// - Parameters:
    ///   - command: the program and its arguments; found in PATH.
    ///   - readOutput: whether `output` is wanted; else it goes to `log`.
    ///   - log: a file for what the command writes to its standard error (and output).
    ///   - directoryToRemove: removed when the command is dead.
    init(_ command: [String], readOutput: Bool = false, log: String, directoryToRemove: String? = nil) throws {
        let lifelineEnds = try Self.pipe()
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            Self.asRoot + ["sh", "-c", Self.guardScript, "bench-guard", directoryToRemove ?? ""] + command
        process.standardInput = FileHandle(fileDescriptor: lifelineEnds.reading, closeOnDealloc: true)
        let logDescriptor = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard logDescriptor >= 0 else { throw BenchError("\(log) cannot be written: errno \(errno)") }
        let logHandle = FileHandle(fileDescriptor: logDescriptor, closeOnDealloc: true)
        process.standardError = logHandle
        var outputEnds: (reading: Int32, writing: Int32)?
        if readOutput {
            let ends = try Self.pipe()
            outputEnds = ends
            process.standardOutput = FileHandle(fileDescriptor: ends.writing, closeOnDealloc: true)
        } else {
            process.standardOutput = logHandle
        }
        lifeline = lifelineEnds.writing
        output = outputEnds?.reading ?? -1
        try process.run()
        // Our copies of the child's ends, so that the reader sees the end of the output.
        try? (process.standardInput as? FileHandle)?.close()
        if readOutput { try? (process.standardOutput as? FileHandle)?.close() }
    }

    var isRunning: Bool { process.isRunning }

    /// Kills the command and waits until it is gone and its directory removed.
    func stop() async {
        close(lifeline)
        let process = process
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                process.waitUntilExit()
                continuation.resume()
            }
        }
    }
}

extension GuardedProcess {
    /// What puts a command under root.
    static var asRoot: [String] { geteuid() == 0 ? [] : ["sudo", "-n"] }

    /// $1: directory to remove at the end, or empty; the rest is the command. The watch ends when standard input does;
    /// signals of the terminal are for the tests, not for this shell.
    private static let guardScript = """
        trap '' INT TERM HUP
        directory=$1; shift
        setpriv --pdeathsig KILL -- "$@" </dev/null &
        child=$!
        exec >/dev/null 2>&1
        while read -r _; do :; done
        kill -KILL "$child"
        wait "$child"
        [ -z "$directory" ] || rm -rf "$directory"
        """

    /// Both ends close on exec from the first moment: a child started at the same time that inherits the writing end
    /// would keep another's guard waiting. pipe2 is not offered to Swift; a pair of sockets does as well.
    private static func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw BenchError("no pipe: errno \(errno)") }
        return (ends[0], ends[1])
    }
}
