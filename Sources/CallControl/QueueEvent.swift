/// What app_queue tells of a caller (app_queue.c).
///
/// Leave comes before AgentConnect, and after Abandon. Abandon comes whenever a caller goes without an agent, whether he
/// hangs up or his time is over, and not when he leaves by a key. A caller who is not let in makes no event at all.
public struct QueueEvent: Sendable, Hashable {
    /// What happened.
    public enum Kind: Sendable, Hashable {
        /// QueueCallerJoin, at this place.
        case joined(position: Int?)
        /// QueueCallerAbandon, from this place.
        case abandoned(position: Int?)
        /// QueueCallerLeave, from this place.
        case left(position: Int?)
        /// AgentRingNoAnswer.
        case notAnswered
        /// AgentConnect: the agent behind this interface hears him now.
        case connected(interface: String)
        /// AgentComplete.
        case completed
    }

    /// What happened.
    public var kind: Kind
    /// The Asterisk queue.
    public var queue: QueueName
    /// The caller.
    public var caller: ChannelSnapshot

    /// An event of these values.
    public init(_ kind: Kind, queue: QueueName, caller: ChannelSnapshot) {
        self.kind = kind
        self.queue = queue
        self.caller = caller
    }
}
