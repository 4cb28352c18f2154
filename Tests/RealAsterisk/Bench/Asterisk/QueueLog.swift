import Foundation

/// A line of Asterisk's queue_log: what app_queue itself wrote down.
public struct QueueLogEntry: Sendable, Hashable {
    /// What happened (app_queue.c, `ast_queue_log`). Others, of members, are kept by name.
    public enum Event: Sendable, Hashable {
        /// The caller came, to this place.
        case entered(position: Int)
        /// An agent took him, after so many seconds in the queue.
        case connected(wait: Int)
        /// He hung up, after so many seconds.
        case abandoned(wait: Int)
        /// His time was over.
        case timedOut(wait: Int)
        /// He left by a key.
        case exitedWithKey(String, wait: Int)
        /// Nobody served the queue any more.
        case exitedEmpty(wait: Int)
        /// An operator took him out.
        case withdrawn(wait: Int)
        /// He or the agent hung up, after so many seconds of waiting and of talking.
        case completed(wait: Int, talk: Int)
        /// An agent transferred him.
        case transferred
        /// An agent was rung for so many milliseconds and did not answer.
        case rangNoAnswer(milliseconds: Int)
        /// Anything else.
        case other(String)
    }

    /// Whole seconds since 1970.
    public let second: Int
    /// Uniqueid of the caller's channel; "NONE": it is about no caller.
    public let call: String
    /// The Asterisk queue.
    public let queue: String
    /// The member's name; "NONE": nobody's.
    public let agent: String
    /// What happened.
    public let event: Event

    /// `1790000000|1790000000.42|switchboard-700|NONE|ENTERQUEUE||+79035550000|1`; nil when it is something else.
    init?(line: some StringProtocol) {
        let fields = line.split(separator: Character("|"), omittingEmptySubsequences: false).map { String($0) }
        guard fields.count >= 5, let second = Int(fields[0]) else { return nil }
        self.second = second
        (call, queue, agent) = (fields[1], fields[2], fields[3])
        let rest = Array(fields.dropFirst(5))
        func number(_ place: Int) -> Int { rest.indices.contains(place) ? Int(rest[place]) ?? 0 : 0 }
        event =
            switch fields[4] {
            case "ENTERQUEUE": .entered(position: number(2))
            case "CONNECT": .connected(wait: number(0))
            case "ABANDON": .abandoned(wait: number(2))
            case "EXITWITHTIMEOUT": .timedOut(wait: number(2))
            case "EXITWITHKEY": .exitedWithKey(rest.first ?? "", wait: number(3))
            case "EXITEMPTY": .exitedEmpty(wait: number(2))
            case "WITHDRAW": .withdrawn(wait: number(2))
            case "COMPLETECALLER", "COMPLETEAGENT": .completed(wait: number(0), talk: number(1))
            case "BLINDTRANSFER", "ATTENDEDTRANSFER": .transferred
            case "RINGNOANSWER": .rangNoAnswer(milliseconds: number(0))
            default: .other(fields[4])
            }
    }
}

/// What became of the callers of some queues, counted from queue_log alone.
public struct QueueLogCount: Sendable, Equatable {
    /// Those who came. One who left by a key and came back is counted again, as app_queue does.
    public var entered = 0
    /// Those whom an agent took.
    public var answered = 0
    /// Those who hung up.
    public var abandoned = 0
    /// Those whose time was over.
    public var timedOut = 0
    /// Those who left by a key.
    public var keyed = 0
    /// Those who were sent away when nobody served the queue any more.
    public var emptied = 0
    /// How often an agent was rung in vain.
    public var unansweredRings = 0
    /// Whole seconds that each one waited whom an agent took.
    public var waits: [Int] = []

    /// Counts entries.
    public init(_ entries: some Sequence<QueueLogEntry>) {
        for entry in entries {
            switch entry.event {
            case .entered: entered += 1
            case .connected(let wait):
                answered += 1
                waits.append(wait)
            case .abandoned: abandoned += 1
            case .timedOut: timedOut += 1
            case .exitedWithKey: keyed += 1
            case .exitedEmpty: emptied += 1
            case .rangNoAnswer: unansweredRings += 1
            case .withdrawn, .completed, .transferred, .other: break
            }
        }
    }
}

extension Bench {
    /// All that app_queue has written down so far, in order.
    /// - Parameter queues: of these alone, by Asterisk's names; nil: of all.
    public func queueLog(of queues: Set<String>? = nil) -> [QueueLogEntry] {
        let file = pbx.directory.appending(path: "log/queue_log")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { QueueLogEntry(line: $0) }
            .filter { queues?.contains($0.queue) ?? true }
    }
}
