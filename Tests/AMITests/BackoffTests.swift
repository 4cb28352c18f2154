import Testing

@testable import AMI

@Suite struct BackoffTests {
    /// Always the highest number it can give.
    struct Highest: RandomNumberGenerator {
        mutating func next() -> UInt64 { .max }
    }

    /// Always the lowest.
    struct Lowest: RandomNumberGenerator {
        mutating func next() -> UInt64 { 0 }
    }

    @Test func `the limit doubles up to the cap`() {
        var backoff = Backoff(base: .milliseconds(100), cap: .seconds(1))
        var highest = Highest()
        let waits = (0..<6).map { _ in backoff.next(using: &highest) / .milliseconds(1) }
        for (wait, limit) in zip(waits, [100.0, 200, 400, 800, 1_000, 1_000]) {
            #expect(abs(wait - limit) < 0.001)
        }
    }

    @Test func `the whole range below the limit is used`() {
        var backoff = Backoff(base: .seconds(1), cap: .seconds(1))
        var lowest = Lowest()
        #expect(backoff.next(using: &lowest) == .zero)
        var generator = SplitMix(state: 1)
        let waits = (0..<1_000).map { _ in backoff.next(using: &generator) / .seconds(1) }
        for tenth in 0..<10 { #expect(waits.contains { $0 * 10 >= Double(tenth) && $0 * 10 < Double(tenth + 1) }) }
        #expect(waits.allSatisfy { 0...1 ~= $0 })
    }

    @Test func `only a connection that lasts begins anew`() {
        var backoff = Backoff(base: .seconds(1), cap: .seconds(100), healthyAfter: .seconds(30))
        var highest = Highest()
        _ = backoff.next(using: &highest)
        backoff.ended(after: .seconds(29))
        #expect(backoff.next(using: &highest) > .milliseconds(1_999))
        backoff.ended(after: .seconds(30))
        #expect(backoff.next(using: &highest) < .milliseconds(1_001))
    }

    @Test func `a thousand failures do not overflow`() {
        var backoff = Backoff(base: .seconds(1), cap: .seconds(5))
        var highest = Highest()
        for _ in 0..<1_000 { #expect(backoff.next(using: &highest) <= .seconds(5)) }
    }
}
