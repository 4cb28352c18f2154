import Foundation
import Routing

extension LiveQueue {
    /// All queues of a table, as Asterisk says they are.
    static func all(_ status: QueueStatus, table: RoutingTable, at moment: Date) -> [LiveQueue] {
        table.queuesInOrder.map { queue in
            let asterisk = table.asteriskQueues.filter { $0.queue.extension == queue.extension }
            // The whole queue has all agents.
            let agents = asterisk.first.map { whole in
                whole.members.compactMap { member in
                    status.members[whole.name]?.first { $0.interface == member.interface }
                        .map { LiveAgent(member.agent, $0, wrapUp: queue.wrapUp, at: moment) }
                }
            }
            let callers = asterisk.flatMap { asterisk in
                (status.callers[asterisk.name] ?? []).map {
                    WaitingCaller(
                        position: $0.position, number: $0.number, name: $0.name, channel: $0.channel,
                        language: asterisk.language, waited: $0.wait)
                }
            }
            return LiveQueue(
                extension: queue.extension, name: queue.name, asteriskQueues: asterisk.map(\.name),
                agents: agents ?? [], callers: callers.sorted { ($0.waited, $1.position) > ($1.waited, $0.position) })
        }
    }
}

extension LiveAgent {
    /// - Parameter wrapUp: how long he is left alone after a call.
    init(_ agent: String, _ member: QueueStatus.Member, wrapUp: Seconds?, at moment: Date) {
        let rests = wrapUp.flatMap { wrapUp in
            member.lastCall.map { moment < $0.addingTimeInterval(Double(wrapUp.count)) }
        }
        // devicestate.h: 0 unknown, 1 not in use, 2 in use, 3 busy, 4 invalid, 5 unavailable, 6 ringing, 7 both, 8 on hold.
        let state: State =
            switch member.device {
            case _ where member.isInCall: .talking
            case 2, 3, 7, 8: .talking
            case _ where member.isPaused: .paused
            case 6: .ringing
            case 4, 5: .unreachable
            default: rests == true ? .wrapUp : .free
            }
        self.init(agent: agent, state: state, calls: member.calls, lastCall: member.lastCall)
    }
}
