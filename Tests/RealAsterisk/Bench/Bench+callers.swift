extension Bench {
    /// Where the PBX takes SIP over UDP, on loopback.
    public var sipPort: UInt16 { world.ports.pbxSIP }

    /// Waits for the PBX to ring somebody for a caller: of a party that many call at once, the one call that is meant.
    /// - Parameters:
    ///   - caller: the user part of From on the leg, as the party sees it.
    public func leg(
        to party: String, from caller: String, after start: WireTime, within seconds: Double = 10
    ) async throws -> ObservedLeg {
        let dialog = try await wire.first("a call of \(caller) to \(party)", within: seconds, about: [party, caller]) {
            record in
            record.allDialogs.first {
                $0.direction == .fromPBX && $0.calledUser == party && $0.callerUser == caller && $0.invitedAt >= start
            }
        }
        return ObservedLeg(dialog, tone: self.world.directory.tone(ofCall: dialog.callID), wire: wire, world: world)
    }
}
