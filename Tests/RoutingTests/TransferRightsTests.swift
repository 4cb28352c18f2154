import Routing
import Testing

/// Who may transfer a call that rings, and who is shown to whom when one is transferred.
@Suite("who may transfer, and who is shown") struct TransferRightsTests {
    private let office: TestOffice
    private static let client = "+79035550001"
    private static let engineer = CallTransfer.Transferor.outside(.mobile("103"))
    private static let company = CallerPresentation.number("+74951234567", name: "Test")

    init() throws {
        office = try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100 }
                  - { extension: 102, name: Sales, phone: PJSIP/102, mobile: +79160000102, hideNumber: true, forward: { busy: { to: mobile, confirm: true }, noAnswer: { to: "sip:a@b.example" } } }
                  - { extension: 103, name: Field engineer, mobile: +79160000103, hideNumber: true }
                  - { extension: 104, name: Workshop, phone: PJSIP/104, analog: true }
                  - { extension: 105, name: Store, phone: PJSIP/105, analog: true, callWaiting: false }
                groups:
                  - { extension: 600, name: g, strategy: ringall, ring: 20s, members: [user 102, user 104, user 105, user 103, { to: number +79160000199, confirm: true }], otherwise: { to: number +79160000198 } }
                numbers:
                  - { number: +74951234501, rules: [ { to: user 103 } ] }
                  - { number: +74951234502, rules: [ { to: number +79160000199 } ] }
                  - { number: +74951234503, rules: [ { to: group g } ] }
                  - { number: +74951234504, rules: [ { to: user 102 } ] }
                """))
    }

    private static func rights(_ ring: Ring?) -> String {
        guard let ring else { return "nothing rings" }
        let rights = ring.transferRights
        return [
            ring.outsideLeg?.mark, rights.outsideKeys ? "keyed outside" : nil,
            rights.keyingDevices.isEmpty ? nil : "keyed \(rights.keyingDevices.joined(separator: "&"))",
            rights.callee ? "t" : nil, rights.caller ? "T" : nil,
        ]
        .compactMap(\.self).joined(separator: ", ")
    }

    // MARK: Rights

    @Test(
        "calls from outside: whoever is rung may, the client never",
        arguments: [
            ("+74951234501", [], "mobile 103, keyed outside, t"),
            ("+74951234502", [], "number +79160000199, keyed outside, t"),
            ("+74951234503", [], "keyed PJSIP/104&PJSIP/105, t"),
            ("+74951234503", [.noAnswer], "number +79160000198, keyed outside, t"),
            ("+74951234504", [], "t"), ("+74951234504", [.noAnswer], "sip:a@b.example, keyed outside, t"),
            // The leg that is decided apart says so for itself.
            ("+74951234504", [.busy], ""),
        ] as [(String, [LegOutcome], String)])
    func inbound(dialled: String, outcomes: [LegOutcome], rights: String) {
        #expect(Self.rights(office.decisions(to: dialled, when: outcomes).ring) == rights)
    }

    @Test(
        "calls of colleagues: an incoming call for whoever is rung; who calls outside himself has called a stranger",
        arguments: [
            ("102", [], "t, T"), ("104", [], "keyed PJSIP/104, t, T"), ("103", [], "mobile 103, keyed outside, t, T"),
            ("600", [], "keyed PJSIP/104&PJSIP/105, t, T"),
            ("600", [.noAnswer], "number +79160000198, keyed outside, t, T"),
            ("89035550002", [], "number +79035550002, T"), ("112", [], "number 112, T"),
            ("+79160000103", [], "mobile 103, T"),
            // The office's own number: what rings there is the office's.
            ("+74951234502", [], "number +79160000199, keyed outside, t, T"), ("102", [.busy], "T"),
        ] as [(String, [LegOutcome], String)])
    func inside(dialled: String, outcomes: [LegOutcome], rights: String) {
        let decisions = office.decisions(to: dialled, from: nil, inside: "PJSIP/100", when: outcomes)
        #expect(Self.rights(decisions.ring) == rights)
    }

    @Test("legs that are decided apart")
    func apart() {
        let first = office.decisions(to: "+74951234503")
        #expect(
            [3, 4].map { Self.rights(office.apart(first.last, leg: $0, to: "+74951234503").ring) }
                == ["mobile 103, keyed outside, t", "number +79160000199, keyed outside, t"])
        let forward = office.decisions(to: "+74951234504", when: [.busy])
        #expect(
            Self.rights(office.apart(forward.last, to: "+74951234504").ring) == "mobile 102, keyed outside, t")
    }

    @Test(
        "calls that are handed on",
        arguments: [
            (CallTransfer.Kind.consult, "102", "PJSIP/main", "t"), (.blind, "102", "PJSIP/main", "t"),
            (.consult, "102", "PJSIP/100", "t"), (.blind, "102", "PJSIP/100", "t, T"),
            (.consult, "103", "PJSIP/main", "mobile 103, keyed outside, t"),
            (.blind, "104", "PJSIP/main", "keyed PJSIP/104, t"),
            // Nobody of the house answers there, unless it is a colleague's mobile.
            (.consult, "89035550002", "PJSIP/main", "number +79035550002"),
            (.blind, "89035550002", "PJSIP/main", "number +79035550002"),
            (.consult, "+79160000103", "PJSIP/main", "mobile 103, keyed outside, t"),
        ])
    func transferred(kind: CallTransfer.Kind, dialled: String, client: String, rights: String) {
        let decisions = office.transfer(by: .phone("PJSIP/102"), kind, to: dialled, by: client)
        #expect(Self.rights(decisions.ring) == rights)
    }

    @Test("whoever gets his call back may transfer it again")
    func rescued() {
        let mobile = office.transfer(by: Self.engineer, .blind, to: "104", when: [.leg(.noAnswer)])
        #expect(Self.rights(mobile.ring) == "mobile 103, keyed outside, t")
        let duty = CallTransfer.Transferor.outside(.number("+79160000199"))
        #expect(
            Self.rights(office.transfer(by: duty, .blind, to: "104", when: [.leg(.noAnswer)]).ring)
                == "number +79160000199, keyed outside, t")
    }

    @Test("what the far end plays is heard by whoever holds, by clients never")
    func earlyMedia() {
        func heard(_ kind: CallTransfer.Kind, holds: Bool, to dialled: String = "89035550002") -> Bool? {
            office.transfer(by: Self.engineer, kind, to: dialled, holds: [holds]).ring?.earlyMedia
        }
        #expect(heard(.consult, holds: true) == true)
        #expect(heard(.consult, holds: false) == false)
        #expect(heard(.blind, holds: false) == false)
        #expect(heard(.consult, holds: true, to: "103") == false)
        #expect(office.decisions(to: "112", inside: "PJSIP/100").ring?.earlyMedia == true)
    }

    // MARK: Who is shown

    @Test("while somebody holds, he is shown, and for whom he asks")
    func holding() {
        func shown(
            _ transferor: CallTransfer.Transferor, to dialled: String = "104", client: String? = Self.client,
            device: String = "PJSIP/main"
        ) -> CallerPresentation? {
            office.transfer(by: transferor, to: dialled, for: client, by: device).ring?.caller
        }
        #expect(shown(Self.engineer) == .number("103", name: "Field engineer (for +79035550001)"))
        #expect(
            shown(Self.engineer, client: "89035550001") == .number("103", name: "Field engineer (for +79035550001)"))
        #expect(shown(Self.engineer, client: nil) == .number("103", name: "Field engineer (for an anonymous caller)"))
        #expect(
            shown(Self.engineer, client: "5<a>5,") == .number("103", name: "Field engineer (for 55)"),
            "what a caller sends is not passed on as it is")
        #expect(
            shown(Self.engineer, client: "whatever", device: "PJSIP/100")
                == .number("103", name: "Field engineer (for 100)"))
        #expect(
            shown(.phone("PJSIP/100"), client: "100", device: "PJSIP/100") == .number("100", name: "Reception"),
            "a call he began himself")
        #expect(
            shown(.outside(.number("+79160000199")))
                == .number("+79160000199", name: "+79160000199 (for +79035550001)"))
        #expect(shown(.outside(.number("+79160000103"))) == .number("103", name: "Field engineer (for +79035550001)"))
        #expect(shown(Self.engineer, to: "103") == Self.company)
        #expect(shown(Self.engineer, to: "89035550002") == Self.company)
        #expect(shown(.phone("PJSIP/999")) == .unchanged)
    }

    @Test(
        "when nobody holds, the client is shown, as on a forwarded call",
        arguments: [CallTransfer.Kind.consult, .blind])
    func client(kind: CallTransfer.Kind) {
        func ring(_ dialled: String, client: String? = Self.client, device: String = "PJSIP/main") -> Ring? {
            office.transfer(by: Self.engineer, kind, to: dialled, for: client, by: device, holds: [false]).ring
        }
        #expect(ring("104")?.caller == .unchanged)
        #expect(ring("104", device: "PJSIP/100")?.caller == .number("100", name: "Reception"))
        #expect(ring("89035550002")?.caller == .number(Self.client, name: ""))
        #expect(
            ring("89035550002")?.diversionLines == ["+74951234501;reason=unconditional;counter=1"],
            "the engineer's number at the office passes it on, never his mobile")
        #expect(ring("89035550002", client: nil)?.caller == Self.company)
        #expect(ring("89035550002", client: "+79160000102")?.caller == Self.company, "an employee's mobile")
        #expect(ring("103", client: "+79160000102")?.caller == .number("+79160000102", name: ""))
        #expect(
            ring("89035550002", client: "+79035550009", device: "PJSIP/100")?.caller == Self.company,
            "what a phone says of itself")
        #expect(ring("104")?.diversions.isEmpty == true)
    }

    @Test("no way of a transfer shows an employee's mobile outside", arguments: ["+79035550001", "+79160000102", nil])
    func neverOutside(caller: String?) {
        let mobiles: Set = ["+79160000102", "+79160000103"]
        var called: Set<String> = []
        let transferors: [CallTransfer.Transferor] = [
            Self.engineer, .outside(.number("+79160000102")), .phone("PJSIP/102"),
        ]
        for transferor in transferors {
            for holds in [true, false] {
                for dialled in ["102", "103", "104", "600", "89035550002"] {
                    let call = office.table.call(
                        CallTransfer(by: transferor, kind: .consult, holds: holds, clientDevice: "PJSIP/main"),
                        to: dialled, for: caller)
                    for decision in office.everything(of: call) {
                        guard case .ring(let ring) = decision.step else { continue }
                        for leg in ring.legs where leg.isOutside {
                            var callee = ""
                            if case .outside(let number, _, _) = leg { callee = number }
                            called.insert(callee)
                            #expect(mobiles.isDisjoint(with: ring.diversions.map(\.number)))
                            guard !mobiles.contains(callee) else { continue }
                            if case .number(let shown, let name) = ring.caller {
                                #expect(!mobiles.contains { shown.contains($0) || name.contains($0) })
                            } else {
                                #expect(caller.map { !mobiles.contains($0) } ?? true)
                            }
                        }
                    }
                }
            }
        }
        #expect(called.isSuperset(of: ["+79035550002", "+79160000103", "+79160000198", "+79160000199", ""]))
    }
}
