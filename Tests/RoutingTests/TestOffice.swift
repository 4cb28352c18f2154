import Foundation
import OfficeFile
import PhoneNumbers
import Routing

/// An office for tests, written as its administrator would, and calls through it.
struct TestOffice {
    static let numbering = LibPhoneNumber()

    let table: RoutingTable

    /// The head of every test office; `users` and the rest come after it.
    static func yaml(operator: String = "user 100", trunks: String = oneTrunk, _ rest: String) -> String {
        """
        version: 1
        office:
          name: Test
          country: RU
          timezone: Europe/Moscow
          language: ru
          operator: \(`operator`)
        \(trunks)
        \(rest)
        """
    }

    static let oneTrunk = """
        trunks:
          - name: main
            dial: PJSIP/{number}@main
            callerId: +74951234567
            passCallerId: true
            allow: [RU, IT]
        """

    init(_ yaml: String, revision: Int = 1) throws {
        let checked = try OfficeFile.read(yaml, named: "test", numbering: Self.numbering)
        table = RoutingTable(checked, revision: revision, numbering: Self.numbering)
    }

    /// Follows a call while `outcomes` last; each stop in one line.
    func way(
        to dialled: String, from caller: String? = "+79035550001", inside device: String? = nil,
        when outcomes: [LegOutcome] = [], at moment: Date = Self.moment("2026-11-21T12:00")
    ) -> [String] {
        decisions(to: dialled, from: caller, inside: device, when: outcomes, at: moment).map(\.step.line)
    }

    func decisions(
        to dialled: String, from caller: String? = "+79035550001", inside device: String? = nil,
        when outcomes: [LegOutcome] = [], at moment: Date = Self.moment("2026-11-21T12:00")
    ) -> [Decision] {
        decisions(to: dialled, from: caller, inside: device, then: outcomes.map(StepOutcome.leg), at: moment)
    }

    func decisions(
        to dialled: String, from caller: String? = "+79035550001", inside device: String? = nil,
        then outcomes: [StepOutcome], at moment: Date = Self.moment("2026-11-21T12:00"), memory: CallMemory = .none
    ) -> [Decision] {
        let call = table.call(device.map { .internal(device: $0) } ?? .external, to: dialled, from: caller)
        var decision = table.next(call, at: moment, memory: memory)
        var decisions = [decision]
        for outcome in outcomes {
            // What travels is the cursor's text.
            let cursor = CallCursor(decision.cursor.description)
            decision = table.next(call, after: cursor, outcome: outcome, at: moment, memory: memory)
            decisions.append(decision)
        }
        return decisions
    }

    /// What a leg that is decided apart does first, and then.
    func apart(
        _ decision: Decision?, leg index: Int = 0, to dialled: String, from caller: String? = "+79035550001",
        then outcomes: [LegOutcome] = [], at moment: Date = Self.moment("2026-11-21T12:00")
    ) -> [Decision] {
        guard case .ring(let ring)? = decision?.step, ring.legs.indices.contains(index),
            case .member(let cursor, _) = ring.legs[index]
        else { return [] }
        let call = table.call(.external, to: dialled, from: caller)
        var decisions = [table.next(call, after: CallCursor(cursor.description), at: moment)]
        for outcome in outcomes {
            let cursor = decisions.last.flatMap { CallCursor($0.cursor.description) }
            decisions.append(table.next(call, after: cursor, outcome: .leg(outcome), at: moment))
        }
        return decisions
    }

    static func moment(_ text: String) -> Date {
        LocalDateTime(text)?.moment(in: TimeZone(identifier: "Europe/Moscow") ?? .gmt) ?? .distantPast
    }
}

extension Step {
    /// `PJSIP/101 20s`, `voicemail 101 busy`, …
    var line: String {
        switch self {
        case .ring(let ring):
            ring.legs.map(\.line).joined(separator: "&") + " \(ring.seconds)"
                + (ring.confirm ? " press 1" : "") + (ring.busyWhenInUse.isEmpty ? "" : " unless in use")
        case .collect(let collect): "collect \(collect.prompts.joined(separator: "+")) \(collect.wait)"
        case .mailbox(let mailbox): "mailbox \(mailbox)"
        case .say(let parts): "say \(parts.line)"
        case .change(let change, say: let parts): "change \(change): say \(parts.line)"
        case .queue(let wait): "\(wait.name)\(wait.seconds.map { " \($0)" } ?? "")"
        case .tell(let parts): "tell \(parts.line)"
        case .callback(.request(let wish), say: let parts): "callback \(wish.queue) \(wish.number): say \(parts.line)"
        case .callback(.cancel(let queue, let number), say: let parts):
            "no callback \(queue) \(number): tell \(parts.line)"
        case .changeAgent(let change, say: let parts): "\(change): say \(parts.line)"
        case .decline(let outcome): "decline \(outcome)"
        case .voicemail(let mailbox, let greeting): "voicemail \(mailbox) \(greeting)"
        case .announce(let announcement): "announce \(announcement)"
        case .busy: "busy"
        case .hangup: "hangup"
        case .failure: "failure"
        }
    }
}

extension Leg {
    fileprivate var line: String {
        switch self {
        case .phone(let device): device
        case .outside(_, _, let dial): dial
        case .sip(let address): address.description
        case .member(let cursor, let after):
            switch cursor.frame {
            case .member(let member):
                "(\(member.target.line)\(member.confirm ? " press 1" : "") \(member.ring)"
                    + (after.count > 0 ? " after \(after))" : ")")
            default: "(nobody)"
            }
        }
    }
}

extension MemberCall.Target {
    fileprivate var line: String {
        switch self {
        case .leg(let name): "leg \(name)"
        case .telephones(let name): "telephones \(name)"
        case .user(let name): "user \(name)"
        case .number(let number): number
        case .sip(let address): address.description
        case .group(let name): "group \(name)"
        }
    }
}

extension [SpokenPart] {
    var line: String {
        map { part in
            switch part {
            case .prompt(let name): name
            case .digits(let digits): digits
            case .number(let number): String(number)
            }
        }
        .joined(separator: " ")
    }
}
