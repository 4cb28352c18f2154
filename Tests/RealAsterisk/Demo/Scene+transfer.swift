import AsteriskBench

/// Live calls.
extension Scene {
    static let transfer = Scene(
        title: "The engineer is on the road with the client and keys *#105#: he asks the English desk, then hangs up",
        explain: nil
    ) { demo in
        demo.bench.world.party("79160000103", .answers(after: 1))
        demo.bench.world.party("105", .answers(after: 2))
        let call = try await demo.bench.call(from: .trunk(newClient, name: "Client"), to: mainLine)
        let engineer = try await demo.bench.leg(to: "79160000103", of: call, within: 20)
        try await demo.bench.expectConversation(call, engineer, for: 1)
        try await engineer.key("*#105#")
        try await call.leg.comesToHearMusic()
        say("    the client hears music")
        let desk = try await demo.bench.leg(to: "105", of: call)
        try await demo.bench.expectConversation(engineer, desk, for: 1)
        say("    the English desk was shown \(desk.dialog.invite.header("From")?.prefix { $0 != "<" } ?? "nobody")")
        try await engineer.hangUp()
        try await demo.bench.expectConversation(call, desk, for: 1)
        let live = try await demo.switchboard.run(["call", "list"])
        say("  $ switchboard call list")
        say(live.output.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
        try await call.hangUp()
        try await desk.ends()
        let history = try await demo.switchboard.run(["call", "history", "--limit", "1"])
        say("  $ switchboard call history --limit 1")
        say(history.output.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
    }
}
