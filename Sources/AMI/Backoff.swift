/// How long to wait before the next attempt: a random time up to a limit that doubles with each failure ("full
/// jitter"), so that several clients do not come back all at once.
public struct Backoff: Sendable, Equatable {
    /// The most to wait before the first attempt anew.
    public var base: Duration
    /// The most to wait ever.
    public var cap: Duration
    /// How long a connection has to last for the next wait to begin at `base` again. One that breaks sooner counts as
    /// a failure, or a server that drops each login would be asked without pause.
    public var healthyAfter: Duration

    private var failures = 0

    /// Makes a back-off that has not failed yet.
    public init(
        base: Duration = .milliseconds(200), cap: Duration = .seconds(5), healthyAfter: Duration = .seconds(30)
    ) {
        self.base = base
        self.cap = cap
        self.healthyAfter = healthyAfter
    }

    /// The time to wait now, zero to the limit reached; the next limit is twice this one.
    public mutating func next(using generator: inout some RandomNumberGenerator) -> Duration {
        // Beyond 2^30 times anything the cap has been reached.
        let limit = min(cap, base * (1 << min(failures, 30)))
        failures += 1
        return limit * Double.random(in: 0..<1, using: &generator)
    }

    /// Takes note of how long the connection lasted that has just ended.
    public mutating func ended(after lifetime: Duration) {
        if lifetime >= healthyAfter { failures = 0 }
    }
}
