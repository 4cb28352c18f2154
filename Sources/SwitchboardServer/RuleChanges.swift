import AGI
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

    /// The same answer, but for what is said: that it could not be done.
    static func refusal(of variables: [AGIVariable]) -> [AGIVariable] {
        variables.map { variable in
            variable.name == DialplanName.Variable.say
                ? AGIVariable(variable.name, [SpokenPart.prompt("change-failed")].playback) : variable
        }
    }
}
