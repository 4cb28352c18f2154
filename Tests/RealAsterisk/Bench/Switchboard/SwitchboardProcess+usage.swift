import Foundation

extension SwitchboardProcess {
    /// What the server has taken of the machine.
    public struct Usage: Sendable {
        /// Processor time since its start, in seconds.
        public let processor: Double
        /// What is in memory now (VmRSS), in MiB.
        public let memory: Double
    }

    /// What it has taken so far (proc(5)).
    public func usage() throws -> Usage {
        let folder = "/proc/\(try pid())"
        let fields = try String(contentsOfFile: folder + "/stat", encoding: .utf8).split(separator: ")").last?
            .split(separator: " ").map { Double($0) ?? 0 }
        let status = try String(contentsOfFile: folder + "/status", encoding: .utf8).split(separator: "\n")
        guard let fields, fields.count > 12,
            let memory = status.first(where: { $0.hasPrefix("VmRSS:") })?.split(whereSeparator: \.isWhitespace)
                .dropFirst().first
        else { throw BenchError("\(folder) is not as proc(5) has it") }
        // utime and stime, in hundredths of a second.
        return Usage(processor: (fields[11] + fields[12]) / 100, memory: (Double(memory) ?? 0) / 1_024)
    }
}
