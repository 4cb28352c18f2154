import Foundation

/// A caller's stay in a queue of the office, from his arrival until he is answered or gone.
///
/// A caller who leaves the line and comes back to the same queue within the same call, without having talked or rung
/// anybody in between, goes on waiting: it is one visit. So it is when he asks for a callback that can't be made, and when
/// he is handed from the queue of one language to that of all.
public struct QueueVisit: Sendable, Hashable {
    /// What came of it.
    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        /// An agent talked with him.
        case answered
        /// He hung up.
        case abandoned
        /// His time in the queue was over.
        case timedOut
        /// So many waited that he was not let in.
        case full
        /// Nobody served the queue: he was not let in, or not kept.
        case nobodyThere
        /// He asked to be called back.
        case askedForCallback
        /// He left in another way: by a key, or an operator took him out.
        case left
    }

    /// Uniqueid of the channel that waits.
    public internal(set) var channel: String
    /// The office's queue, by its extension.
    public let queue: String
    /// The language of the Asterisk queue he was in last; `nil`: that of all languages.
    public internal(set) var language: String?
    /// Nobody is on the line: the virtual caller of a callback.
    public let isCallback: Bool
    /// When he came.
    public internal(set) var entered: Date
    /// When he was connected with an agent; `nil`: not yet, or never.
    public internal(set) var connected: Date?
    /// When his talk with the agent was over, or he was gone; `nil`: he waits or talks.
    public internal(set) var ended: Date?
    /// What came of it; `nil`: he waits.
    public internal(set) var outcome: Outcome?
    /// His place when he came, from 1; `nil`: he was not let in, or nobody saw him come.
    public internal(set) var positionAtEntry: Int?
    /// His last place that is known.
    public internal(set) var position: Int?
    /// Who answered: a user's extension or an outside number.
    public internal(set) var agent: String?
    /// How often an agent was rung for him and did not answer.
    public internal(set) var unansweredRings = 0
    /// Something of it happened while nobody watched: the moment is a limit, not a fact.
    public internal(set) var isEstimated = false
    /// The dialplan has said what came of it.
    var isReported = false

    init(channel: String, isCallback: Bool, in name: QueueName, entered: Date) {
        self.channel = channel
        queue = name.queue
        language = name.language
        self.isCallback = isCallback
        self.entered = entered
    }

    /// Neither answered nor gone.
    public var isWaiting: Bool { outcome == nil }
}

/// What the dialplan says came of a queue: QUEUESTATUS (app_queue.c, `queue_results`), or that a callback was asked for.
public enum QueueResult: String, Sendable, Hashable, CaseIterable {
    /// The caller's time was over.
    case timeout = "TIMEOUT"
    /// He was not let in: `maxlen`.
    case full = "FULL"
    /// He was not let in: `joinempty`.
    case joinEmpty = "JOINEMPTY"
    /// He was not kept: `leavewhenempty`.
    case leaveEmpty = "LEAVEEMPTY"
    /// An operator took him out (AMI QueueWithdrawCaller).
    case withdraw = "WITHDRAW"
    /// He asked to be called back, and is going to be.
    case callback = "CALLBACK"

    /// Without having been in the line: no event tells of it.
    var isRefusal: Bool { self == .full || self == .joinEmpty }

    var outcome: QueueVisit.Outcome {
        switch self {
        case .timeout: .timedOut
        case .full: .full
        case .joinEmpty, .leaveEmpty: .nobodyThere
        case .withdraw: .left
        case .callback: .askedForCallback
        }
    }
}
