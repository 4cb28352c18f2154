/// What Asterisk is to do next with a call.
public enum Step: Sendable, Hashable {
    /// Ring somebody, then ask again unless he answered.
    case ring(Ring)
    /// Play something and take digits, then ask again.
    case collect(Collect)
    /// Wait in a queue, then ask again unless an agent has talked with the caller.
    case queue(QueueWait)
    /// Say these things, then ask again: the caller goes back into his queue.
    case tell([SpokenPart])
    /// Put down, or take back, a request to be called back, then say this: after a request the call ends, after a
    /// cancellation the caller goes back into his queue.
    case callback(CallbackOrder, say: [SpokenPart])
    /// Take a message; `mailbox` is a user's extension.
    case voicemail(mailbox: String, greeting: Greeting)
    /// Let a user hear his messages.
    case mailbox(String)
    /// Say something, then end the call.
    case announce(Announcement)
    /// Say these things one after the other, then end the call.
    case say([SpokenPart])
    /// Change a rule, say this, then end the call.
    case change(OfficeChange, say: [SpokenPart])
    /// An agent comes, goes or pauses: keep it, say this, then end the call.
    case changeAgent(AgentChange, say: [SpokenPart])
    /// The caller hears busy.
    case busy
    /// The call ends.
    case hangup
    /// One of several legs found nobody: it ends, the others go on.
    case decline(LegOutcome)
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
        /// Whom a call was to be transferred to is busy.
        case colleagueBusy
    }
}

/// One of the things that are said one after the other.
public enum SpokenPart: Sendable, Hashable {
    /// A prompt by name.
    case prompt(String)
    /// Digits, one by one.
    case digits(String)
    /// A number as people say it.
    case number(Int)
}

/// Ringing one or more legs at the same time.
public struct Ring: Sendable, Hashable {
    /// What rings.
    public var legs: [Leg]
    /// For how long.
    public var seconds: Seconds
    /// Whom the callee sees.
    public var caller: CallerPresentation
    /// Devices that take no second call: one that is in use counts as busy and is not rung.
    public var busyWhenInUse: [String]
    /// The callee must press 1 before he is connected.
    public var confirm: Bool
    /// The caller hears what the far end plays before it answers, not the ringing of the office.
    public var earlyMedia: Bool
    /// What the callee is told of forwards: the last one first, then the first one where there were several.
    public var diversions: [DiversionHeader]
    /// Whose the leg that leaves the office is; `nil` where none does. There is never more than one.
    public var outsideLeg: OutsideLeg?
    /// Who may transfer the call.
    public var transferRights = TransferRights()
    /// Prompts that whoever picks up hears before he is connected.
    public var tells: [SpokenPart] = []
    /// Why what comes of it is recorded; `nil`: it is not.
    public var recording: CallRecording?

    /// Ringing of these values.
    public init(
        legs: [Leg], seconds: Seconds, caller: CallerPresentation, busyWhenInUse: [String] = [], confirm: Bool = false,
        earlyMedia: Bool = false, diversions: [DiversionHeader] = []
    ) {
        self.legs = legs
        self.seconds = seconds
        self.caller = caller
        self.busyWhenInUse = busyWhenInUse
        self.confirm = confirm
        self.earlyMedia = earlyMedia
        self.diversions = diversions
    }
}

/// A Diversion header (RFC 5806) without the host, which is the trunk's.
public struct DiversionHeader: Sendable, Hashable {
    /// The user part of the URI.
    public var number: String
    /// Why.
    public var reason: DiversionChain.Reason
    /// How many forwards it stands for.
    public var counter: Int
}

/// Digits from a caller, while something is played to him or after it.
public struct Collect: Sendable, Hashable {
    /// Prompts, one after the other; the first digit ends them.
    public var prompts: [String]
    /// How long the first digit is waited for after the prompts.
    public var wait: Seconds
    /// How long the next one is, where there may be more.
    public var interDigit: Seconds
    /// Which digits may be followed by more.
    public var growth: DigitGrowth
}

/// Whom a callee sees as the caller.
public enum CallerPresentation: Sendable, Hashable {
    /// The caller as he came.
    case unchanged
    /// This number and name instead.
    case number(String, name: String)
}
