import AGI
import CallControl
import Testing

@testable import Routing
@testable import SwitchboardServer

@Suite("what a question tells of a queue") struct RouteNoteQueueTests {
    private static let wish = CallbackWish(
        queue: "700", number: "+79035550000", language: "en", arrived: .distantPast)
    private static let request = Step.callback(.request(wish), say: [])
    private static let cancel = Step.callback(.cancel(queue: "700", number: "+79035550000"), say: [])
    private static let again = Step.queue(QueueWait(queue: "700", name: "switchboard-700", order: 1, seconds: nil))

    private func result(_ arguments: [String], _ step: Step) throws -> RouteNote.Queue? {
        let lines = ["agi_network_script: route"] + arguments.enumerated().map { "agi_arg_\($0 + 1): \($1)" }
        let environment = try AGIEnvironment(parsing: lines.joined(separator: "\n") + "\n\n")
        let decision = Decision(step: step, cursor: CallCursor(revision: 1), explanation: [])
        return RouteNote.Queue(asked: environment, decision: decision)
    }

    @Test(
        "app_queue's words and ours",
        arguments: [
            ("QUEUE-TIMEOUT", .hangup, .timeout), ("QUEUE-FULL", .hangup, .full),
            ("QUEUE-JOINEMPTY", .hangup, .joinEmpty),
            ("QUEUE-JOINUNAVAIL", .hangup, .joinEmpty), ("QUEUE-LEAVEEMPTY", .hangup, .leaveEmpty),
            ("QUEUE-LEAVEUNAVAIL", .hangup, .leaveEmpty), ("QUEUE-WITHDRAW", .hangup, .withdraw),
            ("QUEUE-", .hangup, nil), ("CALLBACK", request, .callback),
            // He goes back to his place.
            ("CALLBACK", cancel, nil), ("CALLBACK", .tell([]), nil), ("TOLD", again, nil),
            // He has heard it for as long as he was to wait.
            ("TOLD", .hangup, .timeout), ("BUSY", .hangup, nil), ("", .hangup, nil),
        ] as [(String, Step, QueueResult?)])
    func results(text: String, step: Step, expected: QueueResult?) throws {
        let queue = try result(["queue=700", "result=\(text)"], step)
        #expect(queue?.result == expected)
        #expect(queue.map(\.name) == expected.map { _ in QueueName(queue: "700") })
        #expect(try result(["queue=", "result=\(text)"], step) == nil)
    }
}
