import Testing

/// A moment of a callback's attempt in which Switchboard or Asterisk is killed.
enum KillPoint: String, CaseIterable, CustomTestStringConvertible {
    case noted = "the request is stored, and the client has not heard it yet"
    case notedUnanswered = "the request is stored, and Asterisk never gets the answer"
    case queued = "the virtual caller waits in the queue"
    case agentRings = "the agent's telephone rings"
    case agentHears = "the agent hears whom he is about to talk to"
    case dialingStored = "it is stored that the client rings, and he does not yet"
    case clientRings = "the client's telephone rings"
    case clientAsked = "the client has picked up and hears that he has to press 1"
    case clientAccepts = "the client has pressed 1, which Switchboard has not seen"
    case talk = "client and agent talk"
    case clientFailed = "the client was busy, which Switchboard has not seen"
    case retry = "the next attempt is waited for"
    case asteriskQueued = "Asterisk: the virtual caller waits in the queue"
    case asteriskRinging = "Asterisk: the client's telephone rings"

    var testDescription: String { rawValue }
    /// The queue's extension; its agent's is the next one.
    var queue: String { "\(9_200 + 2 * (Self.allCases.firstIndex(of: self) ?? 0))" }
    var agent: String { "\(9_201 + 2 * (Self.allCases.firstIndex(of: self) ?? 0))" }

    /// What came of the attempts, each of which rings the client once.
    var results: [String] {
        switch self {
        case .notedUnanswered: []
        case .clientFailed, .retry: ["busy", "answered"]
        case .asteriskRinging: ["broken", "answered"]
        default: ["answered"]
        }
    }
    /// How the request ends.
    var outcome: String { self == .notedUnanswered ? "cancelled" : "connected" }
}
