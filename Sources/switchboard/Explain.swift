import ArgumentParser
import Foundation
import Routing
import SwitchboardServer

struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell where a call would go and why, by the function that decides real calls.")

    @OptionGroup var global: GlobalOptions

    @Option(help: "The number or extension that is dialled.")
    var to: String

    @Option(help: "The caller: a number, or with --internal an extension. Without it: anonymous.")
    var from: String?

    @Option(help: "When, on the office's clock: 2026-12-31T18:00. Without it: now.")
    var at: String?

    @Flag(help: "The call comes from a phone of the office.")
    var `internal` = false

    @Option(
        help:
            "What comes of each step in turn: busy, noAnswer, unreachable, rejected, … of ringing; \"keys 101\" or silence in a menu; timeout, empty, full or callback in a queue. May be repeated."
    )
    var when: [StepOutcome] = []

    func run() async throws {
        let way = try await global.refusing { repository in
            let (checked, revision) = try repository.officeInForce()
            let table = RoutingTable(checked, revision: revision, numbering: repository.numbering)
            let call = table.call(try origin(table), to: to, from: from)
            let moment = try moment(table)
            return CallWay(
                call, in: table, at: moment, outcomes: when,
                memory: try repository.memory(for: call, table: table, at: moment))
        }
        guard !global.json else { return try global.print(json: way) }
        print(
            "\(from ?? "anonymous") calls \(to) from \(`internal` ? "inside" : "outside"), rules of revision \(way.revision)"
        )
        for (index, stop) in way.steps.enumerated() {
            if let outcome = stop.outcome { print("   \(outcome):") }
            print("\(index + 1). \(stop.summary)")
            for reason in stop.why { print("     \(reason)") }
            for leg in stop.apart {
                print("     \(leg.leg): \(leg.way.map(\.summary).joined(separator: ", then "))")
            }
        }
        if !way.alternatives.isEmpty { print("   answered: the caller has found somebody") }
        for alternative in way.alternatives { print("   \(alternative.outcome): \(alternative.summary)") }
    }

    private func origin(_ table: RoutingTable) throws -> IncomingCall.Origin {
        guard `internal` else { return .external }
        guard let from else { return .internal(device: "") }
        guard let user = table.user(from) else {
            throw Refusal("--from \(from): there is no such user; with --internal the caller is an extension")
        }
        return .internal(device: user.phone ?? "")
    }

    private func moment(_ table: RoutingTable) throws -> Date {
        guard let at else { return Date() }
        guard let time = LocalDateTime(at) else {
            throw ValidationError("--at \(at) is not a time; expected 2026-12-31T18:00")
        }
        return time.moment(in: table.zone)
    }
}

extension StepOutcome: ExpressibleByArgument {
    /// Reads `busy`, `keys 101`, `silence` or `timeout`.
    public init?(argument: String) {
        if argument == "silence" {
            self = .keys("")
        } else if argument.hasPrefix("keys ") {
            self = .keys(String(argument.dropFirst("keys ".count)))
        } else if let exit = [QueueExit.timedOut, .nobodyThere, .full, .askedForCallback].first(where: {
            $0.name == argument
        }) {
            self = .queue(exit)
        } else {
            guard let outcome = LegOutcome(rawValue: argument) else { return nil }
            self = .leg(outcome)
        }
    }
}
