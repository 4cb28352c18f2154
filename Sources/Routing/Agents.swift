import Foundation

/// Whether an agent takes a queue's calls.
public enum AgentState: String, Sendable, Hashable, Codable, CaseIterable {
    /// He does: so begins everybody who is listed.
    case available
    /// He is there, and gets no calls for now.
    case paused
    /// He has left the queue.
    case loggedOut
}

/// What an agent does about his queues.
public enum AgentAction: String, Sendable, Hashable, Codable, CaseIterable {
    case login, logout, pause, resume

    /// His state after it. Whoever has left is not paused by it.
    public func state(after state: AgentState) -> AgentState {
        switch (self, state) {
        case (.login, .loggedOut): .available
        case (.logout, _): .loggedOut
        case (.pause, .available): .paused
        case (.resume, .paused): .available
        default: state
        }
    }
}

/// An agent comes, goes or pauses, in one queue or in all of his. It is no change of the rules: it makes no revision.
public struct AgentChange: Sendable, Hashable {
    /// What he does.
    public var action: AgentAction
    /// Who: `Queue.Member.agent`.
    public var agent: String
    /// The queues' extensions.
    public var queues: [String]

    /// A change of these values.
    public init(_ action: AgentAction, agent: String, queues: [String]) {
        self.action = action
        self.agent = agent
        self.queues = queues
    }
}

extension AgentChange: CustomStringConvertible {
    /// One line for people: `agent 101: pause, queue 700, 701`.
    public var description: String { "agent \(agent): \(action.rawValue), queue \(queues.joined(separator: ", "))" }
}

/// What agents have said of themselves: those who have said nothing take calls.
public struct Agents: Sendable, Hashable {
    /// One agent's word about one queue.
    public struct Word: Sendable, Hashable {
        /// His state, never ``AgentState/available``.
        public var state: AgentState
        /// Since when.
        public var since: Date
        /// Who said so: a device or a person.
        public var author: String

        /// A word of these values.
        public init(_ state: AgentState, since: Date, author: String) {
            self.state = state
            self.since = since
            self.author = author
        }
    }

    private var words: [Place: Word] = [:]

    private struct Place: Sendable, Hashable {
        var queue: String
        var agent: String
    }

    /// Everybody takes calls.
    public init() {}

    /// What an agent has said about the queue with this extension.
    public subscript(agent: String, queue queue: String) -> Word? {
        get { words[Place(queue: queue, agent: agent)] }
        set { words[Place(queue: queue, agent: agent)] = newValue }
    }

    /// His state there.
    public func state(of agent: String, queue: String) -> AgentState { self[agent, queue: queue]?.state ?? .available }
}

extension RoutingTable {
    /// The office's queues, in its order.
    public var queuesInOrder: [Queue] { asteriskQueues.filter { $0.language == nil }.map(\.queue) }

    /// The queues somebody serves, logged in or not.
    public func queues(of agent: String) -> [Queue] {
        queuesInOrder.filter { $0.members.contains { $0.agent == agent } }
    }
}
