import Routing
import Testing

/// Calls that somebody hands on: where they go, and where they end.
@Suite("transfers") struct TransferTests {
    private let office: TestOffice
    private static let engineer = CallTransfer.Transferor.outside(.mobile("103"))

    init() throws {
        office = try TestOffice(
            TestOffice.yaml(
                trunks: """
                    trunks:
                      - { name: main, dial: "PJSIP/{number}@main", callerId: +74951234567, passCallerId: true, allow: [RU] }
                      - { name: second, dial: "PJSIP/{number}@second", callerId: +74951234568, allow: [RU] }
                    """,
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100, voicemail: { pin: "1200" } }
                  - extension: 101
                    name: Manager
                    phone: PJSIP/101
                    voicemail: { pin: "1200" }
                    forward: { external: { always: { to: operator } }, busy: { to: user 102 } }
                  - { extension: 102, name: Sales, phone: PJSIP/102, callWaiting: false }
                  - { extension: 103, name: Field engineer, mobile: +79160000103, hideNumber: true, forward: { always: { to: user 105 } } }
                  - { extension: 104, name: Workshop, phone: PJSIP/104, analog: true, forward: { busy: { to: menu m } } }
                  - { extension: 105, name: A, phone: PJSIP/105, forward: { always: { to: user 106 } } }
                  - { extension: 106, name: B, phone: PJSIP/106, forward: { always: { to: user 105 } } }
                  - { extension: 107, name: C, phone: PJSIP/107, forward: { always: { to: hangup }, busy: { to: play closed } } }
                  - { extension: 108, name: D, phone: PJSIP/108, forward: { always: { to: play closed } } }
                  - { extension: 109, name: E, phone: PJSIP/109, forward: { busy: { to: user 103 } } }
                groups:
                  - { extension: 600, name: g, strategy: ringall, ring: 20s, members: [user 102, user 103, { to: number +79160000199, confirm: true }], otherwise: { to: busy } }
                menus:
                  - { name: m, greeting: hello, keys: { 1: user 102 }, wait: 5s, attempts: 1, silence: { to: user 102 }, mistake: { to: hangup } }
                schedules:
                  - { name: hours, open: ["daily 09:00-18:00"], switch: { code: "*28" } }
                numbers:
                  - { number: +74951234567, rules: [ { to: user 101 } ] }
                  - { number: +74951234568, rules: [ { to: number +79160000199 } ] }
                """))
    }

    // MARK: Where it goes

    @Test(
        "as a call of the transferor inside",
        arguments: [
            ("102", "PJSIP/102 30s unless in use"),
            // His rules for everybody apply, those for outside callers don't.
            ("101", "PJSIP/101 30s"),
            ("600", "PJSIP/102&(leg 103 20s)&(+79160000199 press 1 20s) 20s unless in use"),
            ("89035550002", "PJSIP/79035550002@main 30s"), ("+74951234567", "PJSIP/101 30s"),
        ])
    func destinations(dialled: String, line: String) {
        for kind in [CallTransfer.Kind.consult, .blind] {
            #expect(office.transfer(by: Self.engineer, kind, to: dialled).way == [line])
        }
        #expect(office.transfer(by: Self.engineer, to: dialled).explain("user 103 transfers to \(dialled)"))
    }

    @Test(
        "outside only from a leg of a user",
        arguments: [
            (CallTransfer.Transferor.phone("PJSIP/104"), true), (.outside(.mobile("103")), true),
            (.outside(.number("+79160000103")), true), (.outside(.number("+79160000199")), false),
            (.phone("PJSIP/main"), false), (.phone(""), false), (.outside(.mobile("999")), false),
            (.outside(.number("nonsense")), false),
        ])
    func outside(transferor: CallTransfer.Transferor, may: Bool) {
        let way = office.transfer(by: transferor, to: "89035550002").way
        #expect(way == [may ? "PJSIP/79035550002@main 30s" : "announce notAllowed"])
        #expect(office.transfer(by: transferor, to: "102").way == ["PJSIP/102 30s unless in use"])
    }

    @Test(
        "nothing that is no destination: the transferor is told why",
        arguments: [
            ("112", "notAllowed"), ("*21*102#", "notAllowed"), ("*28", "notAllowed"), ("*97", "notAllowed"),
            ("#21#", "notAllowed"), ("88095001234", "notAllowed"), ("+4915112345678", "notAllowed"),
            ("12", "noSuchNumber"), ("", "noSuchNumber"),
        ])
    func refused(dialled: String, reason: String) {
        #expect(office.transfer(by: .phone("PJSIP/102"), to: dialled).way == ["announce \(reason)"])
        #expect(
            office.transfer(by: .phone("PJSIP/102"), .blind, to: dialled).way == ["PJSIP/102 25s"],
            "the client is sent back to him")
    }

    // MARK: The transferor holds

    @Test(
        "it ends without a person: he is told the reason and has his client back",
        arguments: [
            ("102", [LegOutcome.busy], "colleagueBusy"), ("102", [.rejected], "colleagueBusy"),
            ("102", [.noAnswer], "nobodyAvailable"), ("102", [.unreachable], "nobodyAvailable"),
            ("101", [.noAnswer], "nobodyAvailable"), ("101", [.busy, .busy], "colleagueBusy"),
            ("104", [.busy], "nobodyAvailable"), ("600", [.noAnswer], "colleagueBusy"),
            ("105", [], "nobodyAvailable"), ("107", [], "nobodyAvailable"), ("108", [], "nobodyAvailable"),
            ("89035550002", [.noSuchNumber], "noSuchNumber"),
            ("89035550002", [.trunkFailed, .trunkFailed], "circuitsBusy"),
            ("89035550002", [.busy], "colleagueBusy"), ("89035550002", [.noAnswer], "nobodyAvailable"),
        ] as [(String, [LegOutcome], String)])
    func told(dialled: String, outcomes: [LegOutcome], reason: String) {
        let decisions = office.transfer(by: Self.engineer, to: dialled, when: outcomes.map(StepOutcome.leg))
        #expect(decisions.way.last == "announce \(reason)")
        #expect(decisions.explain("user 103 is told so, and has his client back"))
    }

    @Test("he hangs up while he is told: the client comes back to him")
    func gone() {
        let decisions = office.transfer(
            by: Self.engineer, to: "102", holds: [true, true, false],
            when: [.leg(.busy), .transferorGone, .leg(.noAnswer), .leg(.noAnswer)])
        #expect(
            decisions.way == [
                "PJSIP/102 30s unless in use", "announce colleagueBusy", "PJSIP/79160000103@main 25s",
                "PJSIP/100 30s", "voicemail 100 unavailable",
            ])
        #expect(decisions[2].explanation.contains("user 103 has hung up: his mobile is rung"))
        let late = office.transfer(
            by: Self.engineer, to: "102", when: [.leg(.busy), .transferorGone, .leg(.noAnswer)])
        #expect(late.way.last == "PJSIP/100 30s", "what a late question says of him counts no more")
    }

    // MARK: The transferor is gone

    @Test(
        "the callee's own rules are followed first",
        arguments: [
            ("101", [StepOutcome.leg(.noAnswer)], "voicemail 101 unavailable"),
            ("101", [.leg(.busy)], "PJSIP/102 30s unless in use"), ("104", [.leg(.busy)], "collect hello 5s"),
            ("104", [.leg(.busy), .keys("1")], "PJSIP/102 30s unless in use"),
            ("104", [.leg(.busy), .keys("9")], "PJSIP/79160000103@main 25s"),
            ("102", [.leg(.busy)], "PJSIP/79160000103@main 25s"),
            ("102", [.leg(.cancelled)], "hangup"), ("102", [.leg(.answered)], "hangup"),
        ] as [(String, [StepOutcome], String)])
    func rules(dialled: String, outcomes: [StepOutcome], line: String) {
        #expect(office.transfer(by: Self.engineer, to: dialled, holds: [true, false], when: outcomes).way.last == line)
        #expect(office.transfer(by: Self.engineer, .blind, to: dialled, when: outcomes).way.last == line)
    }

    @Test("whatever else would end the call is the rescue", arguments: ["105", "107", "108", "112", "12", "*97"])
    func neverEnds(dialled: String) {
        let decisions = office.transfer(by: Self.engineer, to: dialled, holds: [false])
        #expect(decisions.way == ["PJSIP/79160000103@main 25s"])
        #expect(decisions[0].explanation.contains("user 103 transfers to \(dialled), and has hung up already"))
    }

    @Test(
        "the rescue rings the very leg he transferred from",
        arguments: [
            (CallTransfer.Transferor.phone("PJSIP/102"), "PJSIP/102 25s", "user 102 has hung up: his phone is rung"),
            (.phone("PJSIP/105"), "PJSIP/105 25s", "user 105 has hung up: his phone is rung"),
            (Self.engineer, "PJSIP/79160000103@main 25s", "user 103 has hung up: his mobile is rung"),
            (
                .outside(.number("+79160000199")), "PJSIP/79160000199@main 25s",
                "+79160000199 has hung up: +79160000199 is rung"
            ),
            // No user's: it may be a trunk, which rings nobody.
            (.phone("PJSIP/main"), "PJSIP/100 30s", "PJSIP/main has hung up, and is no user's phone"),
            (.phone(""), "PJSIP/100 30s", "somebody has hung up, and is no user's phone"),
            (.outside(.mobile("102")), "PJSIP/100 30s", "user 102 has hung up, and has no mobile any more"),
            (.outside(.number("+88095001234")), "PJSIP/100 30s", "the operator, user 100, is rung directly"),
        ])
    func leg(transferor: CallTransfer.Transferor, line: String, reason: String) {
        let decisions = office.transfer(by: transferor, .blind, to: "104", when: [.leg(.noAnswer)])
        #expect(decisions.way.last == line)
        #expect(decisions.explain(reason))
        let tells: [SpokenPart] = line.hasSuffix("25s") ? [.prompt("transferred-call")] : []
        #expect(decisions.ring?.tells == tells)
    }

    @Test("a SIP address, too")
    func address() throws {
        let leg = try #require(OutsideLeg(mark: "sip:a@b.example"))
        let decisions = office.transfer(by: .outside(leg), .blind, to: "104", when: [.leg(.noAnswer), .leg(.busy)])
        #expect(decisions.way.suffix(2) == ["sip:a@b.example 25s", "PJSIP/100 30s"])
        #expect(decisions.explain("sip:a@b.example has hung up: sip:a@b.example is rung"))
    }

    @Test("then the operator, his mailbox, and every trunk before")
    func operators() {
        let decisions = office.transfer(
            by: Self.engineer, .blind, to: "102",
            when: [.leg(.noAnswer), .leg(.trunkFailed), .leg(.busy), .leg(.noAnswer)])
        #expect(
            decisions.way == [
                "PJSIP/102 30s unless in use", "PJSIP/79160000103@main 25s", "PJSIP/79160000103@second 25s",
                "PJSIP/100 30s", "voicemail 100 unavailable",
            ])
        let toOperator = office.transfer(
            by: Self.engineer, .blind, to: "102", when: [.leg(.noAnswer), .leg(.noAnswer), .transferorGone])
        #expect(toOperator.way.last == "hangup", "nobody is called twice")
    }

    @Test("an operator who transfers is rung once")
    func operatorTransfers() {
        let decisions = office.transfer(
            by: .phone("PJSIP/100"), .blind, to: "102", when: [.leg(.noAnswer), .leg(.noAnswer)])
        #expect(
            decisions.way == ["PJSIP/102 30s unless in use", "PJSIP/100 25s", "voicemail 100 unavailable"])
    }

    @Test("a transferor who was busy with this very call is rung when he has hung up")
    func forwardedToTransferor() throws {
        let office = try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100 }
                  - { extension: 103, name: Field engineer, mobile: +79160000103 }
                  - { extension: 109, name: E, phone: PJSIP/109, forward: { busy: { to: user 103 } } }
                """))
        #expect(
            office.transfer(
                by: Self.engineer, to: "109", holds: [true, true, false], when: [.leg(.busy), .leg(.busy)]
            ).way == ["PJSIP/109 30s", "PJSIP/79160000103@main 30s", "PJSIP/79160000103@main 25s"])
    }

    @Test("a client who takes the place of a phone's second call while it rings goes on where that call was")
    func takesPlace() {
        let moment = TestOffice.moment("2026-11-21T12:00")
        let second = office.table.call(.internal(device: "PJSIP/104"), to: "101", from: nil)
        let cursor = office.table.next(second, at: moment).cursor
        let client = office.table.call(
            CallTransfer(by: .phone("PJSIP/104"), kind: .blind, clientDevice: "PJSIP/main"), to: "101",
            for: "+79035550001")
        func then(_ cursor: CallCursor, _ outcome: StepOutcome) -> String {
            office.table.next(client, after: cursor, outcome: outcome, at: moment).step.line
        }
        #expect(then(cursor, .leg(.noAnswer)) == "voicemail 101 unavailable")
        #expect(then(cursor, .leg(.busy)) == "PJSIP/102 30s unless in use")
        #expect(then(cursor, .leg(.trunkFailed)) == "voicemail 101 unavailable")
        #expect(then(cursor, .transferorGone) == "PJSIP/104 25s")
        var asked = cursor
        asked.frame = .number(for: [.always])
        #expect(then(asked, .keys("102#")) == "PJSIP/104 25s", "a client changes nobody's rules")
    }

    // MARK: Legs that are decided apart

    @Test("members decline as ever, whoever holds", arguments: [true, false])
    func members(holds: Bool) throws {
        let first = try #require(office.transfer(by: Self.engineer, to: "600", holds: [holds]).ring)
        let call = office.table.call(
            CallTransfer(by: Self.engineer, kind: .consult, holds: holds, clientDevice: "PJSIP/main"), to: "600",
            for: "+79035550001")
        let moment = TestOffice.moment("2026-11-21T12:00")
        for case .member(let cursor, _) in first.legs {
            let begun = office.table.next(call, after: cursor, at: moment)
            guard case .ring = begun.step else { return #expect(Bool(false), "\(begun.step.line)") }
            for outcome in LegOutcome.allCases where ![.answered, .cancelled, .trunkFailed].contains(outcome) {
                let end = office.table.next(call, after: begun.cursor, outcome: .leg(outcome), at: moment)
                #expect(end.step == .decline(outcome))
            }
        }
    }

    @Test("a member whose way outside fails declines, though a colleague calls")
    func memberWithoutTrunk() throws {
        let office = try TestOffice(
            TestOffice.yaml(
                operator: "number +79160000199",
                """
                users:
                  - { extension: 101, name: A, phone: PJSIP/101, forward: { always: { to: operator } } }
                groups:
                  - { extension: 600, name: g, strategy: ringall, ring: 20s, membersForward: true, members: [user 101], otherwise: { to: busy } }
                """))
        let call = office.table.call(.internal(device: "PJSIP/101"), to: "600", from: nil)
        let moment = TestOffice.moment("2026-11-21T12:00")
        guard case .ring(let ring) = office.table.next(call, at: moment).step,
            case .member(let cursor, _)? = ring.legs.first
        else { return #expect(Bool(false)) }
        let begun = office.table.next(call, after: cursor, at: moment)
        #expect(begun.step.line == "PJSIP/79160000199@main 30s")
        for outcome in [LegOutcome.trunkFailed, .noSuchNumber] {
            let end = office.table.next(call, after: begun.cursor, outcome: .leg(outcome), at: moment)
            #expect(end.step == .decline(.noAnswer))
        }
    }

    // MARK: The whole

    @Test("no way ends in silence: a person, a mailbox, a menu, a reason", arguments: [true, false])
    func neverSilence(holds: Bool) {
        let transferors: [CallTransfer.Transferor] = [Self.engineer, .phone("PJSIP/104"), .phone("PJSIP/main")]
        for transferor in transferors {
            for dialled in [
                "101", "102", "103", "104", "105", "106", "107", "108", "109", "600", "89035550002", "1", "*97",
            ] {
                let call = office.table.call(
                    CallTransfer(by: transferor, kind: .consult, holds: holds, clientDevice: "PJSIP/main"),
                    to: dialled, for: nil)
                for decision in office.everything(of: call, keys: ["", "1", "9"]) {
                    switch decision.step {
                    case .ring, .announce, .decline: continue
                    case .voicemail, .collect: #expect(!holds || decision.cursor.stage != .rules)
                    default: #expect(Bool(false), "\(dialled): \(decision.step.line)")
                    }
                    if case .announce = decision.step, !holds {
                        #expect(decision.cursor.stage == .lastVoicemail)
                    }
                }
            }
        }
    }

    @Test("nobody has transferred a call that says the transferor is gone")
    func noTransfer() {
        #expect(office.decisions(to: "+74951234567", then: [.transferorGone]).last?.step == .failure)
    }

    // MARK: Language and reports

    @Test("the transferor is told in his language, the client in his")
    func language() throws {
        let office = try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: R, phone: PJSIP/100 }
                  - { extension: 101, name: A, phone: PJSIP/101, languages: [it] }
                  - { extension: 102, name: B, phone: PJSIP/102, languages: [en] }
                """))
        func language(holds: Bool, client: String?, device: String = "PJSIP/main", stage: CallCursor.Stage = .rules)
            -> String
        {
            var cursor = CallCursor(revision: 1)
            cursor.stage = stage
            let call = office.table.call(
                CallTransfer(
                    by: .phone("PJSIP/101"), kind: .consult, holds: holds, clientDevice: device, clientLanguage: client),
                to: "102", for: nil)
            return office.table.language(for: call, at: cursor)
        }
        #expect(language(holds: true, client: "en") == "it")
        #expect(language(holds: true, client: "en", stage: .transferor) == "en", "he is gone")
        #expect(language(holds: false, client: "en") == "en")
        #expect(language(holds: false, client: nil) == "ru")
        #expect(language(holds: false, client: nil, device: "PJSIP/102") == "en")
    }

    @Test("the client is familiar to whoever took him over, not to a colleague of whom somebody asked")
    func familiar() throws {
        let office = try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: R, phone: PJSIP/100 }
                  - { extension: 101, name: A, phone: PJSIP/101 }
                  - { extension: 103, name: M, mobile: +79160000103 }
                numbers:
                  - { number: +74951234567, rules: [ { familiar: today }, { to: operator } ] }
                """))
        func talk(
            to dialled: String, by device: String, kind: CallTransfer.Kind = .consult, holds: Bool, client: String
        )
            -> (isAsked: Bool, user: String?)
        {
            let table = office.table
            let call = table.call(
                CallTransfer(by: .phone("PJSIP/100"), kind: kind, holds: holds, clientDevice: client), to: dialled,
                for: "+79035550001")
            let moment = TestOffice.moment("2026-11-21T12:00")
            let cursor = table.next(call, at: moment).cursor
            let answer = table.answer(of: call, at: cursor, device: device, place: nil, on: moment)
            #expect(answer.talk.map { $0.number == "+79035550001" } ?? true)
            return (table.wantsToKnow(whoAnswers: call, at: cursor), answer.talk?.user)
        }
        let trunk = "PJSIP/main"
        #expect(talk(to: "101", by: "PJSIP/101", holds: false, client: trunk) == (true, "101"))
        #expect(talk(to: "101", by: "PJSIP/101", kind: .blind, holds: true, client: trunk) == (true, "101"))
        #expect(talk(to: "103", by: trunk, holds: false, client: trunk) == (true, "103"))
        // Who was there when it began to ring may be gone when somebody answers.
        #expect(talk(to: "101", by: "PJSIP/101", holds: true, client: trunk) == (true, nil))
        #expect(talk(to: "101", by: "PJSIP/101", holds: false, client: "PJSIP/103") == (true, "101"))
        #expect(talk(to: "103", by: trunk, holds: false, client: "PJSIP/101") == (false, nil), "a colleague's own call")
        #expect(talk(to: "89035550002", by: trunk, holds: false, client: trunk) == (true, nil), "two clients")
    }
}
