import AMI
import CallControl

extension QueueEffect {
    /// What makes it so.
    var action: AMIAction {
        switch self {
        case .add(let member, let queue):
            AMIAction(
                "QueueAdd",
                [
                    "Queue": queue, "Interface": member.interface, "MemberName": member.name,
                    "StateInterface": member.stateInterface, "Penalty": "\(member.penalty)",
                    "Paused": member.isPaused ? "yes" : "no",
                ])
        case .remove(let interface, let queue):
            AMIAction("QueueRemove", ["Queue": queue, "Interface": interface])
        case .pause(let interface, let queue, let isPaused):
            AMIAction("QueuePause", ["Queue": queue, "Interface": interface, "Paused": isPaused ? "yes" : "no"])
        case .penalty(let interface, let queue, let penalty):
            AMIAction("QueuePenalty", ["Queue": queue, "Interface": interface, "Penalty": "\(penalty)"])
        }
    }

    /// What an event tells of a member; `nil`: it is no such event.
    init?(_ message: AMIMessage) {
        guard let queue = message["Queue"], let interface = message["Interface"] else { return nil }
        switch message.event {
        case "QueueMemberAdded":
            self = .add(QueueMember(message, interface: interface), to: queue)
        case "QueueMemberRemoved": self = .remove(interface, from: queue)
        case "QueueMemberPause": self = .pause(interface, in: queue, message["Paused"] == "1")
        case "QueueMemberPenalty":
            self = .penalty(interface, in: queue, message["Penalty"].flatMap { Int($0) } ?? 0)
        default: return nil
        }
    }
}

extension QueueMember {
    /// The member that an event tells of, or a line of QueueStatus.
    init(_ message: AMIMessage, interface: String) {
        self.init(
            interface: interface, name: message["MemberName"] ?? message["Name"] ?? "",
            stateInterface: message["StateInterface"] ?? "", penalty: message["Penalty"].flatMap { Int($0) } ?? 0,
            isPaused: message["Paused"] == "1")
    }
}
