import Foundation

/// What an agent has said about a queue.
public struct AgentRecord: Sendable, Hashable {
    /// The queue's extension.
    public var queue: String
    /// His extension, or the number in E.164.
    public var agent: String
    /// The word for his state.
    public var state: String
    /// Since when, to the millisecond.
    public var since: Date
    /// Who said so.
    public var author: String

    /// A record of these values.
    public init(queue: String, agent: String, state: String, since: Date, author: String) {
        self.queue = queue
        self.agent = agent
        self.state = state
        self.since = since
        self.author = author
    }
}
