import AsteriskBench

/// Queues.
extension Scene {
    private static let patient = "+79035558888"

    static let callback = Scene(
        title: "Support is busy. A client who waits in the queue keys 1: he is called back, and has kept his place",
        explain: ["--to", mainLine, "--from", patient, "--when", "keys 2"]
    ) { demo in
        demo.bench.world.party("105", .rings)
        demo.bench.world.party("79160000103", .rings)
        demo.bench.world.party("79035558888", .answers(after: 2, digits: "1", keyedAfter: 3))
        let call = try await demo.bench.call(
            from: .trunk(patient, name: "Client"), to: mainLine, then: [.wait(2), .digits("2")])
        try await call.leg.comesToHearMusic(within: 20)
        say("    he hears music, and keys 1")
        try await call.leg.key("1")
        try await call.leg.ends(within: 30)
        say("    he has heard that he will be called back, and the line is clear")
        try await demo.show(["callback", "list"])

        demo.bench.world.party("105", .answers(after: 1))
        let agent = try await demo.bench.leg(to: "105", of: call, index: 0, within: 60)
        let client = try await demo.bench.leg(to: "79035558888", of: call, within: 60)
        try await client.answered(within: 20)
        say("    he sees \(client.dialog.callerUser), the company's number, and keys 1")
        let free = try await demo.answering("105", since: agent)
        try await demo.bench.expectConversation(free, client, for: 1)
        say("    the English desk and he hear each other")
        try await free.hangUp()
        try await client.ends()
        try await demo.show(["report", "callbacks"])
    }
}

extension Demo {
    /// A command and what it says.
    func show(_ command: [String]) async throws {
        let answer = try await switchboard.run(command)
        guard answer.exitCode == 0 else { throw BenchError(answer.errors) }
        say("  $ switchboard \(command.joined(separator: " "))")
        say(answer.output.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
    }

    /// The leg to a party that has been answered, of those since one.
    func answering(_ party: String, since leg: ObservedLeg) async throws -> ObservedLeg {
        for index in 0..<bench.legs(to: party, after: leg.dialog.invitedAt).count {
            let next = try await bench.leg(to: party, after: leg.dialog.invitedAt, index: index)
            if next.dialog.answeredAt != nil, next.dialog.endedAt == nil { return next }
        }
        throw BenchError("\(party) has answered nothing")
    }
}
