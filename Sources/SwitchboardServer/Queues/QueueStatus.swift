import AMI
import CallControl
import Foundation
import Routing

/// What Asterisk says of its queues: the answer to QueueStatus (app_queue.c, `manager_queues_status`).
struct QueueStatus: Sendable {
    /// One queue's settings, as far as it tells them.
    struct Settings: Sendable, Hashable {
        let strategy: String
        let weight: Int
        let maximum: Int
    }

    /// A member's line.
    struct Member: Sendable {
        let interface: String
        /// AST_DEVICE_… (devicestate.h).
        let device: Int
        let isInCall: Bool
        let isPaused: Bool
        let calls: Int
        /// When his last call ended.
        let lastCall: Date?
    }

    /// A caller's line.
    struct Caller: Sendable {
        let position: Int
        let channel: String
        let uniqueID: String
        let number: String?
        let name: String?
        /// Seconds.
        let wait: Int
    }

    /// Our queues, by name.
    private(set) var settings: [String: Settings] = [:]
    private(set) var members: [String: [Member]] = [:]
    private(set) var callers: [String: [Caller]] = [:]
    /// Who is in them.
    let membership: QueueMembership

    /// - Parameter events: the list's; queues that are not ours are left out.
    init(_ events: [AMIMessage]) {
        var queues: [String: [QueueMember]] = [:]
        for event in events {
            guard let queue = event["Queue"], AsteriskQueue.extension(inName: queue) != nil else { continue }
            let number = { (name: String) in event[name].flatMap { Int($0) } ?? 0 }
            switch event.event {
            case "QueueParams":
                queues[queue] = queues[queue] ?? []
                settings[queue] = Settings(
                    strategy: event["Strategy"] ?? "", weight: number("Weight"), maximum: number("Max"))
            case "QueueMember":
                guard let interface = event["Location"] else { continue }
                queues[queue, default: []].append(QueueMember(event, interface: interface))
                let last = number("LastCall")
                members[queue, default: []].append(
                    Member(
                        interface: interface, device: number("Status"), isInCall: number("InCall") == 1,
                        isPaused: number("Paused") == 1, calls: number("CallsTaken"),
                        lastCall: last == 0 ? nil : Date(timeIntervalSince1970: Double(last))))
            case "QueueEntry":
                let known = { (name: String) in event[name].flatMap { $0 == "unknown" || $0.isEmpty ? nil : $0 } }
                callers[queue, default: []].append(
                    Caller(
                        position: number("Position"), channel: event["Channel"] ?? "",
                        uniqueID: event["Uniqueid"] ?? "", number: known("CallerIDNum"), name: known("CallerIDName"),
                        wait: number("Wait")))
            default: continue
            }
        }
        membership = QueueMembership(queues)
    }

    /// Whether Asterisk has these queues and no others of ours, with these settings.
    func fits(_ queues: [AsteriskQueue]) -> Bool {
        let wanted = queues.map {
            (
                $0.name,
                Settings(
                    strategy: $0.queue.strategy.rawValue, weight: $0.queue.priority ?? 0,
                    maximum: $0.queue.maxCallers ?? 0)
            )
        }
        return Dictionary(wanted, uniquingKeysWith: { first, _ in first }) == settings
    }
}
