import AsteriskBench

/// One call of the demo.
struct Scene: Sendable {
    let title: String
    /// The arguments of `explain` that foretell it.
    let explain: [String]?
    /// Commands that come before it.
    var before: [[String]] = []
    let play: @Sendable (Demo) async throws -> Void

    static let client = "+79035551234"
    static let direct = "+74951234568"

    static let all = [
        answered, returnsToOperator, busy, leavesMessage, ownManager, menu, familiar, escalation, abroad, code,
        transfer, callback, premium, withoutSwitchboard,
    ]

    static let answered = Scene(
        title: "A client dials the account manager's own number, and he is at his desk",
        explain: ["--to", direct, "--from", client]
    ) { demo in
        demo.bench.world.party("101", .answers(after: 2))
        try await demo.talk(from: client, to: direct, with: "101")
    }

    static let returnsToOperator = Scene(
        title: "He does not pick up: for clients the rule says 15 seconds, then the operator",
        explain: ["--to", direct, "--from", client, "--when", "noAnswer"]
    ) { demo in
        demo.bench.world.party("101", .rings)
        try await demo.talk(from: client, to: direct, with: "100")
    }

    static let busy = Scene(
        title: "He is busy: his colleague, who has forwarded everything to her mobile",
        explain: ["--to", direct, "--from", client, "--when", "busy"]
    ) { demo in
        demo.bench.world.party("101", .busy)
        let mobile = try await demo.talk(from: client, to: direct, with: "79160000102")
        say("    her mobile shows \(mobile.dialog.callerUser), the client's own number")
    }

    static let leavesMessage = Scene(
        title: "A colleague calls him; he does not pick up and his mobile is switched off: his mailbox",
        explain: ["--to", "101", "--from", "105", "--internal", "--when", "noAnswer", "--when", "unreachable"]
    ) { demo in
        demo.bench.world.party("101", .rings)
        demo.bench.world.party("79160000101", .switchedOff)
        let call = try await demo.bench.call(from: .phone("105"), to: "101")
        try await call.leg.answered(within: 40)
        try await Task.sleep(for: .seconds(16))
        try await call.hangUp()
        let message = try await demo.bench.message(in: "101")
        guard let tone = call.leg.tone, message.share(of: tone) > 0.5 else {
            throw BenchError("the caller is not in the message")
        }
        say("    the message lasts \(Int(message.duration)) s and has the caller's voice in it")
    }

    static let ownManager = Scene(
        title: "A client with a manager of his own calls the main line: straight to the manager",
        explain: ["--to", "+74951234567", "--from", "+79035550000"]
    ) { demo in
        demo.bench.world.party("101", .answers(after: 1))
        try await demo.talk(from: "+79035550000", to: "+74951234567", with: "101")
    }

    static let premium = Scene(
        title: "A phone dials a premium-rate number: a clear word, and nothing goes out",
        explain: ["--to", "88095001234", "--from", "105", "--internal"]
    ) { demo in
        let call = try await demo.bench.call(from: .phone("105"), to: "88095001234")
        try await call.leg.answered()
        let heard = try await call.leg.hears(for: 2)
        guard heard.longestSilence < 1.5 else { throw BenchError("no announcement is heard") }
        say("    105 hears the announcement")
        try await call.leg.ends(within: 30)
    }

    static let withoutSwitchboard = Scene(
        title: "Switchboard is killed. The client calls again: Asterisk remembers whom to ring", explain: nil
    ) { demo in
        demo.bench.world.party("101", .answers(after: 1))
        try await demo.switchboard.kill()
        try await demo.talk(from: client, to: direct, with: "101")
        try await demo.switchboard.restart()
        say("    Switchboard is started again")
    }
}

extension Demo {
    /// Somebody calls, somebody answers, and each hears the other.
    @discardableResult
    func talk(from client: String, to number: String, with party: String) async throws -> ObservedLeg {
        let call = try await bench.call(from: .trunk(client, name: "Client"), to: number)
        let leg = try await bench.leg(to: party, of: call, within: 30)
        try await leg.answered(within: 30)
        try await bench.expectConversation(call, leg, for: 2)
        say("    \(client) and \(party) hear each other")
        try await call.hangUp()
        try await leg.ends()
        return leg
    }
}
