import Foundation
import Routing
import Testing

/// Whom a callee sees, and what he is told of forwards.
@Suite("presentation and diversion") struct PresentationTests {
    private static let client = "+79035550001"

    private static func office(passCallerId: Bool = true, users: String, rest: String = "") throws -> TestOffice {
        try TestOffice(
            TestOffice.yaml(
                trunks: """
                    trunks:
                      - { name: main, dial: "PJSIP/{number}@main", callerId: +74951234567, passCallerId: \(passCallerId), allow: [RU] }
                      - { name: second, dial: "PJSIP/{number}@second", callerId: +74951234569, allow: [RU] }
                    """,
                "users:\n" + users + "\n" + rest))
    }

    /// What rings last on the way.
    private static func ring(
        _ office: TestOffice, to dialled: String, from caller: String? = client, inside: String? = nil,
        divertedBy diverter: String? = nil, when outcomes: [LegOutcome] = []
    ) throws -> Ring {
        let table = office.table
        let call = table.call(
            inside.map { .internal(device: $0) } ?? .external, to: dialled, from: caller, divertedBy: diverter)
        let moment = TestOffice.moment("2026-11-21T12:00")
        var decision = table.next(call, at: moment)
        for outcome in outcomes {
            let cursor = try #require(CallCursor(decision.cursor.description))
            decision = table.next(call, after: cursor, outcome: .leg(outcome), at: moment)
        }
        guard case .ring(let ring) = decision.step else { throw NothingRings(line: decision.step.line) }
        return ring
    }

    private struct NothingRings: Error {
        let line: String
    }

    // MARK: Diversion

    /// 101 → 102 → 103 → his mobile; 101 has a direct number.
    private static func chain(_ first: String, _ second: String, _ third: String) throws -> TestOffice {
        try office(
            users: """
                  - { extension: 100, name: Reception, phone: PJSIP/100 }
                  - { extension: 101, name: A, phone: PJSIP/101, mobile: +79160000101, forward: { \(first): { to: user 102 } } }
                  - { extension: 102, name: B, phone: PJSIP/102, mobile: +79160000102, forward: { \(second): { to: user 103 } } }
                  - { extension: 103, name: C, phone: PJSIP/103, mobile: +79160000103, forward: { \(third): { to: mobile } } }
                """,
            rest: """
                numbers:
                  - { number: +74951234567, rules: [ { caller: abroad, to: operator }, { to: menu m } ] }
                  - { number: +74951234568, rules: [ { caller: abroad, to: operator }, { to: user 101 }, { to: user 103 } ] }
                menus:
                  - { name: m, greeting: g, extensions: true, wait: 5s, attempts: 1, silence: { to: operator }, mistake: { to: operator } }
                """)
    }

    @Test(
        "the last forward first, then the first one, with their reasons and how many there were",
        arguments: [
            ("busy", LegOutcome.busy, "user-busy"), ("busy", .rejected, "user-busy"),
            ("noAnswer", .noAnswer, "no-answer"),
            ("unreachable", .unreachable, "unavailable"), ("always", nil, "unconditional"),
        ] as [(String, LegOutcome?, String)])
    func reasons(condition: String, outcome: LegOutcome?, reason: String) throws {
        let office = try Self.chain(condition, "always", condition)
        // Inside: extensions of the diverters.
        let second = try Self.ring(
            try Self.chain(condition, "noAnswer", condition), to: "+74951234568", when: [outcome].compactMap(\.self))
        #expect(second.legs == [.phone("PJSIP/102")])
        #expect(second.diversionLines == ["101;reason=\(reason);counter=1"])
        // Outside: numbers of the office, the user's own where he has one, never his mobile.
        let mobile = try Self.ring(
            office, to: "+74951234568", when: [outcome, outcome].compactMap(\.self))
        #expect(mobile.legs == [.outside(number: "+79160000103", trunk: "main", dial: "PJSIP/79160000103@main")])
        #expect(
            mobile.diversionLines
                == ["+74951234567;reason=\(reason);counter=2", "+74951234568;reason=\(reason);counter=1"])
    }

    @Test("two forwards, and one")
    func counts() throws {
        let office = try Self.chain("busy", "always", "noAnswer")
        let two = try Self.ring(office, to: "+74951234568", when: [.busy])
        #expect(two.legs == [.phone("PJSIP/103")])
        #expect(
            two.diversionLines == ["102;reason=unconditional;counter=1", "101;reason=user-busy;counter=1"])
        #expect(try Self.ring(office, to: "+74951234568").diversionLines.isEmpty, "nobody has forwarded yet")
        let one = try Self.ring(office, to: "103", inside: "PJSIP/100", when: [.noAnswer])
        #expect(one.diversionLines == ["+74951234567;reason=no-answer;counter=1"])
    }

    @Test("through the second trunk it is that trunk's number that diverts")
    func secondTrunk() throws {
        let ring = try Self.ring(
            try Self.chain("always", "always", "always"), to: "+74951234568", when: [.trunkFailed])
        #expect(
            ring.diversionLines
                == ["+74951234569;reason=unconditional;counter=2", "+74951234568;reason=unconditional;counter=1"])
        #expect(ring.caller == .number("+74951234569", name: "Test"))
    }

    @Test("a call that a number's rule sends outside was forwarded by the number it came to")
    func officeNumber() throws {
        let office = try Self.office(
            users: "  - { extension: 100, name: R, phone: PJSIP/100 }",
            rest: """
                numbers:
                  - { number: +74951234568, rules: [ { to: number +79160000199 } ] }
                """)
        let ring = try Self.ring(office, to: "84951234568")
        #expect(ring.diversionLines == ["+74951234568;reason=unconditional;counter=1"])
        #expect(ring.caller == .number(Self.client, name: ""))
        let inside = try Self.ring(office, to: "+74951234568", from: nil, inside: "PJSIP/100")
        #expect(inside.diversions.isEmpty, "a colleague's call is the company's own")
        #expect(inside.caller == .number("+74951234567", name: "Test"))
    }

    @Test("who forwarded the call to the office stands first in the chain")
    func incoming() throws {
        let office = try Self.chain("always", "busy", "busy")
        let partner = "+74959990000"
        #expect(
            try Self.ring(office, to: "+74951234568", divertedBy: partner).diversionLines
                == ["101;reason=unconditional;counter=1", "\(partner);reason=unknown;counter=1"])
        let mobile = try Self.ring(
            try Self.chain("always", "always", "always"), to: "+74951234568", divertedBy: partner)
        #expect(
            mobile.diversionLines
                == ["+74951234567;reason=unconditional;counter=3", "\(partner);reason=unknown;counter=1"])
        let desk = try Self.chain("busy", "busy", "busy")
        #expect(
            try Self.ring(desk, to: "+74951234568", divertedBy: partner).diversionLines
                == ["\(partner);reason=unknown;counter=1"])
        #expect(try Self.ring(desk, to: "+74951234568", divertedBy: "").diversionLines.isEmpty)
        #expect(try Self.ring(desk, to: "+74951234568", divertedBy: "anonymous").diversionLines.isEmpty)
        let busy = desk.table.call(
            .external, to: "+74951234568", from: Self.client, divertedBy: partner, because: .userBusy)
        let moment = TestOffice.moment("2026-11-21T12:00")
        guard case .ring(let ring) = desk.table.next(busy, at: moment).step else { return #expect(Bool(false)) }
        #expect(ring.diversionLines == ["\(partner);reason=user-busy;counter=1"], "why is for him to say")
        #expect(
            try Self.ring(desk, to: "101", inside: "PJSIP/102", divertedBy: partner).diversionLines.isEmpty,
            "a phone of the office is nobody to say so")
        // An employee's mobile, forwarded to the office: colleagues may see it, the outside may not.
        let forwarded = try Self.ring(
            try Self.chain("always", "always", "always"), to: "+74951234568", divertedBy: "+79160000102")
        #expect(
            forwarded.diversionLines
                == ["+74951234567;reason=unconditional;counter=3", "+74951234567;reason=unknown;counter=1"])
    }

    // MARK: Whom a callee sees

    @Test("a client's number passes where the carrier takes it", arguments: [true, false])
    func passCallerId(passes: Bool) throws {
        let office = try Self.office(
            passCallerId: passes,
            users: """
                  - { extension: 100, name: R, phone: PJSIP/100 }
                  - { extension: 101, name: A, mobile: +79160000101 }
                """,
            rest: "numbers:\n  - { number: +74951234568, rules: [ { to: user 101 } ] }")
        let company = CallerPresentation.number("+74951234567", name: "Test")
        #expect(
            try Self.ring(office, to: "+74951234568").caller == (passes ? .number(Self.client, name: "") : company))
        #expect(try Self.ring(office, to: "+74951234568", from: nil).caller == company)
        #expect(try Self.ring(office, to: "+74951234568", from: "100").caller == company, "no number of the network")
        #expect(try Self.ring(office, to: "101", inside: "PJSIP/100").caller == company)
    }

    @Test("an employee who calls in from his mobile is shown to colleagues only")
    func employee() throws {
        let office = try Self.office(
            users: """
                  - { extension: 100, name: R, phone: PJSIP/100 }
                  - { extension: 101, name: A, phone: PJSIP/101, mobile: +79160000101, hideNumber: true }
                  - { extension: 102, name: B, mobile: +79160000102 }
                """,
            rest: """
                numbers:
                  - { number: +74951234501, rules: [ { to: user 100 } ] }
                  - { number: +74951234502, rules: [ { to: user 102 } ] }
                  - { number: +74951234503, rules: [ { to: number +79160000199 } ] }
                """)
        let mobile = "+79160000101"
        #expect(try Self.ring(office, to: "+74951234501", from: mobile).caller == .unchanged)
        #expect(try Self.ring(office, to: "+74951234502", from: mobile).caller == .number(mobile, name: ""))
        #expect(
            try Self.ring(office, to: "+74951234503", from: mobile).caller == .number("+74951234567", name: "Test"))
        #expect(
            try Self.ring(office, to: "89035550002", from: nil, inside: "PJSIP/101").caller
                == .number("+74951234567", name: "Test"))
    }

    /// Users with mobiles and every forward, groups of all kinds, menus, familiar rules: nothing of it may tell a client an
    /// employee's number.
    @Test("no path shows an employee's mobile outside", arguments: [client, "+79160000101", "+79160000102", nil])
    func neverOutside(caller: String?) throws {
        let mobiles = Set((101...103).map { "+79160000\($0)" })
        let groups = HuntGroup.RingStrategy.allCases.enumerated().map { index, strategy in
            """
              - { extension: \(610 + index), name: \(strategy), strategy: \(strategy), ring: 9s, membersForward: \(index.isMultiple(of: 2)),
                  members: [user 101, user 102, { to: user 103, confirm: true }, { to: number +79160000199, confirm: true }], otherwise: { to: number +79160000198 } }
            """
        }
        let office = try Self.office(
            users: """
                  - { extension: 100, name: R, phone: PJSIP/100, forward: { noAnswer: { to: number +79160000197 } } }
                  - extension: 101
                    name: A
                    phone: PJSIP/101
                    mobile: +79160000101
                    hideNumber: true
                    forward:
                      busy: { to: mobile }
                      noAnswer: { to: number +79160000196, after: 9s }
                      unreachable: { to: user 102 }
                      external: { busy: { to: mobile, confirm: true } }
                  - { extension: 102, name: B, phone: PJSIP/102, mobile: +79160000102, hideNumber: true, forward: { always: { to: mobile, confirm: true } } }
                  - { extension: 103, name: C, mobile: +79160000103, forward: { noAnswer: { to: number +79160000195, confirm: true }, busy: { to: operator }, unreachable: { to: "sip:a@b.example" } } }
                """,
            rest: """
                groups:
                \(groups.joined(separator: "\n"))
                menus:
                  - { name: m, greeting: g, extensions: true, keys: { 1: user 101, 2: user 102, 3: user 103 }, wait: 5s, attempts: 1, silence: { to: operator }, mistake: { to: operator } }
                numbers:
                  - { number: +74951234568, rules: [ { familiar: today }, { to: menu m } ] }
                  - { number: +74951234570, rules: [ { to: user 103 } ] }
                """)
        let moment = TestOffice.moment("2026-11-21T12:00")
        let memory = CallMemory(talks: [.init(user: "103", date: moment)], seed: 5)
        let keys = ["", "1", "2", "3"] + (610...617).map(String.init)
        var called: Set<String> = []
        for diverter in [nil, "+79160000102"] {
            for dialled in ["+74951234568", "+74951234570"] {
                let call = office.table.call(.external, to: dialled, from: caller, divertedBy: diverter)
                for decision in office.everything(of: call, keys: keys, at: moment, memory: memory) {
                    guard case .ring(let ring) = decision.step else { continue }
                    for case .outside(let number, _, _) in ring.legs {
                        called.insert(number)
                        #expect(ring.caller != .unchanged)
                        if case .number(let shown, _) = ring.caller, mobiles.contains(shown) {
                            #expect(mobiles.contains(number), "\(shown) is shown to \(number)")
                        }
                        #expect(mobiles.isDisjoint(with: ring.diversions.map(\.number)), "\(ring.diversions)")
                    }
                    for case .sip(let address) in ring.legs {
                        called.insert(address.description)
                        // The caller as he came, unless he is an employee.
                        if let caller, mobiles.contains(caller) { #expect(ring.caller != .unchanged) }
                        if case .number(let shown, _) = ring.caller { #expect(!mobiles.contains(shown)) }
                        #expect(mobiles.isDisjoint(with: ring.diversions.map(\.number)), "\(ring.diversions)")
                    }
                }
            }
        }
        let others = (195...199).map { "+79160000\($0)" } + ["sip:a@b.example"]
        #expect(called == mobiles.union(others), "every way has been gone")
    }
}
