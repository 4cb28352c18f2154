import Foundation
import Synchronization

/// A value that one side changes and others wait for.
final class Watched<Value: Sendable>: Sendable {
    private struct Waiter {
        /// Looks for the answer; nil while it is not there.
        let look: @Sendable (Value) -> (any Sendable)?
        let continuation: CheckedContinuation<(any Sendable)?, Never>
    }

    private struct State {
        var value: Value
        var waiters: [UUID: Waiter] = [:]
    }

    private let state: Mutex<State>

    init(_ value: Value) {
        state = Mutex(State(value: value))
    }

    /// As it is now.
    var value: Value { state.withLock(\.value) }

    /// Changes it; whoever waits looks again.
    func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        let (result, done) = state.withLock { state in
            let result = body(&state.value)
            var done: [(CheckedContinuation<(any Sendable)?, Never>, any Sendable)] = []
            for (id, waiter) in state.waiters {
                guard let answer = waiter.look(state.value) else { continue }
                state.waiters[id] = nil
                done.append((waiter.continuation, answer))
            }
            return (result, done)
        }
        for (continuation, answer) in done { continuation.resume(returning: answer) }
        return result
    }

    /// Waits until it has what is looked for: looked at once, and with every change.
    /// - Returns: nil when it has not within so many seconds.
    func first<Answer: Sendable>(
        within seconds: Double, _ look: @escaping @Sendable (Value) -> Answer?
    ) async -> Answer? {
        let id = UUID()
        let timer = Task {
            try await Task.sleep(for: .seconds(seconds))
            giveUp(id)
        }
        defer { timer.cancel() }
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let atOnce: (any Sendable)?? = state.withLock { state in
                    if let answer = look(state.value) { return .some(answer) }
                    if Task.isCancelled { return .some(nil) }
                    state.waiters[id] = Waiter(look: look, continuation: continuation)
                    return nil
                }
                if let atOnce { continuation.resume(returning: atOnce) }
            }
        } onCancel: {
            giveUp(id)
        }
        return answer as? Answer
    }

    private func giveUp(_ id: UUID) {
        state.withLock { $0.waiters.removeValue(forKey: id) }?.continuation.resume(returning: nil)
    }
}
