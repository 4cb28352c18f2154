import Logging
import Routing

/// Changes that phones ask for, made in the store; the server takes them up as it does any other.
struct RuleChanges: Sendable {
    let repository: OfficeRepository
    let logger: Logger

    /// Makes a change. - Returns: whether it holds.
    @concurrent
    func make(_ change: OfficeChange, by device: String) async -> Bool {
        do {
            let done = try repository.make(change, author: device)
            logger.notice("changed by phone", metadata: ["change": "\(change)", "revision": "\(done.revision)"])
            return true
        } catch {
            logger.error("a change by phone was refused", metadata: ["change": "\(change)", "error": "\(error)"])
            return false
        }
    }

    /// An agent comes, goes or pauses. - Returns: whether it holds.
    @concurrent
    func make(_ change: AgentChange, by device: String) async -> Bool {
        do {
            try repository.agents.make(change, author: device)
            logger.notice("an agent's state is changed by phone", metadata: ["change": "\(change)"])
            return true
        } catch {
            logger.error("an agent's state can't be kept", metadata: ["change": "\(change)", "error": "\(error)"])
            return false
        }
    }
}
