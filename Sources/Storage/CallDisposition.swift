/// What became of a call. Stored by name.
public enum CallDisposition: String, Sendable, Hashable, Codable, CaseIterable {
    /// The caller talked with a person.
    case answered
    /// Somebody was rung and nobody answered.
    case missed
    /// Nobody answered, and voicemail took the call.
    case voicemail
    /// The caller hung up in a menu, a queue or an announcement, before anybody was rung.
    case abandoned
    /// The caller asked a queue to call him back, and will be.
    case callback
    /// The rules turned it away: closed, busy, not allowed, no such number.
    case refused
    /// A number outside that somebody of the office dialled was busy, did not answer or could not be reached.
    case unreached
    /// Somebody of the office dialled a code or listened to a mailbox.
    case service
    /// What went wrong was on this side: a trunk, Asterisk, the failure route.
    case failed

    /// Somebody wanted to talk with the office, and nobody did with him.
    public static let allMissed: Set<CallDisposition> = [.missed, .voicemail, .abandoned]
}
