import Foundation
import Storage
import SwitchboardServer
import Testing

@testable import switchboard

/// So many seconds after 2026-09-21 17:13:20 in Moscow.
private func at(_ seconds: TimeInterval) -> Date { Date(timeIntervalSince1970: 1_790_000_000 + seconds) }

@Suite struct CallTextTests {
    let text: CallText

    init() throws {
        text = CallText(
            zone: try #require(TimeZone(identifier: "Europe/Moscow")),
            names: ["101": "Account manager", "102": "Sales", "103": "Field engineer"])
    }

    /// 101 does not answer, 103's mobile does and hands the client to 102, who does not answer.
    private var answered: CallRecord {
        var call = CallRecord(id: "1790000000.42", began: at(0), origin: .external, dialled: "+74951234567")
        call.callerNumber = "+79035550000"
        call.callerName = "Иванов"
        call.entry = "main"
        call.answered = at(25)
        call.ended = at(90)
        call.disposition = .answered
        call.answeredBy = "103"
        call.revision = 12
        call.decisions = [
            .init(
                channel: "1790000000.42", date: at(0), step: "ring PJSIP/101 for 20s",
                explanation: ["number main: rule 1, familiar within 30d", "user 101: no forward"]),
            .init(
                channel: "1790000000.42", date: at(20), step: "ring PJSIP/79160000103@main for 30s",
                explanation: ["user 101: noAnswer → user 103"]),
        ]
        var client = CallRecord.Leg(
            channel: "1790000000.42", channelName: "PJSIP/main-1", mark: "PJSIP/main", isCaller: true, began: at(0))
        (client.number, client.ended, client.cause) = ("+79035550000", at(90), 16)
        var desk = CallRecord.Leg(
            channel: "1790000000.43", channelName: "PJSIP/101-2", mark: "PJSIP/101", began: at(0.1))
        (desk.user, desk.ended, desk.outcome, desk.cause) = ("101", at(20), .noAnswer, 19)
        var mobile = CallRecord.Leg(
            channel: "1790000020.44", channelName: "PJSIP/main-3", mark: "mobile 103", began: at(20.2))
        (mobile.user, mobile.number, mobile.answered, mobile.ended, mobile.outcome, mobile.cause) = (
            "103", "+79160000103", at(25), at(90), .answered, 16
        )
        call.legs = [client, desk, mobile]
        call.talks = [
            .init(channels: ["1790000000.42", "1790000020.44"], began: at(25), ended: at(60)),
            .init(channels: ["1790000000.42", "1790000020.44"], began: at(70), ended: at(90)),
        ]
        var transfer = CallRecord.Transfer(
            id: "1790000060.45", transferor: "mobile 103", user: "103", target: "102", kind: .keyed, began: at(60))
        (transfer.outcome, transfer.ended, transfer.reason) = (.returned, at(70), "102 is busy")
        call.transfers = [transfer]
        return call
    }

    @Test("the whole way of a call")
    func show() {
        #expect(
            text.lines(of: answered).joined(separator: "\n") == """
                call     1790000000.42
                from     +79035550000 "Иванов", outside
                dialled  +74951234567 (main)
                began    2026-09-21 17:13:20
                ended    17:14:50
                outcome  answered by user 103 (Field engineer) after 25 s, 1 min 30 s in all
                rules    revision 12

                17:13:20  decision  ring PJSIP/101 for 20s
                                    number main: rule 1, familiar within 30d
                                    user 101: no forward
                17:13:20  caller    +79035550000, PJSIP/main-1: there for 1 min 30 s, cause 16
                17:13:20  leg       user 101 (Account manager), PJSIP/101-2: no answer after 19 s, cause 19
                17:13:40  decision  ring PJSIP/79160000103@main for 30s
                                    user 101: noAnswer → user 103
                17:13:40  leg       user 103 (Field engineer), mobile +79160000103, PJSIP/main-3: \
                answered after 4 s, there for 1 min 5 s, cause 16
                17:13:45  talk      +79035550000 with user 103 (Field engineer), mobile +79160000103: 35 s
                17:14:20  transfer  by user 103 (Field engineer) to 102 (keyed): returned after 10 s: 102 is busy
                17:14:30  talk      +79035550000 with user 103 (Field engineer), mobile +79160000103: 20 s
                """)
    }

    @Test("a call in the history is a line")
    func history() {
        #expect(
            text.line(of: answered)
                == "2026-09-21 17:13:20  1790000000.42  +79035550000 \"Иванов\" calls +74951234567 (main)  "
                + "answered by user 103 (Field engineer) after 25 s, 1 min 30 s in all")
    }

    @Test("a live call over midnight, from inside, of which little is known")
    func live() {
        // 23:59:50 in Moscow.
        var call = CallRecord(id: "1790024390.7", began: at(24_390), origin: .internal, dialled: "104")
        call.callerUser = "101"
        var leg = CallRecord.Leg(
            channel: "1790024390.8", channelName: "PJSIP/104-9", mark: "PJSIP/104", began: at(24_401))
        leg.user = "104"
        let dropped = CallRecord.Leg(
            channel: "1790024390.9", channelName: "PJSIP/x-9", mark: "number +39055", began: at(24_402))
        call.legs = [leg, dropped]
        call.talks = [.init(channels: ["1790024390.7", "1790024390.8"], began: at(24_403))]
        call.transfers = [
            .init(id: "t", transferor: "PJSIP/104", target: "sip:a@example.org", kind: .refer, began: at(24_404))
        ]
        #expect(
            text.lines(of: call).joined(separator: "\n") == """
                call     1790024390.7
                from     user 101 (Account manager), inside
                dialled  104
                began    2026-09-21 23:59:50
                outcome  live

                2026-09-22 00:00:01  leg       user 104, PJSIP/104-9: rings
                2026-09-22 00:00:02  leg       number +39055, PJSIP/x-9: rings
                2026-09-22 00:00:03  talk      1790024390.7 with user 104: still
                2026-09-22 00:00:04  transfer  by PJSIP/104 to sip:a@example.org (refer): under way
                """)
    }

    @Test(
        "what became of a call",
        arguments: [
            (.answered, "answered, 10 s in all"), (.missed, "missed, 10 s in all"),
            (.voicemail, "missed, voicemail, 10 s in all"),
            (.abandoned, "missed, the caller hung up before anybody rang, 10 s in all"),
            (.refused, "refused by the rules, 10 s in all"), (.unreached, "not reached, 10 s in all"),
            (.service, "a code or mailbox, 10 s in all"), (.failed, "failed, 10 s in all"),
            (nil, "not known, 10 s in all"),
        ] as [(CallDisposition?, String)])
    func dispositions(disposition: CallDisposition?, expected: String) {
        var call = CallRecord(id: "1.2", began: at(0), origin: .external, dialled: "100")
        (call.ended, call.disposition) = (at(10), disposition)
        #expect(text.line(of: call) == "2026-09-21 17:13:20  1.2  anonymous calls 100  \(expected)")
    }

    @Test(
        "what came of a leg",
        arguments: [
            (.answered, "answered"), (.answeredElsewhere, "answered elsewhere"), (.busy, "busy"),
            (.noAnswer, "no answer"), (.unreachable, "unreachable"), (.rejected, "rejected"),
            (.noSuchNumber, "no such number"), (.trunkFailed, "the trunk failed"), (.cancelled, "the caller gave up"),
            (nil, "ended"),
        ] as [(CallRecord.Leg.Outcome?, String)])
    func outcomes(outcome: CallRecord.Leg.Outcome?, expected: String) {
        var call = CallRecord(id: "1.2", began: at(0), origin: .external, dialled: "100")
        var leg = CallRecord.Leg(channel: "1.3", channelName: "PJSIP/102-1", mark: "PJSIP/102", began: at(0))
        (leg.user, leg.ended, leg.outcome) = ("102", at(3), outcome)
        call.legs = [leg]
        #expect(
            text.lines(of: call).last == "17:13:20  leg       user 102 (Sales), PJSIP/102-1: \(expected) after 3 s")
    }

    @Test(
        "durations",
        arguments: [
            (0, "0 s"), (0.999, "0 s"), (59.9, "59 s"), (60, "1 min"), (61, "1 min 1 s"), (3_599, "59 min 59 s"),
            (3_600, "1 h"), (3_659, "1 h"), (3_660, "1 h 1 min"), (90_000, "25 h"), (-5, "0 s"),
        ] as [(TimeInterval, String)])
    func durations(seconds: TimeInterval, expected: String) {
        #expect(CallText.duration(from: at(0), to: at(seconds)) == expected)
    }

    @Test("how a caller fared in queues")
    func visits() {
        var call = CallRecord(id: "1.2", began: at(0), origin: .external, dialled: "100")
        var answered = CallRecord.QueueVisit(channel: "1.2", queue: "700", entered: at(0))
        (answered.language, answered.positionAtEntry, answered.unansweredRings) = ("en", 2, 1)
        (answered.connected, answered.ended, answered.outcome, answered.agent) = (at(25), at(85), .answered, "101")
        var gone = CallRecord.QueueVisit(channel: "1.2", queue: "701", isCallback: true, entered: at(90))
        (gone.ended, gone.outcome, gone.position, gone.isEstimated) = (at(95), .abandoned, 3, true)
        call.visits = [answered, gone, CallRecord.QueueVisit(channel: "1.2", queue: "702", entered: at(96))]
        #expect(
            text.lines(of: call).suffix(3).joined(separator: "\n") == """
                17:13:20  queue     queue 700 (en), place 2: user 101 (Account manager) answered after 25 s, \
                there for 1 min, rang in vain: 1
                17:14:50  queue     queue 701, callback: hung up after about 5 s from place 3
                17:14:56  queue     queue 702: waits
                """)
    }

    @Test("live calls, their people and their way")
    func liveCalls() {
        let call = LiveCall(
            id: "1790000000.42", began: at(0), caller: "+79035550000 \"Иванов\"", dialled: "+74951234567",
            legs: [
                LiveLeg(who: "+79035550000", channel: "PJSIP/main-1", state: .up, since: at(0)),
                LiveLeg(
                    who: "user 103 (Field engineer), mobile", number: "+79160000103", channel: "PJSIP/main-3",
                    state: .holding, since: at(25)),
            ],
            talks: [LiveTalk(parties: ["+79035550000", "user 103"], since: at(25))],
            transfer: LiveTransfer(
                id: "t", transferor: "user 103", target: "102", state: "ringing", since: at(60)),
            route: ["ring PJSIP/101 for 20s", "number main: rule 1"])
        #expect(
            text.lines(of: [call]).joined(separator: "\n") == """
                1790000000.42  2026-09-21 17:13:20  +79035550000 "Иванов" calls +74951234567
                    17:13:20  up        +79035550000, PJSIP/main-1
                    17:13:45  holding   user 103 (Field engineer), mobile +79160000103, PJSIP/main-3
                    17:13:45  talk      +79035550000 with user 103
                    17:14:20  transfer  by user 103 to 102: ringing
                    ring PJSIP/101 for 20s
                    number main: rule 1
                """)
        #expect(text.lines(of: []) == ["No calls."])
    }

    @Test("a caller's name plays no tricks on the terminal")
    func hostileNames() {
        var call = CallRecord(id: "1.2", began: at(0), origin: .external, dialled: "100")
        call.callerNumber = "1\n2"
        call.callerName = "\u{1B}[2J\u{202E}evil\u{7}\u{2028}"
        let line = text.line(of: call)
        #expect(line.contains("calls 100"))
        #expect(line.contains("1\u{FFFD}2 \"\u{FFFD}[2J\u{FFFD}evil\u{FFFD}\u{FFFD}\""))
        let live = LiveCall(id: "1.2", began: at(0), caller: "\u{1B}c", dialled: "\r")
        #expect(text.lines(of: live) == ["1.2  2026-09-21 17:13:20  \u{FFFD}c calls \u{FFFD}"])
    }
}
