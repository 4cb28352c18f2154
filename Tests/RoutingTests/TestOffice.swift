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
        let call = table.call(device.map { .internal(device: $0) } ?? .external, to: dialled, from: caller)
        var decision = table.next(call, at: moment)
        var decisions = [decision]
        for outcome in outcomes {
            // What travels is the cursor's text.
            let cursor = CallCursor(decision.cursor.description)
            decision = table.next(call, after: cursor, outcome: outcome, at: moment)
            decisions.append(decision)
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
                + (ring.busyWhenInUse == nil ? "" : " unless in use")
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
        }
    }
}
