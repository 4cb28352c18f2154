import AGI
import Foundation
import Logging
import NIOCore
import NIOPosix
import Routing
import Storage

/// One question of the dialplan and its answer: one command, or several where it is long.
struct RouteConversation: AGIConversation {
    let tables: RoutingTables
    let memories: CallMemories
    let changes: RuleChanges
    /// Is told of every decision.
    let observer: (@Sendable (RouteNote) -> Void)?
    let logger: Logger
    let now: @Sendable () -> Date
    /// What is still to be sent of the answer.
    private var rest: [AGICommand] = []

    init(
        tables: RoutingTables, memories: CallMemories, changes: RuleChanges,
        observer: (@Sendable (RouteNote) -> Void)? = nil, logger: Logger, now: @escaping @Sendable () -> Date
    ) {
        self.tables = tables
        self.memories = memories
        self.changes = changes
        self.observer = observer
        self.logger = logger
        self.now = now
    }

    mutating func begin(_ environment: AGIEnvironment) -> AGIStep {
        switch environment.script {
        case DialplanName.Script.route: return answer(environment)
        case DialplanName.Script.answered:
            takeNote(environment)
            return .finish
        default:
            logger.error("unknown AGI script", metadata: ["script": "\(environment.script)"])
            return .finish
        }
    }

    mutating func received(_ reply: AGIReply) -> AGIStep {
        guard reply.isSuccess else {
            logger.error("the answer was not taken", metadata: ["reply": "\(reply.code)"])
            return .finish
        }
        return rest.isEmpty ? .finish : .send(rest.removeFirst())
    }

    /// Finishing without an answer leaves the call to the dialplan's failure route.
    private mutating func answer(_ environment: AGIEnvironment) -> AGIStep {
        let asked = environment.argument(DialplanName.Argument.cursor) ?? ""
        let cursor = CallCursor(asked)
        let outcome = cursor.flatMap { StepOutcome(environment, at: $0) }
        let isUnasked = (environment.argument(DialplanName.Argument.result) ?? "").isEmpty
        guard asked.isEmpty == (cursor == nil), isUnasked == (outcome == nil) else {
            logger.error("unreadable question", metadata: ["cursor": "\(asked)"])
            return .finish
        }
        guard let table = tables.table(for: cursor?.revision) else {
            logger.error("there is no office yet: switchboard apply FILE")
            return .finish
        }
        guard let call = IncomingCall(environment, table: table) else {
            logger.error("a question without entry or dialled number")
            return .finish
        }
        let moment = now()
        let memory = memories.memory(for: call, after: cursor, table: table, at: moment)
        let decision = table.next(call, after: cursor, outcome: outcome, at: moment, memory: memory)
        logger.info(
            "decided",
            metadata: [
                "call": "\(environment.uniqueID)", "dialled": "\(call.dialled.text)",
                "step": "\(decision.step.summary)", "why": "\(decision.explanation.joined(separator: "; "))",
            ])
        if let turn = decision.turn { memories.note(turn) }
        if let recording = decision.step.recording, let id = environment.argument(DialplanName.Argument.linkedID) {
            memories.note(Recording.Purpose(recording, of: call), ofCall: id, at: moment)
        }
        let transfer = call.transfer == nil ? nil : environment.transfer(isFirst: cursor == nil, at: moment)
        observer?(RouteNote(decision, for: call, asked: environment, table: table, transfer: transfer, at: moment))
        let first = cursor == nil ? transfer ?? environment.uniqueID : nil
        guard case .change(let change, _) = decision.step else {
            return send(decision.variables(for: call, table: table, first: first))
        }
        let changes = changes
        return .later(
            MultiThreadedEventLoopGroup.singleton.any().makeFutureWithTask {
                let isMade = await changes.make(change, by: environment.device)
                let answer = isMade ? decision : decision.whenRefused
                return .setVariables(answer.variables(for: call, table: table, first: first))
            })
    }

    private mutating func send(_ variables: [AGIVariable]) -> AGIStep {
        rest = AGICommand.setting(variables)
        return rest.isEmpty ? .finish : .send(rest.removeFirst())
    }

    /// Somebody has answered; nobody waits for what is made of it.
    private func takeNote(_ environment: AGIEnvironment) {
        guard let cursor = CallCursor(environment.argument(DialplanName.Argument.cursor) ?? ""),
            let table = tables.table(for: cursor.revision), let call = IncomingCall(environment, table: table),
            let callee = environment.argument(DialplanName.Argument.callee)
        else {
            logger.error("an unreadable report of an answer")
            return
        }
        let answer = table.answer(
            of: call, at: cursor, device: AGIEnvironment.device(of: callee),
            place: DialplanName.place(ofMember: callee), on: now())
        memories.note(answer)
    }
}

extension AGICommand {
    /// Variables in as few commands as they fit into, in order: the sentinel comes last.
    static func setting(_ variables: [AGIVariable]) -> [AGICommand] {
        var commands: [AGICommand] = []
        var batch: [AGIVariable] = []
        for variable in variables {
            if !batch.isEmpty, (try? AGICommand.setVariables(batch + [variable]).encoded()) == nil {
                commands.append(.setVariables(batch))
                batch = []
            }
            batch.append(variable)
        }
        return batch.isEmpty ? commands : commands + [.setVariables(batch)]
    }
}
