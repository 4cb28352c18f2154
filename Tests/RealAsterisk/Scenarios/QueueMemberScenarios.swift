import AsteriskBench
import Foundation
import Testing

/// Asterisk's queues are as the office and its agents have them, whatever happens to either.
@Suite("queues and who serves them", .serialized) struct QueueMemberScenarios {
    private static let support = ["8601", "8602", "8604", "+79160008699"]

    @Test(
        "the queues of the office are Asterisk's, with their settings and members, and it finds nothing wrong with them"
    )
    func definitions() async throws {
        let stage = try await QueueStage.shared()
        try await stage.expect(Self.support, in: "870")
        try await stage.expect(["8609"], in: "873")
        let shown = try await stage.bench.pbx.console("queue show switchboard-870")
        for part in ["(max 7)", "'leastrecent' strategy", "W:3", "from PJSIP/8601", "with penalty 2"] {
            #expect(shown.contains(part), "\(part): \(shown)")
        }
        for part in [
            "Local/8602@switchboard-agent from Custom:switchboard-agent-8602",
            "Local/8604@switchboard-agent from Custom:switchboard-agent-8604",
            "Local/+79160008699@switchboard-agent from Custom:switchboard-agent-+79160008699",
        ] {
            #expect(shown.contains(part), "\(part): \(shown)")
        }
        for (agent, state) in [("8601", "Not in use"), ("8602", "Not in use"), ("8604", "Not in use")] {
            try await stage.expect(agent, in: "870", is: state)
        }
        try await stage.expect("8609", in: "873", is: "Unavailable")
        let complaints = stage.bench.pbx.log.split(separator: "\n").filter {
            ($0.contains("WARNING") || $0.contains("ERROR")) && ($0.contains("queue") || $0.contains(" config.c"))
        }
        #expect(complaints.isEmpty, "\(complaints)")
    }

    @Test("there is a queue for each language that some members speak, with those who do")
    func languages() async throws {
        let stage = try await QueueStage.shared()
        try await stage.expect(["8601", "8602", "8603", "8604"], in: "872")
        // Who names no language speaks the office's.
        try await stage.expect(["8601", "8602", "8604"], in: "872-ru")
        try await stage.expect(["8601"], in: "872-en")
        try await stage.expect(["8603"], in: "872-it")
        try await stage.run("queue", "logout", "872", "8601")
        try await stage.expect(["8602", "8603", "8604"], in: "872")
        try await stage.expect(["8602", "8604"], in: "872-ru")
        try await stage.expect([], in: "872-en")
        try await stage.run("queue", "login", "spoken", "8601")
        try await stage.expect(["8601"], in: "872-en")
    }

    @Test("agents come, pause and go by command, within 200 ms, and nothing is read again")
    func commands() async throws {
        let stage = try await QueueStage.shared()
        try await stage.expect(Self.support, in: "870")
        let reloads = stage.reloads
        for (action, expected) in [
            ("pause", ["8601 paused"] + Self.support.dropFirst()), ("resume", Self.support),
            ("logout", Array(Self.support.dropFirst())), ("pause", Array(Self.support.dropFirst())),
            ("login", Self.support),
        ] {
            try await stage.run("queue", action, "support", "8601")
            let seconds = try await stage.expect(Array(expected), in: "870")
            #expect(seconds < 0.2, "\(action) took \(seconds) s")
        }
        // In all of his queues, and a member outside the office.
        try await stage.run("queue", "logout", "all", "8602")
        try await stage.expect(["8601", "8603"], in: "871")
        try await stage.run("queue", "pause", "870", "8 916 000-86-99")
        try await stage.expect(["8601", "8604", "+79160008699 paused"], in: "870")
        let list = try await stage.run("queue", "list")
        #expect(list.contains("870  support (leastrecent): nobody waiting; 3 of 4 agents logged in, 1 paused"))
        try await stage.run("queue", "login", "all", "8602")
        try await stage.run("queue", "resume", "870", "+79160008699")
        try await stage.expect(Self.support, in: "870")
        #expect(stage.reloads == reloads)
        let wrong = try await stage.switchboard.run(["queue", "login", "870", "8605"])
        #expect(wrong.exitCode == 1 && wrong.errors.contains("8605 does not serve queue support"), "\(wrong.errors)")
    }

    @Test("agents come, pause and go by code, and hear how it stands")
    func codes() async throws {
        let stage = try await QueueStage.shared()
        try await stage.expect(Self.support, in: "870")
        let digits = { (queue: String) in queue.map { "digits/\($0)" } }
        for (code, says, expected) in [
            ("#45*870#", ["agent-out"] + digits("870"), Array(Self.support.dropFirst())),
            ("*#45*870#", ["agent-out"] + digits("870"), Array(Self.support.dropFirst())),
            ("*45*870#", ["agent-in"] + digits("870"), Self.support),
            ("*46*870#", ["agent-paused"] + digits("870"), ["8601 paused"] + Self.support.dropFirst()),
            ("#46*870#", ["agent-in"] + digits("870"), Self.support),
            ("*45*874#", ["not-an-agent"], Self.support),
        ] {
            let call = try await stage.bench.call(from: .phone("8601"), to: code)
            for prompt in says {
                let name = prompt.hasPrefix("digits/") ? prompt : "switchboard/\(prompt)"
                try await call.leg.comesToHear(prompt: name, language: "ru")
            }
            try await call.leg.ends(within: 15)
            try await stage.expect(Array(expected), in: "870")
        }
    }

    @Test("what somebody changes in Asterisk by hand is put right")
    func byHand() async throws {
        let stage = try await QueueStage.shared()
        try await stage.expect(Self.support, in: "870")
        let hand = try await stage.bench.operator()
        let interface = "Local/8601@switchboard-agent"
        for (action, fields) in [
            ("QueueRemove", ["Queue": "switchboard-870", "Interface": interface]),
            ("QueuePause", ["Queue": "switchboard-870", "Interface": interface, "Paused": "yes"]),
            ("QueueAdd", ["Queue": "switchboard-870", "Interface": "PJSIP/8605"]),
        ] as [(String, KeyValuePairs<String, String>)] {
            #expect(try await hand.send(action, fields).isSuccess)
            try await stage.expect(Self.support, in: "870", within: 2)
        }
        let deadline = ContinuousClock.now + .seconds(5)
        while try await stage.bench.pbx.console("queue show switchboard-870").contains("PJSIP/8605") {
            try #require(ContinuousClock.now < deadline, "who was put in by hand stays")
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    @Test(
        "a definition that changes is read once, one that does not never, and a queue that becomes linear keeps its order"
    )
    func reloads() async throws {
        let stage = try await QueueStage.shared()
        try await stage.expect(Self.support, in: "870")
        var reloads = stage.reloads
        try await stage.switchboard.apply(QueueStage.yaml(name: "help"))
        try await stage.switchboard.apply(QueueStage.yaml(name: "help"))
        try await stage.run("queue", "pause", "help", "8601")
        try await stage.expect(["8601 paused"] + Self.support.dropFirst(), in: "870")
        #expect(stage.reloads == reloads)
        try await stage.run("queue", "resume", "help", "8601")

        try await stage.switchboard.apply(QueueStage.yaml(wrapUp: 3))
        try await stage.wait { $0.reloads > reloads }
        try await stage.expect(Self.support, in: "870")
        #expect(stage.reloads == reloads + 1)
        reloads = stage.reloads

        try await stage.switchboard.apply(QueueStage.yaml(strategy: "linear"))
        try await stage.expect(["8601", "8602", "8603"], in: "871-linear", inOrder: true)
        #expect(try await stage.bench.pbx.console("queue show switchboard-871").contains("No such queue"))
        #expect(stage.reloads == reloads + 1)
        try await stage.run("queue", "logout", "ordered", "8602")
        try await stage.expect(["8601", "8603"], in: "871-linear", inOrder: true)
        try await stage.run("queue", "login", "ordered", "8602")
        try await stage.expect(["8601", "8602", "8603"], in: "871-linear", inOrder: true)
        try await stage.switchboard.apply(QueueStage.yaml())
        try await stage.expect(["8601", "8602", "8603"], in: "871")
        #expect(!stage.bench.pbx.log.contains("requires asterisk to be restarted"))
    }

    @Test("AMI is lost: what has changed meanwhile, here and there, is right afterwards")
    func connectionLost() async throws {
        let stage = try await QueueStage.shared()
        try await stage.expect(Self.support, in: "870")
        let hand = try await stage.bench.operator()
        await stage.relay.refuse()
        try await stage.run("queue", "logout", "870", "8604")
        let interface = "Local/8601@switchboard-agent"
        #expect(try await hand.send("QueueRemove", ["Queue": "switchboard-870", "Interface": interface]).isSuccess)
        try await stage.expect(["8602", "8604", "+79160008699"], in: "870")
        await stage.relay.accept()
        try await stage.expect(["8601", "8602", "+79160008699"], in: "870", within: 20)
        try await stage.run("queue", "login", "870", "8604")
        try await stage.expect(Self.support, in: "870")
    }

    @Test("Asterisk dies and comes back: everybody is where he was, by its own memory and by Switchboard")
    func asteriskRestarts() async throws {
        let stage = try await QueueStage.shared()
        try await stage.expect(Self.support, in: "870")
        try await stage.run("queue", "pause", "870", "8604")
        try await stage.expect(["8601", "8602", "8604 paused", "+79160008699"], in: "870")
        // What AstDB has not committed dies with Asterisk: up to a second (db.c, db_sync_thread).
        try await Task.sleep(for: .seconds(2))
        await stage.relay.refuse()
        try await stage.bench.pbx.crash()
        try await stage.run("queue", "resume", "870", "8604")
        try await stage.bench.pbx.restart()
        // Asterisk's own memory, with nobody to tell it.
        try await stage.expect(["8601", "8602", "8604 paused", "+79160008699"], in: "870")
        await stage.relay.accept()
        try await stage.expect(Self.support, in: "870", within: 20)
    }

    @Test("a phone in a call is not rung, and rings when it is free again; an agent on his mobile is busy, too")
    func busy() async throws {
        let stage = try await QueueStage.shared()
        try await stage.expect(["8605"], in: "874")
        let bench = stage.bench
        try await bench.scenario("a busy agent", numbers: ["8605", QueueStage.caller, "8601", "+79160008604"]) {
            bench.world.party("8601", .answers())
            bench.world.party("8605", .answers())
            let own = try await bench.call(from: .phone("8605"), to: "8601")
            try await bench.leg(to: "8601", of: own).answered()
            try await stage.expect("8605", in: "874", is: "In use")
            let waiting = try await bench.call(from: .phone(QueueStage.caller), to: "874")
            try await waiting.leg.comesToHearMusic()
            try await Task.sleep(for: .seconds(2))
            #expect(bench.legs(to: "8605", after: waiting.dialog.invitedAt).isEmpty)
            try await own.hangUp()
            let leg = try await bench.leg(to: "8605", of: waiting)
            try await leg.answered()
            try await waiting.hangUp()

            bench.world.party("+79160008604", .answers())
            let mobile = try await bench.call(from: .phone("8601"), to: "8604")
            let talking = try await bench.leg(to: "79160008604", of: mobile)
            try await talking.answered()
            try await stage.expect("8604", in: "870", is: "In use")
            try await stage.expect("8601", in: "870", is: "In use")
            let shown = try await stage.run("queue", "show", "870")
            #expect(shown.contains("user 8604 (Four): talking, 0 calls"), "\(shown)")
            try await mobile.hangUp()
            try await stage.expect("8604", in: "870", is: "Not in use")
        }
    }
}

extension QueueMemberScenarios {
    @Test("who waits in a queue that becomes linear is served where he waits; where it is gone, he goes on")
    func outgoing() async throws {
        let stage = try await QueueStage.shared()
        try await stage.expect(["8605"], in: "874")
        let bench = stage.bench
        try await bench.scenario("a queue that is going", numbers: ["8605", QueueStage.caller, "8601"]) {
            for busy in ["linear", ""] {
                bench.world.party("8601", .answers())
                bench.world.party("8605", .answers())
                let own = try await bench.call(from: .phone("8605"), to: "8601")
                try await bench.leg(to: "8601", of: own).answered()
                try await stage.expect("8605", in: "874", is: "In use")
                let waiting = try await bench.call(from: .phone(QueueStage.caller), to: "874")
                try await waiting.leg.comesToHearMusic()
                let reloads = stage.reloads
                try await stage.switchboard.apply(QueueStage.yaml(busy: busy))
                try await stage.wait { $0.reloads > reloads }
                if busy.isEmpty {
                    try await stage.gone("874")
                    // Otherwise: hangup.
                    try await waiting.leg.ends()
                    try await own.hangUp()
                    #expect(bench.legs(to: "8605", after: waiting.dialog.invitedAt).isEmpty)
                } else {
                    try await stage.expect(["8605"], in: "874-linear")
                    try await own.hangUp()
                    let leg = try await bench.leg(to: "8605", of: waiting)
                    try await leg.answered()
                    try await stage.gone("874")
                    try await bench.expectConversation(waiting, leg, for: 1)
                    try await waiting.hangUp()
                }
                try await stage.switchboard.apply(QueueStage.yaml())
                try await stage.expect(["8605"], in: "874")
                try await stage.expect("8605", in: "874", is: "Not in use")
            }
        }
    }
}

extension QueueMemberScenarios {
    @Test("who waits hears in his language where he stands, and the offer to be called back")
    func announcements() async throws {
        let stage = try await QueueStage.shared()
        try await stage.expect(Self.support, in: "870")
        for agent in Self.support { try await stage.run("queue", "pause", "870", agent) }
        try await stage.expect(Self.support.map { "\($0) paused" }, in: "870")
        let bench = stage.bench
        try await bench.scenario("announcements", numbers: [QueueStage.caller, "8603"]) {
            let first = try await bench.call(from: .phone(QueueStage.caller), to: "870")
            try await first.leg.comesToHear(prompt: "switchboard/queue-next", language: "ru")
            // Who speaks another language hears that one.
            let second = try await bench.call(from: .phone("8603"), to: "870")
            for prompt in ["switchboard/queue-position", "digits/2"] {
                try await second.leg.comesToHear(prompt: prompt, language: "it")
            }
            try await first.leg.comesToHear(prompt: "switchboard/callback-offer-star", language: "ru")
            try await second.leg.comesToHear(prompt: "switchboard/callback-offer-star", language: "it")
            let shown = try await stage.run("queue", "show", "870")
            #expect(shown.contains("2 waiting, the first for"), "\(shown)")
            #expect(shown.contains("paused, since"), "\(shown)")
            try await second.hangUp()
            try await first.hangUp()
        }
        for agent in Self.support { try await stage.run("queue", "resume", "870", agent) }
        try await stage.expect(Self.support, in: "870")
    }
}

extension QueueStage {
    /// Waits until Asterisk has no such queue.
    func gone(_ queue: String) async throws {
        let deadline = ContinuousClock.now + .seconds(10)
        while try await !bench.pbx.console("queue show switchboard-\(queue)").contains("No such queue") {
            guard ContinuousClock.now < deadline else { throw BenchError("queue \(queue) stays: \(switchboard.log)") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Waits for something that another process does.
    func wait(within seconds: Double = 10, until isSo: (QueueStage) -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while !isSo(self) {
            guard ContinuousClock.now < deadline else { throw BenchError("it does not come: \(switchboard.log)") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
