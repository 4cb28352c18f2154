import Routing
import Testing

@Suite("calls to outside numbers") struct OutsideCallTests {
    let office: TestOffice

    init() throws {
        office = try TestOffice(
            TestOffice.yaml(
                trunks: """
                    trunks:
                      - { name: main, dial: "PJSIP/{number}@main", callerId: +74951234567, passCallerId: true, allow: [RU] }
                      - { name: second, dial: "PJSIP/{number}@second", callerId: +74951234568, allow: [RU, IT] }
                    """,
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100 }
                  - { extension: 101, name: Manager, phone: PJSIP/101, mobile: +79160000101, forward: { always: { to: mobile } } }
                numbers:
                  - { number: +74951234567, rules: [ { caller: ["+79035550000"], to: hangup }, { to: user 101 } ] }
                """))
    }

    @Test("through the first trunk that may carry it, then the next")
    func trunks() {
        let way = office.way(to: "89035550001", from: nil, inside: "PJSIP/100", when: [.trunkFailed, .trunkFailed])
        #expect(way == ["PJSIP/79035550001@main 30s", "PJSIP/79035550001@second 30s", "announce circuitsBusy"])
        #expect(office.way(to: "00390612345678", inside: "PJSIP/100") == ["PJSIP/390612345678@second 30s"])
    }

    @Test(
        "a number that may not be called is announced",
        arguments: [
            ("+4915112345678", "announce notAllowed"), ("88095001234", "announce notAllowed"),
            ("12", "announce noSuchNumber"),
        ])
    func refused(dialled: String, line: String) {
        #expect(office.way(to: dialled, inside: "PJSIP/100") == [line])
    }

    @Test("a phone that is no user's may not call outside, but reaches extensions")
    func strangers() {
        #expect(office.way(to: "89035550001", inside: "PJSIP/999") == ["announce notAllowed"])
        #expect(office.way(to: "100", inside: "PJSIP/999") == ["PJSIP/100 30s"])
    }

    @Test("emergency numbers go out whatever the trunk allows, from any phone", arguments: ["112", "103"])
    func emergency(digits: String) {
        #expect(
            office.way(to: digits, inside: "PJSIP/999", when: [.trunkFailed])
                == ["PJSIP/\(digits)@main 2m", "PJSIP/\(digits)@second 2m"])
    }

    @Test("the office's own number dialled inside stays inside")
    func ownNumber() {
        #expect(office.way(to: "84951234567", from: nil, inside: "PJSIP/100") == ["PJSIP/79160000101@main 30s"])
    }

    @Test("a caller's own rule comes first")
    func blocked() {
        #expect(office.way(to: "+74951234567", from: "89035550000") == ["hangup"])
        #expect(office.way(to: "+74951234567", from: nil) == ["PJSIP/79160000101@main 30s"])
    }

    @Test("a carrier's international number without the plus is read, a phone's is not")
    func withoutPlus() {
        #expect(
            office.table.call(.external, to: "74951234567", from: "390612345678").caller?.parsed?.e164
                == "+390612345678")
        #expect(office.table.call(.external, to: "", from: "101").caller?.parsed == nil)
        let inside = office.table.call(.internal(device: "PJSIP/100"), to: "390612345678", from: nil)
        #expect(inside.dialled.parsed == nil, "a misdialled number is not taken for another country's")
    }

    @Test("who is shown: the client where the carrier takes it, else the company")
    func presentation() throws {
        func shown(_ decisions: [Decision]) -> CallerPresentation? {
            if case .ring(let ring)? = decisions.last?.step { ring.caller } else { nil }
        }
        #expect(shown(office.decisions(to: "+74951234567")) == .number("+79035550001", name: ""))
        #expect(
            shown(office.decisions(to: "+74951234567", when: [.trunkFailed])) == .number("+74951234568", name: "Test"),
            "the second trunk takes no foreign number")
        #expect(shown(office.decisions(to: "+74951234567", from: nil)) == .number("+74951234567", name: "Test"))
        #expect(
            shown(office.decisions(to: "89035550001", from: nil, inside: "PJSIP/100"))
                == .number("+74951234567", name: "Test"))
        #expect(shown(office.decisions(to: "100", from: nil, inside: "PJSIP/101")) == .number("101", name: "Manager"))
    }

    @Test("what the failure route is told to ring")
    func lastGood() {
        func legs(_ dialled: String, inside: Bool = false) -> [Leg] {
            office.table.lastGood(
                for: office.table.call(inside ? .internal(device: "PJSIP/100") : .external, to: dialled, from: nil))
        }
        #expect(legs("+74951234567") == [.phone("PJSIP/101")])
        #expect(legs("101", inside: true) == [.phone("PJSIP/101")])
        #expect(legs("89035550001", inside: true).isEmpty)
        #expect(office.table.operatorLegs == [.phone("PJSIP/100")])
        let emergency = Dictionary(uniqueKeysWithValues: office.table.emergencyLegs.map { ($0.number, $0.leg) })
        #expect(emergency["112"] == .outside(number: "112", trunk: "main", dial: "PJSIP/112@main"))
        #expect(emergency["103"] != nil)
        #expect(emergency["101"] == nil, "user 101 has it")
        #expect(emergency.count < 10)
    }
}
