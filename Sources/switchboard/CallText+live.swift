import Foundation
import SwitchboardServer

extension CallText {
    /// All live calls.
    func lines(of calls: [LiveCall]) -> [String] {
        calls.isEmpty ? ["No calls."] : calls.flatMap { lines(of: $0) }
    }

    /// A live call, its people and its way.
    func lines(of call: LiveCall) -> [String] {
        func line(_ since: Date, _ what: String, _ text: String) -> String {
            "    \(time(since, near: call.began))  \(what.padding(toLength: 9, withPad: " ", startingAt: 0)) \(text)"
        }
        let title =
            "\(call.id.printable)  \(dateAndTime(call.began))  \(call.caller.printable) calls \(call.dialled.printable)"
        let legs = call.legs.map { leg in
            let number = leg.number.map { " \($0.printable)" } ?? ""
            return line(leg.since, leg.state.rawValue, "\(leg.who.printable)\(number), \(leg.channel.printable)")
        }
        let talks = call.talks.map { talk in
            line(talk.since, "talk", talk.parties.map(\.printable).joined(separator: " with "))
        }
        let transfer = call.transfer.map { transfer in
            line(
                transfer.since, "transfer",
                "by \(transfer.transferor.printable) to \(transfer.target.printable): \(transfer.state.printable)")
        }
        return [title] + legs + talks + [transfer].compactMap(\.self) + call.route.map { "    \($0.printable)" }
    }
}
