import Foundation

extension SwitchboardProcess {
    /// Waits until the server's log says that a revision is in force.
    /// - Returns: how long that took, in seconds, to 2 ms.
    public func takesUp(revision: Int, within seconds: Double = 10) async throws -> Double {
        let start = ContinuousClock.now
        // Another process writes the log: it is looked at.
        while !log.contains("revision=\(revision) ") {
            guard start.duration(to: .now) < .seconds(seconds) else { throw BenchError("not in force: \(log)") }
            try await Task.sleep(for: .milliseconds(2))
        }
        return start.duration(to: .now) / .seconds(1)
    }
}
