import AGI
import Foundation
import Logging
import Routing

/// One question of the dialplan and its answer: a single command.
struct RouteConversation: AGIConversation {
    let tables: RoutingTables
    let logger: Logger
    let now: @Sendable () -> Date

    mutating func begin(_ environment: AGIEnvironment) -> AGIStep {
        guard environment.script == DialplanName.script else {
            logger.error("unknown AGI script", metadata: ["script": "\(environment.script)"])
            return .finish
        }
        guard let variables = answer(environment) else { return .finish }
        return .send(.setVariables(variables))
    }

    mutating func received(_ reply: AGIReply) -> AGIStep {
        if !reply.isSuccess { logger.error("the answer was not taken", metadata: ["reply": "\(reply.code)"]) }
        return .finish
    }

    /// `nil` leaves the call to the dialplan's failure route.
    private func answer(_ environment: AGIEnvironment) -> [AGIVariable]? {
        let asked = environment.argument(DialplanName.Argument.cursor) ?? ""
        let cursor = CallCursor(asked)
        let result = DialResult(environment)
        guard asked.isEmpty == (cursor == nil), asked.isEmpty == (result == nil) else {
            logger.error("unreadable question", metadata: ["cursor": "\(asked)"])
            return nil
        }
        guard let table = tables.table(for: cursor?.revision) else {
            logger.error("there is no office yet: switchboard apply FILE")
            return nil
        }
        guard let call = IncomingCall(environment, table: table) else {
            logger.error("a question without entry or dialled number")
            return nil
        }
        let outcome = result.flatMap { result in cursor.map { LegOutcome(result, on: $0.path) } }
        let decision = table.next(call, after: cursor, outcome: outcome, at: now())
        logger.info(
            "decided",
            metadata: [
                "call": "\(environment.uniqueID)", "dialled": "\(call.dialled.text)",
                "step": "\(decision.step.summary)", "why": "\(decision.explanation.joined(separator: "; "))",
            ])
        return decision.variables(for: call, table: table, isFirst: cursor == nil)
    }
}
