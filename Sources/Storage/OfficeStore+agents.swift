import Foundation
import GRDB

/// Agents' states. They are no part of the rules: they make no revision and have no history.
extension OfficeStore {
    /// What all agents have said.
    public func agents() throws -> [AgentRecord] {
        try StorageError.translating(path: path) {
            try pool.read { database in
                try Row.fetchAll(
                    database,
                    sql: "SELECT queue, agent, state, milliseconds, author FROM queue_agent ORDER BY queue, agent"
                ).map {
                    AgentRecord(
                        queue: $0[0], agent: $0[1], state: $0[2], since: Date(milliseconds: $0[3]), author: $0[4])
                }
            }
        }
    }

    /// Changes an agent's state in these queues, in one transaction.
    ///
    /// - Parameter body: is given the word that stands, `nil` for none, and says the one that takes its place.
    /// - Returns: the queues in which it is another now.
    /// - Throws: ``StorageError/busy(path:)``, ``StorageError/diskFull(path:)``, ``StorageError/notWritable(path:)`` and
    ///   others; then nothing is changed.
    @discardableResult
    public func changeAgent(
        _ agent: String, inQueues queues: [String], author: String, _ body: (String?) -> String?
    ) throws -> [String] {
        try checkTexts(agent, author)
        for queue in queues { try checkTexts(queue) }
        let moment = now().milliseconds
        return try StorageError.translating(path: path) {
            try pool.write { database in
                let changed = try queues.filter { queue in
                    let key: StatementArguments = [queue, agent]
                    let before = try String.fetchOne(
                        database, sql: "SELECT state FROM queue_agent WHERE queue = ? AND agent = ?", arguments: key)
                    let after = body(before)
                    guard after != before else { return false }
                    try database.execute(sql: "DELETE FROM queue_agent WHERE queue = ? AND agent = ?", arguments: key)
                    if let after {
                        try database.execute(
                            sql: """
                                INSERT INTO queue_agent (queue, agent, state, milliseconds, author)
                                VALUES (?, ?, ?, ?, ?)
                                """,
                            arguments: [queue, agent, after, moment, author])
                    }
                    return true
                }
                if !changed.isEmpty {
                    try database.execute(sql: "UPDATE queue_agent_changes SET count = count + 1 WHERE id = 1")
                }
                return changed
            }
        }
    }
}

extension Database {
    func agentChanges() throws -> Int {
        try Int.fetchOne(cachedStatement(sql: "SELECT count FROM queue_agent_changes WHERE id = 1")) ?? 0
    }
}
