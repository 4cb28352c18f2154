/// How long people talked.
public struct TalkTimes: Sendable, Hashable {
    private var count = 0
    private var milliseconds = 0

    /// Nobody has talked.
    public init() {}

    /// Adds a talk of so many milliseconds.
    public mutating func add(milliseconds: Int64) {
        count += 1
        self.milliseconds += Int(max(0, milliseconds))
    }

    /// Seconds in all.
    public var total: Double { Double(milliseconds) / 1_000 }

    /// Seconds each; `nil`: nobody talked.
    public var mean: Double? {
        count == 0 ? nil : (Double(milliseconds) / Double(count)).rounded() / 1_000
    }
}
