import Foundation
import Routing
import Storage

/// What agents have said of themselves, in the store.
public struct AgentRepository: Sendable {
    let store: OfficeStore

    /// All of it. A word that another version wrote counts as none.
    public func current() throws -> Agents {
        var agents = Agents()
        for record in try store.agents() {
            guard let state = AgentState(rawValue: record.state) else { continue }
            agents[record.agent, queue: record.queue] = Agents.Word(state, since: record.since, author: record.author)
        }
        return agents
    }

    /// Makes a change.
    ///
    /// - Returns: the extensions of the queues in which something is different now.
    /// - Throws: `StorageError`; then nothing is changed.
    @discardableResult
    public func make(_ change: AgentChange, author: String) throws -> [String] {
        try store.changeAgent(change.agent, inQueues: change.queues, author: author) { word in
            let state = change.action.state(after: word.flatMap(AgentState.init) ?? .available)
            return state == .available ? nil : state.rawValue
        }
    }
}

extension OfficeRepository {
    /// The agents of this office.
    public var agents: AgentRepository { AgentRepository(store: store) }
}
