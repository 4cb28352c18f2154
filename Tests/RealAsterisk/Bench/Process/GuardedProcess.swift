import Foundation
import Glibc
import Synchronization

/// A child process that never outlives this one, however this one ends.
///
/// A shell stands between: it starts the command, reads a socket whose other end only this process holds, and kills the
/// command when that closes. This works through sudo and after SIGKILL, where a parent-death signal alone does not (it
/// is tied to the thread that forked, prctl(2), and dies with sudo's set-user-ID exec); the command gets one too, in
/// case the shell itself is killed.
final class GuardedProcess: Sendable {
    /// Reading end of the command's standard output; -1 when it was not asked for.
    let output: Int32
    private let lifeline: Int32
    private let guardian: pid_t
    private let isStopped = Mutex(false)

    /// - Parameters:
    ///   - command: the program and its arguments; found in PATH.
    ///   - readOutput: whether `output` is wanted; else it goes to `log`.
    ///   - log: a file for what the command writes to its standard error (and output).
    ///   - directoryToRemove: removed when the command is dead.
    init(_ command: [String], readOutput: Bool = false, log: String, directoryToRemove: String? = nil) throws {
        let input = try Self.pipe()
        let logFile = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard logFile >= 0 else { throw BenchError("\(log) cannot be written: errno \(errno)") }
        let pipe = readOutput ? try Self.pipe() : nil
        let whole = ["sh", "-c", Self.guardScript, "bench-guard", directoryToRemove ?? ""] + command
        let spawned = Self.spawn(
            Self.asRoot + whole, input: input.reading, output: pipe?.writing ?? logFile, error: logFile)
        for end in [input.reading, logFile, pipe?.writing ?? -1] where end >= 0 { close(end) }
        lifeline = input.writing
        output = pipe?.reading ?? -1
        guardian = try spawned.get()
    }

    deinit { if !isStopped.withLock(\.self) { close(lifeline) } }

    /// Kills the command and waits until it is gone and its directory removed.
    func stop() async {
        let isFirst = isStopped.withLock { stopped in
            defer { stopped = true }
            return !stopped
        }
        guard isFirst else { return }
        close(lifeline)
        let guardian = guardian
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                var status: Int32 = 0
                while waitpid(guardian, &status, 0) < 0, errno == EINTR {}
                continuation.resume()
            }
        }
    }
}

extension GuardedProcess {
    /// What puts a command under root.
    static var asRoot: [String] { geteuid() == 0 ? [] : ["sudo", "-n"] }

    /// $1: directory to remove at the end, or empty; the rest is the command. The watch ends when standard input does.
    private static let guardScript = """
        directory=$1; shift
        setpriv --pdeathsig KILL -- "$@" </dev/null &
        child=$!
        exec >/dev/null 2>&1
        while read -r _; do :; done
        kill -KILL "$child"
        wait "$child"
        [ -z "$directory" ] || rm -rf "$directory"
        """

    /// Not Foundation's Process: it leaves the calling thread's blocked signals to the child, and on Dispatch's threads
    /// that is nearly all of them; a shell then never sees its child die. A group of its own keeps the terminal's
    /// Ctrl-C from it: the lifeline will do.
    private static func spawn(
        _ command: [String], input: Int32, output: Int32, error: Int32
    ) -> Result<pid_t, BenchError> {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for (target, source) in [input, output, error].enumerated() {
            posix_spawn_file_actions_adddup2(&actions, source, Int32(target))
        }
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
        var arguments = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var pid: pid_t = 0
        let code = posix_spawnp(&pid, command[0], &actions, &attributes, &arguments, environ)
        return code == 0 ? .success(pid) : .failure(BenchError("\(command[0]) cannot be started: errno \(code)"))
    }

    /// Both ends close on exec from the first moment: a child started at the same time that inherits the writing end
    /// would keep another's guard waiting. pipe2 is not offered to Swift; a pair of sockets does as well.
    private static func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw BenchError("no pipe: errno \(errno)") }
        return (ends[0], ends[1])
    }
}
