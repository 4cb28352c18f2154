/// A leg as it happens: a dialog that the capture goes on filling, and questions that wait for it.
public struct ObservedLeg: Sendable {
    /// The dialog's Call-ID.
    public let callID: String
    private let lookUpTone: @Sendable () -> Tone?
    let wire: Wire
    let world: World
    private let begun: Dialog

    /// - Parameter tone: looked up when asked for: the capture sees an INVITE before the party has made up its mind.
    init(_ dialog: Dialog, tone: @autoclosure @escaping @Sendable () -> Tone?, wire: Wire, world: World) {
        callID = dialog.callID
        begun = dialog
        lookUpTone = tone
        self.wire = wire
        self.world = world
    }

    /// What its party plays; nil for one that does not, and before it has answered the INVITE in any way.
    public var tone: Tone? { lookUpTone() }

    /// As it stands now.
    public var dialog: Dialog { wire.state.withLock { $0.record.dialogs[callID] } ?? begun }

    /// Who calls and who is called: for errors and ladders.
    var numbers: [String] { [begun.callerUser, begun.calledUser, callID] }

    /// The other party's name: called by the PBX, or calling it.
    public var party: String { begun.direction == .fromPBX ? begun.calledUser : begun.callerUser }

    /// Seconds from the INVITE to its end: answer, refusal or CANCEL; so far, while it rings.
    public var rang: Double { (dialog.settledAt ?? .now) - begun.invitedAt }

    /// Waits until something is true of the dialog.
    public func reaches<Value: Sendable>(
        _ what: String, within seconds: Double = 30, _ look: @escaping @Sendable (Dialog) -> Value?
    ) async throws -> Value {
        let callID = callID
        return try await wire.first("\(party): \(what)", within: seconds, about: numbers) { record in
            record.dialogs[callID].flatMap(look)
        }
    }

    /// Waits for 180 or 183.
    @discardableResult
    public func rings(within seconds: Double = 5) async throws -> WireTime {
        try await reaches("180", within: seconds, \.ringingAt)
    }

    /// Waits for 200 to the INVITE.
    @discardableResult
    public func answered(within seconds: Double = 10) async throws -> WireTime {
        try await reaches("answer", within: seconds, \.answeredAt)
    }

    /// Waits for the end of ringing, whatever it is: answer, refusal or CANCEL.
    @discardableResult
    public func stopsRinging(within seconds: Double = 60) async throws -> WireTime {
        try await reaches("end of ringing", within: seconds, \.settledAt)
    }

    /// Waits for the INVITE's final code.
    @discardableResult
    public func finalStatus(within seconds: Double = 60) async throws -> Int {
        try await reaches("final status", within: seconds, \.finalStatus)
    }

    /// Waits for BYE, CANCEL or a refusal.
    @discardableResult
    public func ends(within seconds: Double = 60) async throws -> WireTime {
        try await reaches("end", within: seconds, \.endedAt)
    }
}
