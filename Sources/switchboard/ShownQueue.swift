import Foundation
import Routing
import SwitchboardServer

/// A queue as commands show it: what the office says of it, what its agents have said, and what goes on.
struct ShownQueue: Encodable {
    struct Agent: Encodable {
        let agent: String
        let state: AgentState
        /// Since when he has left or pauses, and who said so.
        let since: Date?
        let author: String?
        /// What he does; `nil`: not known.
        let live: LiveAgent?
    }

    let `extension`, name: String
    let strategy: Queue.Strategy
    let priority: Int
    /// Languages whose callers have a queue of their own.
    let languages: [String]
    let agents: [Agent]
    /// Who waits, the longest first; `nil`: not known.
    let callers: [WaitingCaller]?

    init(_ queue: Queue, table: RoutingTable, agents: Agents, live: LiveQueue?) {
        `extension` = queue.extension
        name = queue.name
        strategy = queue.strategy
        priority = queue.priority ?? 0
        languages = table.asteriskQueues.filter { $0.queue.extension == queue.extension }.compactMap(\.language)
        callers = live?.callers
        self.agents = queue.members.map { member in
            let word = agents[member.agent, queue: queue.extension]
            return Agent(
                agent: member.agent, state: word?.state ?? .available, since: word?.since, author: word?.author,
                live: live?.agents.first { $0.agent == member.agent })
        }
    }

    func count(_ states: AgentState...) -> Int { agents.count { states.contains($0.state) } }
}
