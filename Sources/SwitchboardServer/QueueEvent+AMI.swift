import AMI
import CallControl
import Foundation

extension QueueEvent {
    /// What a message tells of a queue.
    /// - Returns: `nil` when it is about a queue of the administrator's own, or what is needed is missing in it.
    init?(_ message: AMIMessage) {
        guard let queue = message["Queue"].flatMap(QueueName.init), let caller = ChannelSnapshot(message) else {
            return nil
        }
        let position = message["Position"].flatMap { Int($0) }
        let kind: Kind
        switch message.event {
        case "QueueCallerJoin": kind = .joined(position: position)
        case "QueueCallerAbandon": kind = .abandoned(position: position)
        case "QueueCallerLeave": kind = .left(position: position)
        case "AgentRingNoAnswer": kind = .notAnswered
        case "AgentConnect": kind = .connected(interface: message["Interface"] ?? "")
        case "AgentComplete": kind = .completed
        default: return nil
        }
        self.init(kind, queue: queue, caller: caller)
    }
}

extension PictureSnapshot.QueueEntry {
    /// QueueEntry of QueueStatus (app_queue.c, manager_queues_status).
    /// - Parameter moment: when the list was taken.
    init?(_ message: AMIMessage, at moment: Date) {
        guard let queue = message["Queue"].flatMap(QueueName.init), let id = message["Uniqueid"] else { return nil }
        self.init(
            id: id, queue: queue, position: message["Position"].flatMap { Int($0) },
            entered: moment - (message["Wait"].flatMap { TimeInterval($0) } ?? 0))
    }
}
