import Foundation
import SwitchboardServer

/// How queues are written for people.
struct QueueText {
    let text: CallText

    /// `700  support (leastrecent): 2 waiting, the first for 1 min 5 s; 3 of 4 agents logged in, 1 paused, 2 talking`
    func line(of queue: ShownQueue) -> String {
        let waiting = queue.callers.map { callers in
            callers.isEmpty
                ? "nobody waiting"
                : "\(callers.count) waiting, the first for \(duration(callers.map(\.waited).max() ?? 0))"
        }
        var agents = ["\(queue.count(.available, .paused)) of \(queue.agents.count) agents logged in"]
        if queue.count(.paused) > 0 { agents.append("\(queue.count(.paused)) paused") }
        let talking = queue.agents.count { $0.live?.state == .talking }
        if talking > 0 { agents.append("\(talking) talking") }
        return "\(queue.extension)  \(queue.name.printable) (\(queue.strategy.rawValue)): "
            + [waiting, agents.joined(separator: ", ")].compactMap(\.self).joined(separator: "; ")
    }

    /// The same, and a line for each agent and each caller.
    func lines(of queue: ShownQueue) -> [String] {
        var lines = [line(of: queue)]
        if queue.priority > 0 { lines.append("    priority \(queue.priority)") }
        if !queue.languages.isEmpty {
            lines.append("    languages of their own: \(queue.languages.joined(separator: ", "))")
        }
        lines += queue.agents.map { "    \(text.person($0.agent)): \(state(of: $0))" }
        for caller in queue.callers ?? [] {
            let who = [caller.name?.printable, caller.number?.printable].compactMap(\.self).joined(separator: " ")
            lines.append(
                "    waiting for \(duration(caller.waited)): \(who.isEmpty ? "anonymous" : who)"
                    + (caller.language.map { ", \($0)" } ?? "") + ", place \(caller.position)")
        }
        return lines
    }

    private func state(of agent: ShownQueue.Agent) -> String {
        let since = agent.since.map { ", since \(text.dateAndTime($0))" } ?? ""
        let author = agent.author.map { ", by \($0.printable)" } ?? ""
        return switch agent.state {
        case .loggedOut: "logged out\(since)\(author)"
        case .paused: "paused\(agent.live?.state == .talking ? ", talking" : "")\(since)\(author)"
        case .available: agent.live.map(Self.words) ?? "logged in"
        }
    }

    private static func words(_ agent: LiveAgent) -> String {
        let state =
            switch agent.state {
            case .free: "free"
            case .ringing: "ringing"
            case .talking: "talking"
            case .unreachable: "unreachable"
            case .wrapUp: "has just had a call"
            case .paused: "paused"
            }
        return "\(state), \(agent.calls) \(agent.calls == 1 ? "call" : "calls")"
    }

    private func duration(_ seconds: Int) -> String {
        let start = Date(timeIntervalSince1970: 0)
        return CallText.duration(from: start, to: start.addingTimeInterval(Double(seconds)))
    }
}
