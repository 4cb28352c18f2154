import Logging
import Subprocess

/// Asterisk's command line, for the little that needs it: having the mailboxes read again.
struct AsteriskConsole: Sendable {
    /// The command that takes a console line as its last argument: `asterisk -rx`.
    let command: [String]

    /// Splits what an administrator wrote at its spaces; `nil` when there is nothing.
    init?(_ text: String) {
        command = text.split(separator: " ").map(String.init)
        if command.isEmpty { return nil }
    }

    /// Runs one console line; a failure is logged, since the rules are in force all the same.
    func run(_ line: String, logger: Logger) async {
        do {
            let result = try await Subprocess.run(
                .name(command[0]), arguments: Arguments(Array(command.dropFirst()) + [line]),
                output: .string(limit: 64 * 1_024), error: .string(limit: 64 * 1_024))
            guard !result.terminationStatus.isSuccess else { return }
            logger.error(
                "asterisk did not take a command",
                metadata: ["command": "\(line)", "said": "\(result.standardError.prefix(200))"])
        } catch {
            logger.error("asterisk's command line can't be run", metadata: ["command": "\(line)", "error": "\(error)"])
        }
    }
}
