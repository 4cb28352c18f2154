import AMI
import Foundation

/// What operators may see of queues. The control API goes through it.
public protocol QueueDesk: Sendable {
    /// All queues of the office, in its order.
    func queues() async throws(CallDeskError) -> [LiveQueue]
}

extension AsteriskQueues: QueueDesk {
    func queues() async throws(CallDeskError) -> [LiveQueue] {
        guard let table = tables.current else { return [] }
        do {
            return LiveQueue.all(try await status(), table: table, at: Date())
        } catch AMIError.notConnected {
            throw .notConnected
        } catch {
            throw .notDone("\(error)")
        }
    }
}
