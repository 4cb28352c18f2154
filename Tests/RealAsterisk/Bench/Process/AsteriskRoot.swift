import Foundation
import Subprocess

/// The directory under which Asterisk is installed: `/`, or a Debian root for chroot.
struct AsteriskRoot: Sendable {
    let path: String

    /// Asks `scripts/asterisk-root` of the repository, which makes one when there is none (once, about a minute).
    static func find(repository: URL) async throws -> AsteriskRoot {
        let script = repository.appending(path: "scripts/asterisk-root").path
        let result = try await Subprocess.run(
            .name("bash"), arguments: [script], output: .string(limit: 4_096), error: .string(limit: 65_536))
        let path = result.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
        guard result.terminationStatus.isSuccess, !path.isEmpty else {
            throw BenchError("scripts/asterisk-root: \(result.standardError)")
        }
        return AsteriskRoot(path: path)
    }

    /// What to write before a command that shall run inside.
    var prefix: [String] { path == "/" ? [] : ["chroot", path] }

    /// The path outside of a path inside.
    func outside(_ inside: String) -> String { path == "/" ? inside : path + inside }
}
