import AsteriskBench
import Foundation
import Testing

/// `switchboard call` beside a running server.
@Suite("switchboard call") struct CallCommandScenarios {
    static let users: [BenchOffice.User] =
        ["8401", "8402", "8404"].map { .init(extension: $0) } + ["8400", "8403"].map { .mobileOnly($0) }

    /// A client of an extension who talks with it on its mobile, and the call's ID by `call list`.
    private func talk(_ stage: Stage, _ user: String) async throws -> (CallerLeg, ObservedLeg, String) {
        let client = BenchOffice.client(user)
        let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct(user))
        let mobile = try await stage.bench.leg(to: MobileTalk.number(user), of: call)
        try await stage.bench.expectConversation(call, mobile, for: 0.5)
        let shown = try await stage.lists(client) { $0.talks.count == 1 }
        #expect(shown.talks.first?.parties.contains { $0.contains("user \(user)") } == true)
        return (call, mobile, shown.id)
    }

    @Test("a live call is listed, sent on, and shown with its whole way; an ID may be its end alone")
    func blind() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("a call is transferred by command", ["8400", "8401"]) {
            let (client, mobile, id) = try await talk(stage, "8400")
            let answer = try await stage.switchboard.run(["call", "transfer", id, "8401"])
            #expect(answer.exitCode == 0, "\(answer.errors)")
            let desk = try await stage.bench.leg(to: "8401", of: client)
            try await stage.bench.expectConversation(client, desk)
            try await mobile.ends()
            try await client.hangUp()
            let known = try await stage.knows(id) { $0.ended != nil }
            #expect(known.transfers.map(\.outcome) == ["completed"])
            #expect(known.talks.count == 2 && known.disposition == "answered")
            let text = try await stage.switchboard.run(["call", "show", String(id.suffix(8))])
            #expect(text.exitCode == 0)
            for part in ["user 8400", "mobile", "user 8401", "completed", "rule 1"] {
                #expect(text.output.contains(part), "\(part) in \(text.output)")
            }
        }
    }

    @Test("attended: the mobile consults, and the command joins client and colleague; what can't be done is refused")
    func attended() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("a call is transferred by command after a word", ["8403", "8404"]) {
            let (client, mobile, id) = try await talk(stage, "8403")
            for (arguments, word) in [
                (["transfer", id, "8499"], "8499"), (["transfer", "1.1", "8404"], "1.1"),
                (["complete", id], "no attended"),
                (["transfer", id, "112"], "112"),
            ] {
                let refused = try await stage.switchboard.run(["call"] + arguments)
                #expect(refused.exitCode == 1 && refused.output.isEmpty)
                #expect(refused.errors.contains(word), "\(word) in \(refused.errors)")
            }
            try await stage.bench.expectConversation(client, mobile, for: 0.5)
            let begun = try await stage.switchboard.run(["call", "transfer", id, "8404", "--attended"])
            #expect(begun.exitCode == 0, "\(begun.errors)")
            let desk = try await stage.bench.leg(to: "8404", of: client)
            try await stage.bench.expectConversation(mobile, desk)
            try await client.leg.comesToHearMusic()
            let joined = try await stage.switchboard.run(["call", "complete", id])
            #expect(joined.exitCode == 0, "\(joined.errors)")
            try await stage.bench.expectConversation(client, desk)
            try await client.hangUp()
            let known = try await stage.knows(id) { $0.ended != nil }
            #expect(known.transfers.map(\.outcome) == ["completed"])
        }
    }
}

extension Stage {
    /// Waits until `call list` shows a caller's call as it should be.
    fileprivate func lists(_ caller: String, _ isRight: (ShownCall) -> Bool) async throws -> ShownCall {
        let deadline = ContinuousClock.now + .seconds(5)
        while true {
            let calls = try await switchboard.calls()
            if let call = calls.first(where: { $0.caller.contains(caller) && isRight($0) }) { return call }
            guard ContinuousClock.now < deadline else { throw BenchError("call list has no such call: \(calls)") }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Waits until the history has a call as it should be.
    fileprivate func knows(_ id: String, _ isRight: (KnownCall) -> Bool) async throws -> KnownCall {
        let deadline = ContinuousClock.now + .seconds(5)
        while true {
            let call = try await switchboard.call(id)
            if let call, isRight(call) { return call }
            guard ContinuousClock.now < deadline else {
                throw BenchError("the history has no such call: \(String(describing: call))")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
