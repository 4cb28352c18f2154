import AsteriskBench

/// Stages of which each has one scenario at a time: it kills Switchboard or Asterisk.
actor CallbackKillStage {
    static let shared = CallbackKillStage(count: 4)

    private let stages: [Task<CallbackStage, any Error>]
    private var free: [Int]
    private var waiting: [CheckedContinuation<Int, Never>] = []

    private init(count: Int) {
        free = Array(0..<count)
        stages = free.map { number in
            Task {
                try await CallbackStage(
                    named: "callbacks-killed-\(number)", queues: CallbackKillScenarios.queues,
                    users: CallbackKillScenarios.users)
            }
        }
    }

    /// Gives a stage to a scenario alone.
    func scenario(
        _ name: String, _ extensions: [String], _ body: @Sendable (CallbackStage) async throws -> Void
    ) async throws {
        let number = await take()
        defer { leave(number) }
        let stage = try await stages[number].value
        try await stage.scenario(name, extensions) { try await body(stage) }
    }

    private func take() async -> Int {
        if let number = free.popLast() { return number }
        return await withCheckedContinuation { waiting.append($0) }
    }

    private func leave(_ number: Int) {
        if waiting.isEmpty { free.append(number) } else { waiting.removeFirst().resume(returning: number) }
    }
}
