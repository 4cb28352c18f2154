import AsteriskBench
import Foundation
import Testing

/// What `explain --json` says of a call.
struct Way: Decodable {
    struct Stop: Decodable {
        let step: String
        let outcome: String?
        let legs: [String]
        let seconds: Int?
        let summary: String
        let why: [String]
    }

    let steps: [Stop]

    /// Whom the way rings, in order, as the world knows them.
    var parties: [String] { steps.flatMap(\.legs).map(Self.party) }
    var last: String { steps.last?.summary ?? "" }
    var reasons: [String] { steps.flatMap(\.why) }

    /// `PJSIP/101` → 101, `PJSIP/7916…@main` → 7916…, `PJSIP/switchboard-sip/sip:a@b` → a.
    private static func party(_ dialString: String) -> String {
        let name = dialString.split(separator: "/").last.map(String.init) ?? ""
        return name.replacing("sip:", with: "").split(separator: "@").first.map(String.init) ?? ""
    }
}

extension Stage {
    /// Asks `explain` in a process of its own, as an administrator would.
    func explain(
        to dialled: String, from caller: String?, inside: Bool = false, when outcomes: [String] = [],
        at moment: String? = nil
    ) async throws -> Way {
        var arguments = ["explain", "--json", "--to", dialled]
        if let caller { arguments += ["--from", caller] }
        if inside { arguments.append("--internal") }
        if let moment { arguments += ["--at", moment] }
        let answer = try await switchboard.run(arguments + outcomes.flatMap { ["--when", $0] })
        guard answer.exitCode == 0 else { throw BenchError("explain: \(answer.errors)") }
        return try JSONDecoder().decode(Way.self, from: Data(answer.output.utf8))
    }
}
