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
    /// `nil`: nobody can be called back.
    let callbacks: (any CallbackDesk)?
    /// Is told of every decision.
    let observer: (@Sendable (RouteNote) -> Void)?
    let logger: Logger
    let now: @Sendable () -> Date
    /// What is still to be sent of the answer.
    private var rest: [AGICommand] = []

    init(
        tables: RoutingTables, memories: CallMemories, changes: RuleChanges, callbacks: (any CallbackDesk)? = nil,
        observer: (@Sendable (RouteNote) -> Void)? = nil, logger: Logger, now: @escaping @Sendable () -> Date
    ) {
        self.tables = tables
        self.memories = memories
        self.changes = changes
        self.callbacks = callbacks
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
        let known = CallCursor(asked)
        let outcome = known.flatMap { StepOutcome(environment, at: $0) }
        let isUnasked = (environment.argument(DialplanName.Argument.result) ?? "").isEmpty
        guard asked.isEmpty == (known == nil), isUnasked == (outcome == nil) else {
            logger.error("unreadable question", metadata: ["cursor": "\(asked)"])
            return .finish
        }
        guard let table = tables.table(for: known?.revision) else {
            logger.error("there is no office yet: switchboard apply FILE")
            return .finish
        }
        guard let call = IncomingCall(environment, table: table) else {
            logger.error("a question without entry or dialled number")
            return .finish
        }
        let agent = environment.agent
        let cursor = known ?? agent.flatMap { table.agentCursor(member: $0.member, of: $0.queue) }
        guard agent == nil || cursor != nil else {
            logger.error("the queue has no such member", metadata: ["member": "\(agent?.member ?? "")"])
            return .finish
        }
        let moment = now()
        var memory = memories.memory(for: call, after: cursor, table: table, at: moment)
        if outcome == .queue(.askedForCallback) { memory.openCallbacks = memories.openCallbacks(of: call) }
        let decision = table.next(call, after: cursor, outcome: outcome, at: moment, memory: memory)
        logger.info(
            "decided",
            metadata: [
                "call": "\(environment.uniqueID)", "dialled": "\(call.dialled.text)",
                "step": "\(decision.step.summary)", "why": "\(decision.explanation.joined(separator: "; "))",
            ])
        if let turn = decision.turn { memories.note(turn) }
        if let purpose = Recording.Purpose(decision, of: call, table: table),
            let id = environment.argument(DialplanName.Argument.linkedID)
        {
            memories.note(purpose, ofCall: id, at: moment)
        }
        let transfer = call.transfer == nil ? nil : environment.transfer(isFirst: cursor == nil, at: moment)
        observer?(RouteNote(decision, for: call, asked: environment, table: table, transfer: transfer, at: moment))
        let first = cursor == nil ? transfer ?? environment.uniqueID : nil
        let (changes, callbacks) = (changes, callbacks)
        switch decision.step {
        case .change(let change, _):
            return later(decision, environment, for: call, table: table, first: first) {
                await changes.make(change, by: environment.device)
            }
        case .changeAgent(let change, _):
            return later(decision, environment, for: call, table: table, first: first) {
                await changes.make(change, by: environment.device)
            }
        case .callback(let order, _):
            return later(decision, environment, for: call, table: table, first: first) {
                await callbacks?.carryOut(
                    order, name: environment.callerName, call: environment.call, at: moment) ?? false
            }
        case .ring where cursor == nil:
            guard let attempt = environment.callback else { break }
            return later(decision, environment, for: call, table: table, first: first) {
                await callbacks?.mayDial(attempt, call: environment.call, at: moment) ?? false
            }
        default: break
        }
        var variables = decision.variables(for: call, table: table, first: first)
        if agent != nil, known == nil { variables.insert(table.lastGood(of: decision), at: 0) }
        return send(variables)
    }

    /// Answers when something is done, or could not be.
    private func later(
        _ decision: Decision, _ environment: AGIEnvironment, for call: IncomingCall, table: RoutingTable,
        first: String?,
        when isDone: @escaping @Sendable () async -> Bool
    ) -> AGIStep {
        .later(
            MultiThreadedEventLoopGroup.singleton.any().makeFutureWithTask {
                let answer = await isDone() ? decision : decision.whenRefused
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
