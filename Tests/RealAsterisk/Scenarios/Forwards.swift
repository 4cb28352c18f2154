import AsteriskBench
import Foundation

/// What `forward show USER --json` says.
struct Forwards: Decodable {
    struct Rule: Decodable, Equatable {
        let condition: String
        let scope: String
        let to: String
        let after: String?
        let inactive: Bool?

        init(_ condition: String, _ to: String, after: String? = nil, inactive: Bool? = nil) {
            (self.condition, scope, self.to, self.after, self.inactive) = (condition, "all", to, after, inactive)
        }

        /// As the world knows the target.
        var party: String { to.split(separator: " ").last?.filter { $0 != "+" } ?? "" }
    }

    let callWaiting: Bool
    let forwards: [Rule]
}

/// A line of `history --json`.
struct HistoryLine: Decodable {
    let revision: Int
    let author: String
    let comment: String
    let items: [String]
}

extension SwitchboardProcess {
    /// Asks `forward show`, as an administrator would.
    func forwards(of user: String) async throws -> Forwards {
        let all = try await json(["forward", "show", user, "--json"], as: [Forwards].self)
        guard all.count == 1 else { throw BenchError("forward show \(user) says \(all.count) users") }
        return all[0]
    }

    /// The newest changes first.
    func history() async throws -> [HistoryLine] {
        try await json(["history", "--limit", "1000", "--json"], as: [HistoryLine].self)
    }

    private func json<Value: Decodable>(_ arguments: [String], as type: Value.Type) async throws -> Value {
        let answer = try await run(arguments)
        guard answer.exitCode == 0 else { throw BenchError("\(arguments): \(answer.errors)") }
        return try JSONDecoder().decode(type, from: Data(answer.output.utf8))
    }
}
