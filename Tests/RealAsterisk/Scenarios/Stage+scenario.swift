import AsteriskBench

extension Stage {
    private static let seats = Seats(8)
    @TaskLocal private static var cast = Cast()
    private static let owned = OwnedNumbers()
    /// Desk phones: what they are told stays in the office.
    private static let phones = Set(BenchOffice(worldPort: 0).users.map(\.extension))

    /// A scenario: its ladder and logs are kept when it fails, its calls end with it, and it fails when a client was sent
    /// an employee's mobile.
    /// - Parameter extensions: those of ``BenchOffice`` that are this scenario's alone.
    func scenario(_ name: String, _ extensions: [String], _ body: () async throws -> Void) async throws {
        let numbers = extensions.flatMap { name in
            [
                name, BenchOffice.direct(name), BenchOffice.client(name), BenchOffice.mobile(name),
                String(BenchOffice.client(name).dropFirst()), String(BenchOffice.mobile(name).dropFirst()),
            ]
        }
        await Self.seats.take()
        await Self.owned.add(numbers)
        let cast = Cast()
        var failure: (any Error)?
        do {
            try await Self.$cast.withValue(cast) {
                try await bench.scenario(name, numbers: numbers) {
                    try await body()
                    await cast.goHome()
                    try await expectPrivacy(of: numbers)
                }
            }
        } catch {
            failure = error
        }
        await cast.goHome()
        await Self.seats.leave()
        if let failure { throw failure }
    }

    /// Somebody calls; he hangs up when the scenario ends, at the latest.
    /// - Parameter steps: what he does after the answer instead of only playing his tone.
    func call(
        from caller: Caller, to number: String, then steps: [PartyScript.Step] = []
    ) async throws -> CallerLeg {
        let call = try await bench.call(from: caller, to: number, then: steps)
        await Self.cast.add(call)
        return call
    }

    /// Looks for employees' mobiles in every message that the PBX has sent to clients: in the dialogs of these numbers, and
    /// in all that no scenario calls its own, so that with the last scenario the whole capture has been seen.
    /// - Throws: `BenchError` with each header line that holds one, and to whom it was sent.
    private func expectPrivacy(of numbers: [String]) async throws {
        let (own, owned) = (Set(numbers), await Self.owned.all)
        let leaks = bench.leaks(of: [BenchOffice.mobile("")]) { dialog in
            let parties = [dialog.callerUser, dialog.calledUser]
            return Self.isWithClient(dialog)
                && (parties.contains(where: own.contains) || !parties.contains(where: owned.contains))
        }
        guard leaks.isEmpty else {
            throw BenchError("clients were sent employees' mobiles:\n\(leaks.joined(separator: "\n"))")
        }
    }

    /// Neither an employee's desk phone nor a mobile.
    private static func isWithClient(_ dialog: Dialog) -> Bool {
        let party = dialog.direction == .fromPBX ? dialog.calledUser : dialog.callerUser
        return !phones.contains(party) && !party.contains(BenchOffice.mobile("").dropFirst())
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

/// The numbers of all scenarios that have begun.
private actor OwnedNumbers {
    private(set) var all: Set<String> = []

    func add(_ numbers: [String]) {
        all.formUnion(numbers)
    }
}
