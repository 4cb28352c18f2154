import AsteriskBench
import Testing

/// What every call to a group must be like, whoever takes it.
extension Stage {
    /// The legs that rang for this call among some parties, as they stand now.
    func legs(for caller: String, of call: CallerLeg, among parties: [String]) -> [Dialog] {
        Set(parties).flatMap { bench.legs(to: $0, after: call.dialog.invitedAt) }.filter { $0.callerUser == caller }
            .sorted { $0.invitedAt < $1.invitedAt }
    }

    /// The caller hears it ring and nothing else, and is connected to the one who takes the call when he does.
    func expectRinging(_ call: CallerLeg, until taker: ObservedLeg) async throws {
        let answered = try await call.leg.answered()
        #expect(call.dialog.heardBeforeAnswer == [180])
        let delay = answered - (try await taker.answered())
        #expect((0..<1).contains(delay), "connected \(delay) s after the answer")
    }

    /// Whoever still rings when somebody takes the call stops at once and sees that it was answered elsewhere.
    func expectAnsweredElsewhere(_ others: [ObservedLeg], takenAt answer: WireTime) async throws {
        for other in others {
            let stopped = try await other.stopsRinging(within: 2)
            #expect(
                (-0.1..<1).contains(stopped - answer), "\(other.party) stops \(stopped - answer) s after the answer")
            #expect(other.dialog.wasAnsweredElsewhere, "\(other.party): \(other.dialog.cancelReason ?? "no reason")")
        }
    }

    /// Nobody begins to ring before the one before him has stopped.
    func expectOneAfterTheOther(_ legs: [Dialog]) {
        for (leg, next) in zip(legs, legs.dropFirst()) {
            // The PBX gives up one and rings the next by different threads.
            let overlap = leg.settledAt.map { $0 - next.invitedAt } ?? .infinity
            #expect(overlap < 0.3, "\(leg.calledUser) rings on for \(overlap) s when \(next.calledUser) begins")
        }
    }
}

extension Dialog {
    /// Provisional codes of the INVITE, but for 100, which says nothing of the callee.
    var heardBeforeAnswer: Set<Int> {
        Set(entries.filter(\.isFromPBX).compactMap(\.message.status).filter { (101..<200).contains($0) })
    }
}
