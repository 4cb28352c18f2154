import Foundation

/// The machine the bench runs on: a virtual one may lose its processors for moments, and then nothing is on time.
public enum Machine {
    /// Processor time that the host took away since the machine's start, in seconds of one processor (proc(5), steal).
    public static var stolen: Double {
        guard let stat = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
            let ticks = stat.split(separator: "\n").first?.split(separator: " ").dropFirst(8).first.flatMap({
                Double($0)
            })
        else { return 0 }
        return ticks / 100
    }
}
