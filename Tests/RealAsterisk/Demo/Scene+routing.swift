import AsteriskBench

/// Groups, menus, schedules and codes.
extension Scene {
    static let mainLine = "+74951234567"
    static let newClient = "+79035557777"

    static let menu = Scene(
        title: "A new client calls the main line and keys 1 into the greeting: sales, whoever is quickest",
        explain: ["--to", mainLine, "--from", newClient, "--when", "keys 1"],
        before: [
            ["schedule", "override", "working hours", "open"], ["schedule", "override", "night watch", "closed"],
        ]
    ) { demo in
        demo.bench.world.party("101", .rings)
        demo.bench.world.party("102", .rings)
        demo.bench.world.party("79160000103", .answers(after: 3))
        let call = try await demo.bench.call(
            from: .trunk(newClient, name: "Client"), to: mainLine, then: [.wait(2), .digits("1")])
        let engineer = try await demo.bench.leg(to: "79160000103", of: call, within: 20)
        try await engineer.answered(within: 20)
        try await demo.bench.expectConversation(call, engineer, for: 2)
        say("    the engineer's mobile was quickest; the client never sees its number")
        try await call.hangUp()
        try await engineer.ends()
    }

    static let familiar = Scene(
        title: "The same client calls again: he knows the engineer now, and gets him past the menu",
        explain: ["--to", mainLine, "--from", newClient]
    ) { demo in
        try await demo.talk(from: newClient, to: mainLine, with: "79160000103")
    }

    static let escalation = Scene(
        title: "A colleague dials 601: account manager, sales, then the duty phone, whose voicemail does not count",
        explain: ["--to", "601", "--from", "105", "--internal", "--when", "busy", "--when", "busy"]
    ) { demo in
        demo.bench.world.party("101", .busy)
        demo.bench.world.party("102", .busy)
        demo.bench.world.party("79160000199", .answers(after: 1, digits: "1"))
        let call = try await demo.bench.call(from: .phone("105"), to: "601")
        let duty = try await demo.bench.leg(to: "79160000199", of: call, within: 20)
        try await demo.bench.expectConversation(call, duty, for: 2)
        say("    he has pressed 1 to accept")
        try await call.hangUp()
        try await duty.ends()
    }

    static let abroad = Scene(
        title: "A caller from Britain reaches those who speak English",
        explain: ["--to", mainLine, "--from", "+442079460123"]
    ) { demo in
        demo.bench.world.party("101", .switchedOff)
        demo.bench.world.party("105", .answers(after: 1))
        try await demo.talk(from: "+442079460123", to: mainLine, with: "105")
    }

    static let code = Scene(
        title: "The English desk goes to lunch and dials **21*101#: all calls to the account manager",
        explain: ["--to", "**21*101#", "--from", "105", "--internal"]
    ) { demo in
        demo.bench.world.party("101", .answers(after: 1))
        let call = try await demo.bench.call(from: .phone("105"), to: "**21*101#")
        try await call.leg.answered()
        try await call.leg.ends(within: 30)
        let shown = try await demo.switchboard.run(["forward", "show", "105"])
        say(shown.output.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
        let colleague = try await demo.bench.call(from: .phone("100"), to: "105")
        let manager = try await demo.bench.leg(to: "101", of: colleague)
        try await demo.bench.expectConversation(colleague, manager, for: 1)
        try await colleague.hangUp()
        let back = try await demo.bench.call(from: .phone("105"), to: "##21#")
        try await back.leg.ends(within: 30)
        say("    and back from lunch: ##21#")
    }
}
