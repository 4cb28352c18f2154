import Routing
import Testing

@testable import SwitchboardServer

/// Why a leg failed: the table of shared/asterisk.md, case by case.
@Suite struct LegOutcomeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let status: String
        var cause = 0
        var sip: Int?
        var rang = false
        let phone: LegOutcome
        let trunk: LegOutcome
        var testDescription: String { name }

        var result: DialResult {
            DialResult(status: status, cause: cause, sip: sip.map { [$0] } ?? [], rang: rang)
        }
    }

    @Test(
        "from DIALSTATUS, HANGUPCAUSE and the SIP status together",
        arguments: [
            Case(name: "486", status: "BUSY", cause: 17, sip: 486, phone: .busy, trunk: .busy),
            Case(name: "600", status: "BUSY", cause: 17, sip: 600, phone: .busy, trunk: .busy),
            Case(name: "603 rejected", status: "CHANUNAVAIL", cause: 21, sip: 603, phone: .rejected, trunk: .rejected),
            Case(name: "403 rejected", status: "CHANUNAVAIL", cause: 21, sip: 403, phone: .rejected, trunk: .rejected),
            Case(
                name: "401: our own login", status: "CHANUNAVAIL", cause: 21, sip: 401, phone: .unreachable,
                trunk: .trunkFailed),
            Case(
                name: "480 at once: switched off", status: "NOANSWER", cause: 19, sip: 480, phone: .unreachable,
                trunk: .unreachable),
            Case(
                name: "480 after ringing", status: "NOANSWER", cause: 19, sip: 480, rang: true, phone: .noAnswer,
                trunk: .noAnswer),
            Case(
                name: "480 with Q.850 cause 20", status: "CHANUNAVAIL", cause: 20, sip: 480, phone: .unreachable,
                trunk: .unreachable),
            Case(
                name: "480 with Q.850 cause 20 after ringing", status: "CHANUNAVAIL", cause: 20, sip: 480, rang: true,
                phone: .unreachable, trunk: .unreachable),
            Case(name: "480 with Q.850 cause 17", status: "BUSY", cause: 17, sip: 480, phone: .busy, trunk: .busy),
            Case(
                name: "480 with Q.850 cause 21", status: "CHANUNAVAIL", cause: 21, sip: 480, phone: .rejected,
                trunk: .rejected),
            Case(name: "408", status: "CHANUNAVAIL", cause: 18, sip: 408, phone: .unreachable, trunk: .unreachable),
            Case(name: "404", status: "CHANUNAVAIL", cause: 1, sip: 404, phone: .unreachable, trunk: .noSuchNumber),
            Case(name: "410", status: "CHANUNAVAIL", cause: 22, sip: 410, phone: .unreachable, trunk: .noSuchNumber),
            Case(name: "503", status: "CONGESTION", cause: 34, sip: 503, phone: .unreachable, trunk: .trunkFailed),
            Case(name: "502", status: "CONGESTION", cause: 38, sip: 502, phone: .unreachable, trunk: .trunkFailed),
            Case(name: "488", status: "CHANUNAVAIL", cause: 58, sip: 488, phone: .unreachable, trunk: .trunkFailed),
            Case(name: "not registered", status: "CHANUNAVAIL", cause: 20, phone: .unreachable, trunk: .trunkFailed),
            Case(name: "no route", status: "CHANUNAVAIL", cause: 3, phone: .unreachable, trunk: .trunkFailed),
            Case(
                name: "rang out", status: "NOANSWER", cause: 0, sip: 180, rang: true, phone: .noAnswer, trunk: .noAnswer
            ),
            Case(
                name: "rang out, with the 487 of our own CANCEL", status: "NOANSWER", cause: 127, sip: 487, rang: true,
                phone: .noAnswer, trunk: .noAnswer),
            Case(name: "early media only", status: "NOANSWER", cause: 0, sip: 183, phone: .noAnswer, trunk: .noAnswer),
            Case(
                name: "rang out after an earlier leg was busy", status: "NOANSWER", cause: 17, sip: 180, rang: true,
                phone: .noAnswer, trunk: .noAnswer),
            Case(
                name: "silence, a dead phone or carrier", status: "NOANSWER", cause: 0, phone: .unreachable,
                trunk: .trunkFailed),
            Case(name: "100 only", status: "NOANSWER", cause: 0, sip: 100, phone: .unreachable, trunk: .trunkFailed),
            Case(name: "in a call already", status: "INUSE", phone: .busy, trunk: .busy),
            Case(name: "busy on a line without SIP", status: "BUSY", cause: 17, phone: .busy, trunk: .busy),
            Case(name: "nothing to dial", status: "INVALIDARGS", phone: .unreachable, trunk: .trunkFailed),
            Case(name: "answered", status: "ANSWER", phone: .answered, trunk: .answered),
            Case(name: "given up", status: "CANCEL", phone: .cancelled, trunk: .cancelled),
        ])
    func outcome(_ one: Case) {
        #expect(LegOutcome(one.result, on: .phone) == one.phone)
        #expect(LegOutcome(one.result, on: .trunk) == one.trunk)
    }

    @Test("a SIP address has no trunk to blame, and no number to be wrong but its own")
    func sipAddress() {
        let dead = DialResult(status: "CHANUNAVAIL", cause: 20)
        #expect(LegOutcome(dead, on: .sip) == .unreachable)
        let unknown = DialResult(status: "CHANUNAVAIL", cause: 1, sip: [404])
        #expect(LegOutcome(unknown, on: .sip) == .noSuchNumber)
    }
}
