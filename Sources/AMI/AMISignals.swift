import Synchronization

/// The signals of a client, for one reader. They wait for it without limit; how many do is counted.
public struct AMISignals: AsyncSequence, Sendable {
    /// How many signals wait.
    final class Count: Sendable {
        let value = Atomic(0)
    }

    let count: Count
    private let stream: AsyncStream<AMISignal>
    private let continuation: AsyncStream<AMISignal>.Continuation

    init() {
        count = Count()
        (stream, continuation) = AsyncStream.makeStream(of: AMISignal.self)
    }

    /// Begins to read.
    public func makeAsyncIterator() -> Iterator {
        Iterator(base: stream.makeAsyncIterator(), count: count)
    }

    /// Adds a signal; never waits.
    func yield(_ signal: AMISignal) {
        count.value.add(1, ordering: .relaxed)
        continuation.yield(signal)
    }

    /// Says that this was the last.
    func finish() {
        continuation.finish()
    }

    /// Reads one signal after the other.
    public struct Iterator: AsyncIteratorProtocol {
        var base: AsyncStream<AMISignal>.Iterator
        let count: Count

        /// The next signal; nil after the client has stopped, or when the reading task is cancelled.
        public mutating func next() async -> AMISignal? {
            let signal = await base.next()
            if signal != nil { count.value.subtract(1, ordering: .relaxed) }
            return signal
        }
    }
}
