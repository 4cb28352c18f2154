extension Bench {
    /// Has somebody call the PBX and returns when the INVITE is on the wire.
    /// - Parameters:
    ///   - tone: what the caller plays from the answer on; nil: one of the callers' own.
    ///   - seconds: hangs up so long after the answer; nil: stays until the other side hangs up.
    ///   - steps: what the caller does after the answer instead of only playing the tone.
    ///   - patience: seconds until he gives up an unanswered call.
    public func call(
        from caller: Caller, to number: String, tone: Tone? = nil, for seconds: Double? = nil,
        then steps: [PartyScript.Step] = [], patience: Double = 120
    ) async throws -> CallerLeg {
        let id = String(UInt64.random(in: 1 << 60 ... .max), radix: 16)
        let tone = tone ?? world.nextCallerTone()
        let rest: [PartyScript.Step] = [.wait(seconds ?? 3_600), .hangUp(cause: 16)]
        let script = PartyScript([.tone(tone)] + steps + rest)
        try world.originate(id: id, from: caller, to: number, script: script, patience: patience)
        let dialog = try await invite(ofCall: id, what: "INVITE of \(caller.description) to \(number)")
        world.directory.plays(tone, callID: dialog.callID)
        return CallerLeg(id: id, leg: ObservedLeg(dialog, tone: tone, wire: wire, world: world), world: world)
    }

    /// Sends a hand-written INVITE.
    /// - Parameters:
    ///   - number: the request URI's user part, as it shall be written.
    ///   - from: From without its tag, as it shall be written.
    ///   - trunk: the trunk it comes by; nil: it is told by From, as phones are.
    public func rawInvite(
        to number: String, from: String, headers: [String] = [], trunk: String? = "main"
    ) throws -> RawCall {
        let id = String(UInt64.random(in: 1 << 60 ... .max), radix: 16)
        let lines = headers + (trunk.map { ["\(Trunk.header): \($0)"] } ?? [])
        return try RawCall(
            uri: "sip:\(number)@127.0.0.1:\(world.ports.pbxSIP)", from: from, lines: lines, id: id,
            pbx: world.ports.pbxSIP)
    }

    /// The leg of a hand-written call, when its INVITE is on the wire.
    public func leg(of call: RawCall) async throws -> ObservedLeg {
        ObservedLeg(try await invite(ofCall: call.callID, what: "raw INVITE"), tone: nil, wire: wire, world: world)
    }

    /// Waits for the PBX to ring somebody.
    /// - Parameters:
    ///   - party: the number or user part.
    ///   - call: only legs after its INVITE count.
    ///   - index: 0 is the first such leg, 1 the one after it.
    public func leg(
        to party: String, of call: CallerLeg, index: Int = 0, within seconds: Double = 10
    ) async throws -> ObservedLeg {
        try await leg(to: party, after: call.leg.dialog.invitedAt, index: index, within: seconds, about: call.numbers)
    }

    /// Waits for the PBX to ring somebody after a moment.
    public func leg(
        to party: String, after start: WireTime, index: Int = 0, within seconds: Double = 10, about: [String] = []
    ) async throws -> ObservedLeg {
        let dialog = try await wire.first("a call to \(party)", within: seconds, about: about + [party]) { record in
            record.allDialogs
                .filter { $0.direction == .fromPBX && $0.calledUser == party && $0.invitedAt >= start }
                .dropFirst(index).first
        }
        return ObservedLeg(dialog, tone: self.world.directory.tone(ofCall: dialog.callID), wire: wire, world: world)
    }

    /// All legs the PBX has rung for a party since a moment, without waiting.
    public func legs(to party: String, after start: WireTime) -> [Dialog] {
        wire.dialogs.filter { $0.direction == .fromPBX && $0.calledUser == party && $0.invitedAt >= start }
    }

    private func invite(ofCall id: String, what: String) async throws -> Dialog {
        try await wire.first(what, within: 10, about: [id]) { record in
            record.allDialogs.last { $0.invite.header(World.callHeader) == id }
        }
    }
}
