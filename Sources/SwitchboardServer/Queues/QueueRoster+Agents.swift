import CallControl
import Routing

extension QueueRoster {
    /// Who is to be in a queue: its members but for those who have left.
    init(_ queue: AsteriskQueue, agents: Agents) {
        let members = queue.members.compactMap { member -> QueueMember? in
            let state = agents.state(of: member.agent, queue: queue.queue.extension)
            guard state != .loggedOut else { return nil }
            return QueueMember(
                interface: member.interface, name: member.agent, stateInterface: member.stateInterface,
                penalty: member.penalty, isPaused: state == .paused)
        }
        self.init(queue: queue.name, members: members, isOrdered: queue.queue.strategy == .linear)
    }
}
