import Routing
import Testing

@Suite("SIP addresses, which may be anybody's") struct SIPAddressTests {
    let office: TestOffice

    init() throws {
        office = try TestOffice(
            TestOffice.yaml(
                """
                users:
                  - { extension: 100, name: Reception, phone: PJSIP/100, mobile: +79160000100 }
                  - { extension: 101, name: A, phone: PJSIP/101, forward: { busy: { to: "sip:a@b.example" } } }
                numbers:
                  - { number: +74951234568, rules: [ { to: "sip:a@b.example" } ] }
                  - { number: +74951234569, rules: [ { to: user 101 } ] }
                """))
    }

    private func ring(_ decisions: [Decision]) -> Ring? {
        if case .ring(let ring)? = decisions.last?.step { ring } else { nil }
    }

    @Test("an employee who calls in from his mobile is the company there, a client is himself")
    func mobile() {
        #expect(
            ring(office.decisions(to: "+74951234568", from: "+79160000100"))?.caller
                == .number("+74951234567", name: "Test"))
        #expect(ring(office.decisions(to: "+74951234568", from: "+79035550001"))?.caller == .unchanged)
    }

    @Test("who forwarded is told with a number of the office")
    func diverter() {
        let forwarded = ring(office.decisions(to: "101", inside: "PJSIP/100", when: [.busy]))
        #expect(forwarded?.diversions.map(\.number) == ["+74951234569"])
        #expect(ring(office.decisions(to: "+74951234568"))?.diversions.isEmpty == true)
    }
}
