import AsteriskBench

extension Stage {
    private static let seats = Seats(8)
    @TaskLocal private static var cast = Cast()

    /// A scenario: its ladder and logs are kept when it fails, and its calls end with it.
    /// - Parameter extensions: those of ``BenchOffice`` that are this scenario's alone.
    func scenario(_ name: String, _ extensions: [String], _ body: () async throws -> Void) async throws {
        let numbers = extensions.flatMap { name in
            [
                name, BenchOffice.direct(name), BenchOffice.client(name), BenchOffice.mobile(name),
                String(BenchOffice.mobile(name).dropFirst()),
            ]
        }
        await Self.seats.take()
        let cast = Cast()
        var failure: (any Error)?
        do {
            try await Self.$cast.withValue(cast) { try await bench.scenario(name, numbers: numbers, body) }
        } catch {
            failure = error
        }
        await cast.goHome()
        await Self.seats.leave()
        if let failure { throw failure }
    }

    /// Somebody calls; he hangs up when the scenario ends, at the latest.
    func call(from caller: Caller, to number: String) async throws -> CallerLeg {
        let call = try await bench.call(from: caller, to: number)
        await Self.cast.add(call)
        return call
    }

    /// The leg that rings for a caller; the operator has calls of every scenario.
    func leg(
        to party: String, for caller: String, of call: CallerLeg, within seconds: Double = 15
    ) async throws -> ObservedLeg {
        try await bench.leg(to: party, from: caller, after: call.dialog.invitedAt, within: seconds)
    }
}

/// The callers of one scenario.
private actor Cast {
    private var calls: [CallerLeg] = []

    func add(_ call: CallerLeg) {
        calls.append(call)
    }

    /// Everybody who is still there hangs up.
    func goHome() async {
        for call in calls where call.dialog.endedAt == nil {
            // He may hang up by himself in this moment.
            try? await call.hangUp()
        }
    }
}
