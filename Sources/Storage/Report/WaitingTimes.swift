/// How long callers waited.
public struct WaitingTimes: Sendable, Hashable {
    /// Milliseconds each.
    private var all: [Int] = []

    /// Nobody has waited.
    public init() {}

    /// Adds somebody who waited so many milliseconds.
    public mutating func add(milliseconds: Int64) { all.append(Int(max(0, milliseconds))) }

    /// How many waited.
    public var count: Int { all.count }

    /// Those who waited no longer than so many seconds.
    public func count(within seconds: Int) -> Int { all.count { $0 <= seconds * 1_000 } }

    /// What is told of them; `nil`: nobody waited.
    public var summary: Waiting? {
        guard !all.isEmpty else { return nil }
        let sorted = all.sorted()
        return Waiting(
            mean: Self.seconds(Double(all.reduce(0, +)) / Double(all.count)),
            percentile90: Double(sorted[Self.rank(of: 90, among: all.count) - 1]) / 1_000,
            longest: Double(sorted[all.count - 1]) / 1_000)
    }

    /// The nearest rank, from 1: the smallest value that at least so many percent do not exceed.
    static func rank(of percent: Int, among count: Int) -> Int { max(1, (count * percent + 99) / 100) }

    /// Milliseconds, rounded to whole ones.
    private static func seconds(_ milliseconds: Double) -> Double { milliseconds.rounded() / 1_000 }
}

/// How long callers waited, in seconds.
public struct Waiting: Sendable, Hashable, Codable {
    /// The arithmetic mean.
    public var mean: Double
    /// The 90th percentile by nearest rank: nine of ten waited no longer.
    public var percentile90: Double
    /// Who waited longest.
    public var longest: Double

    /// Waiting times of these values.
    public init(mean: Double, percentile90: Double, longest: Double) {
        self.mean = mean
        self.percentile90 = percentile90
        self.longest = longest
    }
}
