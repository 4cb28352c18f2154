import CallControl

/// The virtual caller of an attempt, by its channel's name: `Local/12-1@switchboard-callback-0000001f;1`.
///
/// Its second half waits in the queue; the first one calls the client when an agent has answered.
struct CallbackChannel: Sendable, Hashable {
    /// The attempt.
    let attempt: CallbackAttemptID
    /// It is the half that calls the client.
    let isClientSide: Bool

    private static let context = "@switchboard-callback-"

    /// `nil`: the channel is something else.
    init?(_ name: String) {
        guard name.hasPrefix("Local/"), let end = name.range(of: Self.context),
            let attempt = CallbackAttemptID(name[..<end.lowerBound].dropFirst("Local/".count))
        else { return nil }
        // switchboard-callback-dial and -forget begin alike: what follows here is the channel's serial.
        let serial = name[end.upperBound...]
        guard serial.count == 10, serial.hasSuffix(";1") || serial.hasSuffix(";2") else { return nil }
        self.attempt = attempt
        isClientSide = serial.hasSuffix(";1")
    }
}

extension Call {
    /// The attempt to call a client back that it is; `nil`: it is none.
    var callback: CallbackAttemptID? { channels.lazy.compactMap { CallbackChannel($0.name) }.first?.attempt }
}
