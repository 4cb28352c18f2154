import CallControl
import Foundation
import Storage
import Testing

@testable import SwitchboardServer

/// Requests on their way to the disk and back, and what the dialplan tells of attempts.
@Suite struct CallbackRecordTests {
    private static let start = Date(timeIntervalSince1970: 1_800_000_000)

    @Test(
        "what is kept is read again",
        arguments: [
            .waiting(until: start + 300), .queued(attempt: 3), .dialing(attempt: 2),
            .ended(.connected, reason: nil, at: start + 60),
            .ended(.failed, reason: "the client was busy", at: start + 60),
            .ended(.cancelled, reason: "cancelled by reception", at: start + 60),
        ] as [Callback.State])
    func roundTrip(state: Callback.State) {
        var callback = Callback(
            id: 12, queue: "700", number: "+79035550001", name: "Иванов", language: "ru", call: "1.1",
            arrived: Self.start - 60, asked: Self.start, mostAttempts: 3, window: 600, retry: 300)
        callback.windowFrom = Self.start + 20
        callback.state = state
        callback.attempts = [
            .init(number: 1, began: Self.start + 30, call: "1.2", ended: Self.start + 70, result: .noAnswer),
            .init(number: 2, began: Self.start + 400, call: "1.3"),
        ]
        #expect(Callback(CallbackRecord(callback)) == callback)
    }

    @Test(
        "every result of an attempt is read again",
        arguments: ["answered", "busy", "noAnswer", "unreachable", "voicemail", "broken"])
    func results(result: String) {
        var record = Self.record
        record.attempts = [.init(number: 1, began: Self.start, call: "1.2", ended: Self.start + 5, result: result)]
        #expect(Callback(record)?.attempts.first?.result?.rawValue == result)
    }

    @Test(
        "what another version wrote is left alone",
        arguments: [("asleep", nil, nil), ("queued", nil, nil), ("dialing", nil, nil), ("ended", nil, "lost")]
            as [(String, Int?, String?)])
    func unreadable(state: String, attempt: Int?, outcome: String?) {
        var record = Self.record
        (record.state, record.attempt, record.outcome) = (state, attempt, outcome)
        #expect(Callback(record) == nil)
    }

    private static var record: CallbackRecord {
        CallbackRecord(
            queue: "700", number: "+79035550001", language: "ru", call: "1.1", arrived: start, asked: start,
            mostAttempts: 3, window: 600, retry: 300)
    }

    @Test(
        "what the dialplan has written down",
        arguments: [
            // extensions.conf writes dialing before it dials; DIALSTATUS as app_dial.c has it; causes of Q.850.
            ("dialing", .dialing), ("answered", .over(.answered)), ("voicemail", .over(.voicemail)),
            ("BUSY", .over(.busy)), ("cause-17", .over(.busy)), ("cause-21", .over(.busy)),
            ("NOANSWER", .over(.noAnswer)), ("cause-19", .over(.noAnswer)), ("CHANUNAVAIL", .over(.unreachable)),
            ("CONGESTION", .over(.unreachable)), ("cause-20", .over(.unreachable)), ("", .dialing),
            // The agent gave up.
            ("CANCEL", .dialing),
        ] as [(String, CallbackTrace)])
    func traces(text: String, trace: CallbackTrace) {
        #expect(CallbackTrace(dialplan: text) == trace)
    }

    @Test(
        "virtual callers by their channels' names",
        arguments: [
            ("Local/12-1@switchboard-callback-0000001f;1", "12-1", true),
            ("Local/12-1@switchboard-callback-0000001f;2", "12-1", false),
            ("Local/12-10@switchboard-callback-00000100;1", "12-10", true),
        ])
    func channels(name: String, attempt: String, isClientSide: Bool) {
        let channel = CallbackChannel(name)
        #expect(channel?.attempt.description == attempt)
        #expect(channel?.isClientSide == isClientSide)
    }

    @Test(
        "other channels are none",
        arguments: [
            "Local/12-1@switchboard-callback-dial-0000001f;1", "Local/12-1@switchboard-callback-forget-0000001f;2",
            "Local/12-1@switchboard-member-0000001f;1", "Local/101@switchboard-callback-0000001f;1",
            "Local/0-1@switchboard-callback-0000001f;1", "Local/12-0@switchboard-callback-0000001f;1",
            "Local/12-1-1@switchboard-callback-0000001f;1", "Local/12-1@switchboard-callback-0000001f", "PJSIP/main-1",
            "",
        ])
    func otherChannels(name: String) {
        #expect(CallbackChannel(name) == nil)
    }
}
