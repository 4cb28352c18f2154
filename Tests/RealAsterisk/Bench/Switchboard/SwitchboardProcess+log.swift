import Foundation

extension SwitchboardProcess {
    /// Waits until the server's log says that a revision is in force.
    /// - Returns: how long that took, in seconds, to 2 ms, less the time in which this process was not run either: a
    ///   starved machine is not the server's doing.
    public func takesUp(revision: Int, within seconds: Double = 30) async throws -> Double {
        let pause = Duration.milliseconds(2)
        let start = ContinuousClock.now
        var starved = Duration.zero
        // Another process writes the log: it is looked at.
        while !log.contains("revision=\(revision) ") {
            guard start.duration(to: .now) < .seconds(seconds) else { throw BenchError("not in force: \(log)") }
            let asleep = ContinuousClock.now
            try await Task.sleep(for: pause)
            let late = asleep.duration(to: .now) - pause
            if late > .milliseconds(10) { starved += late }
        }
        return (start.duration(to: .now) - starved) / .seconds(1)
    }
}
