import AsteriskBench
import Foundation

/// What `call list --json` says of a call.
struct ShownCall: Decodable {
    struct Talk: Decodable {
        let parties: [String]
        let since: Date
    }
    struct Transfer: Decodable {
        let id: String
    }
    let id: String
    let caller: String
    let talks: [Talk]
    let transfer: Transfer?
}

/// What `call show ID --json` and `call history --json` say of a call.
struct KnownCall: Decodable {
    struct Leg: Decodable {
        let channel: String
        let mark: String
        let isCaller: Bool
        let ended: Date?
        let outcome: String?
    }
    struct Talk: Decodable {
        let channels: [String]
        let began: Date
        let ended: Date?
    }
    struct Transfer: Decodable {
        let id: String
        let outcome: String?
    }
    let id: String
    let callerNumber: String?
    let began: Date
    let answered: Date?
    let ended: Date?
    let disposition: String?
    let legs: [Leg]
    let talks: [Talk]
    let transfers: [Transfer]
}

extension SwitchboardProcess {
    private struct Report: Decodable {
        let record: KnownCall?
    }

    /// Asks `call list`.
    func calls() async throws -> [ShownCall] { try await read(["call", "list", "--json"], as: [ShownCall].self) }

    /// Asks `call show`; nil: it knows no such call.
    func call(_ id: String) async throws -> KnownCall? {
        let answer = try await run(["call", "show", id, "--json"])
        guard answer.exitCode == 0 else { return nil }
        return try Self.decoder.decode(Report.self, from: Data(answer.output.utf8)).record
    }

    /// Asks `call history`, newest first.
    func calls(_ options: String...) async throws -> [KnownCall] {
        try await read(["call", "history", "--json", "--limit", "1000"] + options, as: [KnownCall].self)
    }

    /// Waits until `call show` says what it shall: the history is written four times a second.
    func call(
        _ id: String, within seconds: Double = 3, until isMeant: (KnownCall) -> Bool
    ) async throws -> KnownCall {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while true {
            let call = try await call(id)
            if let call, isMeant(call) { return call }
            guard ContinuousClock.now < deadline else {
                let said = try await run(["call", "show", id, "--json"])
                throw BenchError(
                    "call \(id) is not in the history as it was: \(call.map { "\($0)" } ?? "unknown") \(said.errors)")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private func read<Value: Decodable>(_ arguments: [String], as type: Value.Type) async throws -> Value {
        let answer = try await run(arguments)
        guard answer.exitCode == 0 else { throw BenchError("\(arguments): \(answer.errors)") }
        return try Self.decoder.decode(type, from: Data(answer.output.utf8))
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let text = try decoder.singleValueContainer().decode(String.self)
            return try Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text)
        }
        return decoder
    }
}

extension WireTime {
    /// Seconds since 1970.
    var seconds: Double { Double(microseconds) / 1e6 }
}
