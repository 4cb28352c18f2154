import AMI
import CallControl
import Foundation
import Routing

extension AMIAction {
    /// Takes the client's place in the queue: a Local channel waits there, and when an agent has answered it its other half
    /// calls the client.
    ///
    /// Without `/n`: when both talk Asterisk takes the Local channel away. With it the agent was sent no audio in four of ten
    /// calls (seen on Asterisk 22.10; what was written to his channel did not reach RTP).
    ///
    /// Of what a client can choose only his number goes along, which was read by the numbering plan: AMI takes variables
    /// apart at commas (manager.c, `astman_get_variables`).
    static func enqueue(_ callback: Callback, attempt: Int, in name: String) -> AMIAction {
        let id = CallbackAttemptID(request: callback.id, number: attempt)
        var action = AMIAction(
            "Originate",
            [
                "Channel": "Local/\(id)@switchboard-callback", "Context": "switchboard-callback-dial",
                "Exten": "\(id)", "Priority": "1", "Async": "true",
                // Milliseconds, for one day: how long is worth while the request says.
                "Timeout": "86400000",
            ])
        let variables = [
            ("QUEUE", callback.queue), ("QUEUE_NAME", name), ("NUMBER", callback.number),
            ("LANGUAGE", callback.language), ("ORDER", String(QueueWait.order(arrived: callback.arrived))),
        ]
        action.fields += variables.map { .init("Variable", "SWITCHBOARD_CALLBACK_\($0.0)=\($0.1)") }
        return action
    }

    /// Has the dialplan forget what it has written down of an attempt.
    static func forget(_ id: CallbackAttemptID) -> AMIAction {
        AMIAction(
            "Originate",
            [
                "Channel": "Local/\(id)@switchboard-callback-forget/n", "Application": "NoOp", "Async": "true",
                "Timeout": "5000",
            ])
    }
}
