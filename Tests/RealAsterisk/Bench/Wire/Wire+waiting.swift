import Foundation

extension Wire {
    /// Waits until the capture shows what is looked for: looked at once, and then as packets come.
    /// - Parameters:
    ///   - what: for the error.
    ///   - everyPacket: whether it may come true without a SIP message; then looking must cost next to nothing.
    ///   - numbers: whose dialogs the error shows.
    /// - Throws: `BenchError` with what was seen instead, after `seconds` or when the capture fails.
    func first<Value: Sendable>(
        _ what: String, within seconds: Double, about numbers: [String], everyPacket: Bool = false,
        look: @escaping @Sendable (WireRecord) -> Value?
    ) async throws -> Value {
        let id = UUID()
        let timer = Task {
            try await Task.sleep(for: .seconds(seconds))
            giveUp(id)
        }
        defer { timer.cancel() }
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let atOnce: (any Sendable)?? = state.withLock { state in
                    if let answer = look(state.record) { return .some(answer) }
                    if state.failure != nil || Task.isCancelled { return .some(nil) }
                    state.waiters[id] = Waiter(look: look, everyPacket: everyPacket, continuation: continuation)
                    return nil
                }
                if let atOnce { continuation.resume(returning: atOnce) }
            }
        } onCancel: {
            giveUp(id)
        }
        if let value = answer as? Value { return value }
        let failure = state.withLock(\.failure).map { " (\($0))" } ?? ""
        throw BenchError("waited \(seconds) s for \(what)\(failure); seen:\n\(ladder(about: numbers))")
    }

    /// The dialogs in which one of the numbers calls or is called, as text.
    public func ladder(about numbers: [String]) -> String {
        let text = dialogs.filter { dialog in
            numbers.contains(dialog.callerUser) || numbers.contains(dialog.calledUser)
                || numbers.contains(dialog.callID)
        }
        .map(\.ladder).joined(separator: "\n")
        return text.isEmpty ? "nothing" : text
    }

    private func giveUp(_ id: UUID) {
        state.withLock { $0.waiters.removeValue(forKey: id) }?.continuation.resume(returning: nil)
    }
}
