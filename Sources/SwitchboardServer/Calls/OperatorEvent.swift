import AMI
import CallControl
import Routing

/// A UserEvent for operators: one fact, emitted once.
struct OperatorEvent: Sendable, Hashable {
    /// `SwitchboardRoute`, `SwitchboardForward`, `SwitchboardTransfer`, `SwitchboardCallback`,
    /// `SwitchboardResult`.
    let name: String
    /// Its headers; a name may come again.
    let fields: [(name: String, value: String)]
    /// The operator's own ActionID; `nil`: the connection gives one.
    var actionID: String?

    /// The longest value: Asterisk takes lines of 1,024 bytes (manager.h, `ManSession` buffers).
    private static let longest = 900

    init(_ name: String, _ fields: [(String, String?)], actionID: String? = nil) {
        self.name = name
        self.fields = fields.compactMap { name, value in
            value.flatMap { $0.isEmpty ? nil : (name, Self.clean($0)) }
        }
        self.actionID = actionID
    }

    /// What goes to Asterisk.
    var action: AMIAction {
        var action = AMIAction("UserEvent", [.init("UserEvent", name)] + fields.map { .init($0.name, $0.value) })
        action.actionID = actionID
        return action
    }

    /// One line of bounded length. What does not fit is cut, not lost: the history has all of it.
    private static func clean(_ value: String) -> String {
        let line = String(String.UnicodeScalarView(value.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }))
        guard line.utf8.count > longest else { return line }
        var cut = line
        while cut.utf8.count > longest - 3 { cut.removeLast() }
        return cut + "…"
    }

    static func == (a: Self, b: Self) -> Bool {
        a.name == b.name && a.actionID == b.actionID && a.fields.elementsEqual(b.fields, by: ==)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }
}

extension OperatorEvent {
    /// What was decided for a call, and why.
    static func route(_ note: RouteNote, call: String) -> Self {
        Self(
            "SwitchboardRoute",
            [
                ("Linkedid", call), ("Uniqueid", note.channel), ("Entry", note.entry), ("Caller", note.caller),
                ("Dialled", note.dialled), ("Step", note.decision.step.summary),
                ("Revision", String(note.decision.cursor.revision)),
            ] + note.decision.explanation.map { ("Why", $0) })
    }

    /// A user's forward sent a call on.
    static func forward(_ forward: Forward, of note: RouteNote, call: String) -> Self {
        Self(
            "SwitchboardForward",
            [
                ("Linkedid", call), ("Uniqueid", note.channel), ("Caller", note.caller), ("User", forward.user),
                ("Condition", forward.rule.condition.rawValue), ("Scope", forward.rule.scope.rawValue),
                ("To", forward.rule.to.description),
            ])
    }

    /// A transfer began or has its outcome.
    static func transfer(_ transfer: Transfer, client: String?) -> Self {
        Self(
            "SwitchboardTransfer",
            [
                ("Linkedid", transfer.call), ("Transfer", transfer.id),
                ("State", transfer.outcome?.rawValue ?? "started"), ("Mode", transfer.mode.rawValue),
                ("Transferor", transfer.transferor.text), ("TransferorChannel", transfer.transferorChannel),
                ("Client", client), ("Target", transfer.target), ("Operator", transfer.operator),
                ("Answered", transfer.answered), ("Reason", transfer.reason?.text),
            ])
    }

    /// What came of an operator's command.
    static func result(
        _ result: CommandResult, command: String?, call: String?, callback: String? = nil, actionID: String?
    ) -> Self {
        let (word, reason): (String, String?) =
            switch result {
            case .done: ("done", nil)
            case .refused(let reason): ("refused", reason)
            case .failed(let reason): ("failed", reason)
            }
        return Self(
            "SwitchboardResult",
            [
                ("Linkedid", call), ("Command", command), ("Callback", callback), ("Result", word),
                ("Reason", reason),
            ],
            actionID: actionID)
    }
}

/// What came of a command.
enum CommandResult: Sendable, Hashable {
    /// It is begun; the events `SwitchboardTransfer`, `SwitchboardCallback` tell how it ends.
    case done
    /// It may not or can't be done, and nothing was.
    case refused(String)
    /// Asterisk did not do it.
    case failed(String)
}

extension OperatorEvent {
    /// Asterisk itself has refused an account a UserEvent: the operator has its answer, and here is the event of it. `nil`:
    /// the message tells something else.
    init?(refusedByAsterisk message: AMIMessage) {
        // manager.c, report_req_not_allowed.
        guard message.event == "RequestNotAllowed", message["Service"] == "AMI",
            message["RequestType"] == "Action: UserEvent"
        else { return nil }
        self.init(
            "SwitchboardResult",
            [
                ("Account", message["AccountID"]), ("Result", "refused"),
                ("Reason", "the AMI account may not send UserEvents (write = user in manager.conf)"),
            ])
    }
}
