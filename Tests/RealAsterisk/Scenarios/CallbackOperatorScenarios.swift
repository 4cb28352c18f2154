import AsteriskBench
import Foundation
import Testing

/// Operators ask for clients, retry and cancel, by command line and AMI.
@Suite("operators' callbacks") struct CallbackOperatorScenarios {
    // Of itself no second attempt would be made in a scenario's time.
    private static let rules = "offer: 3s, window: 2h, retry: 1h, attempts: 2"
    static let queues = [
        BenchQueue.of("9200", agents: "9201", callback: rules), .of("9210", agents: "9211", callback: rules),
    ]
    static let users = [BenchOffice.User(extension: "9201"), BenchOffice.User(extension: "9211")]

    @Test("by command line: cancelled while the agent rings; asked for again, busy, and tried at once")
    func commandLine() async throws {
        let scene = try await CallbackScene(.shared(), queue: "9200")
        let stage = scene.stage
        try await stage.scenario("callback by command line", ["9200", "9201"]) {
            scene.bench.world.party("9201", .answersWhenTold())
            scene.client(.busy, .answersWhenTold())

            let national = "8 (" + scene.number.dropFirst().prefix(3) + ") " + scene.number.dropFirst(4)
            let first = try await id(stage.run("callback", "request", "q9200", national, "--json"))
            let requested = try await scene.told("requested")
            #expect("\(requested.id)" == first && requested.call.isEmpty)
            let rung = try await scene.bench.leg(to: "9201", after: scene.start, within: 20)
            try await rung.rings()
            #expect(try await stage.run("callback", "list", "--queue", "9200").contains("attempt 1 waits for an agent"))
            try await expectRefusal(
                "is called back already: callback \(first)", ["callback", "request", "9200", scene.client], stage)
            try await stage.run("callback", "cancel", first)
            try await rung.stopsRinging(within: 3)
            let cancelled = try await scene.told("cancelled")
            #expect(cancelled.reason == "cancelled by command line")
            try await expectRefusal("callback \(first) is over: cancelled", ["callback", "retry", first], stage)
            #expect(scene.timesRung == 0)

            let again = WireTime.now
            let second = try await id(stage.run("callback", "request", "9200", scene.client, "--json"))
            let agent = try await scene.agentIsRung("9201", after: again)
            try await scene.told("retry", attempt: 1)
            try await agent.ends(within: 10)
            let list = try await stage.run("callback", "list", "--number", scene.client)
            #expect(
                list.contains("\(second)  q9200  \(scene.client)") && list.contains("1 of 2 attempts  attempt 2 at"))
            #expect(!list.contains("\(first)  q9200"), "it is not open")
            let retried = WireTime.now
            try await stage.run("callback", "retry", second)
            let next = try await scene.agentIsRung("9201", after: retried)
            let leg = try await scene.rings(1)
            try await expectRefusal("the client is being called already", ["callback", "cancel", second], stage)
            try await scene.accepts(leg)
            try await scene.told("connected", attempt: 2)
            try await scene.bench.expectConversation(next, leg)
            let shown = try await stage.run("callback", "show", second)
            #expect(shown.contains("attempt 1: busy") && shown.contains("attempt 2: answered"), "\(shown)")
            #expect(shown.contains("by an operator") && shown.contains("connected at"), "\(shown)")
            #expect(
                scene.told == [
                    "requested", "cancelled", "requested", "dialing", "retry", "dialing", "connected",
                ])
        }
    }

    @Test("by AMI: asked for, failed, taken up again, cancelled; and who may not is told so")
    func commands() async throws {
        let scene = try await CallbackScene(.shared(), queue: "9210")
        let (stage, events) = (scene.stage, scene.events)
        try await stage.scenario("callback by AMI", ["9210", "9211"]) {
            scene.bench.world.party("9211", .answersWhenTold())
            scene.client(.busy, .busy)
            for (command, reason) in [
                (OperatorCommand(callback: "request", queue: "q9210", number: "101"), "101 is no telephone number"),
                (
                    OperatorCommand(callback: "request", queue: "q9210", number: "+4930123456"),
                    "no trunk may call +4930123456 (DE)"
                ),
                (OperatorCommand(callback: "request", queue: "q1", number: scene.client), "there is no queue q1"),
                (
                    OperatorCommand(
                        callback: "request", queue: "q9210", number: scene.client, account: OperatorCommand.trainee),
                    "trainee may not handle callbacks"
                ),
                (OperatorCommand(callback: "retry", id: "999999"), "there is no callback 999999"),
            ] {
                let result = try await command.result(by: events)
                #expect(result["Result"] == "refused" && result["Reason"] == reason, "\(result)")
            }

            var moment = WireTime.now
            let asked = try await OperatorCommand(callback: "request", queue: "q9210", number: scene.client)
                .result(by: events)
            #expect(asked["Result"] == "done" && asked["Command"] == "callback")
            let id = try #require(asked["Callback"])
            for attempt in 1...2 {
                let agent = try await scene.agentIsRung("9211", after: moment)
                try await scene.told(attempt == 1 ? "retry" : "failed", attempt: attempt)
                try await agent.ends(within: 10)
                moment = WireTime.now
                let retried = try await OperatorCommand(callback: "retry", id: id).result(by: events)
                #expect(retried["Result"] == "done" && retried["Callback"] == id, "\(retried)")
            }
            // It had failed, and a third attempt is under way.
            let rung = try await scene.bench.leg(to: "9211", after: moment, within: 20)
            try await rung.rings()
            let cancelled = try await OperatorCommand(callback: "cancel", id: id).result(by: events)
            #expect(cancelled["Result"] == "done")
            try await rung.stopsRinging(within: 3)
            let record = try await scene.told("cancelled")
            #expect(record.reason == "cancelled by reception")
            #expect(record.attempts.map(\.result) == ["busy", "busy"])
            #expect(scene.timesRung == 2)
            #expect(
                scene.told == [
                    "requested", "dialing", "retry", "dialing", "failed", "requested", "cancelled",
                ])
        }
    }

    @Test("without the server they are refused, and what is known is shown all the same")
    func notRunning() async throws {
        let port = try TCP.freePort()
        let stage = try await CallbackStage.shared()
        let server = try await SwitchboardProcess.start(
            named: "callbacks-stopped", in: stage.bench.logs, port: port, settings: [:])
        try await server.apply(
            """
            version: 1
            office: { name: A, country: RU, timezone: Europe/Moscow, language: en, operator: user 100 }
            users: [ { extension: 100, name: A, phone: PJSIP/100 } ]
            """)
        let unfollowed = try await server.run(["callback", "retry", "1"])
        #expect(unfollowed.exitCode == 1 && unfollowed.errors.hasPrefix("there is no connection to Asterisk"))
        try await server.kill()
        for command in [["request", "q", "+79035550001"], ["retry", "1"], ["cancel", "1"]] {
            let answer = try await server.run(["callback"] + command)
            #expect(answer.exitCode == 1 && answer.errors.hasPrefix("the server does not run"), "\(answer)")
        }
        #expect(try await server.run(["callback", "list"]).exitCode == 0)
        let unknown = try await server.run(["callback", "show", "1"])
        #expect(unknown.exitCode == 1 && unknown.errors.hasPrefix("there is no callback 1"))
        #expect(try await server.run(["callback", "show", "one"]).exitCode == 2)
        #expect(try await server.run(["callback", "list", "--limit", "0"]).exitCode == 2)
    }

    private func id(_ json: String) throws -> String {
        struct Receipt: Decodable { let callback: Int }
        return "\(try JSONDecoder().decode(Receipt.self, from: Data(json.utf8)).callback)"
    }

    private func expectRefusal(_ reason: String, _ command: [String], _ stage: CallbackStage) async throws {
        let answer = try await stage.switchboard.run(command)
        #expect(answer.exitCode == 1)
        #expect(answer.errors.contains(reason), "\(answer.errors)")
    }
}
