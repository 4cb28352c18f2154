/// What Asterisk is to do next with a call.
public enum Step: Sendable, Hashable {
    /// Ring somebody, then ask again unless he answered.
    case ring(Ring)
    /// Take a message; `mailbox` is a user's extension.
    case voicemail(mailbox: String, greeting: Greeting)
    /// Say something, then end the call.
    case announce(Announcement)
    /// The caller hears busy.
    case busy
    /// The call ends.
    case hangup
    /// This call can't be decided: the dialplan's own failure route takes it.
    case failure

    /// Which of the mailbox's greetings is played (app_voicemail options `u` and `b`).
    public enum Greeting: String, Sendable, Hashable {
        case unavailable, busy
    }

    /// What a caller is told when there is nobody for him.
    public enum Announcement: String, Sendable, Hashable, CaseIterable {
        /// Nobody can take the call.
        case nobodyAvailable
        /// There is no such number.
        case noSuchNumber
        /// The number may not be called from here.
        case notAllowed
        /// The trunks are busy or down.
        case circuitsBusy
    }
}

/// Ringing one or more legs at the same time.
public struct Ring: Sendable, Hashable {
    /// What rings.
    public var legs: [Leg]
    /// For how long.
    public var seconds: Seconds
    /// Whom the callee sees.
    public var caller: CallerPresentation
    /// A device that takes no second call: when it is in use it counts as busy and is not rung.
    public var busyWhenInUse: String?

    /// Ringing of these values.
    public init(legs: [Leg], seconds: Seconds, caller: CallerPresentation, busyWhenInUse: String? = nil) {
        self.legs = legs
        self.seconds = seconds
        self.caller = caller
        self.busyWhenInUse = busyWhenInUse
    }
}

/// Whom a callee sees as the caller.
public enum CallerPresentation: Sendable, Hashable {
    /// The caller as he came.
    case unchanged
    /// This number and name instead.
    case number(String, name: String)
}
