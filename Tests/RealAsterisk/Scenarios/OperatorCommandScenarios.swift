import AsteriskBench
import Foundation
import Testing

/// What operators do to calls by AMI, and what they may not.
@Suite("operators' commands") struct OperatorCommandScenarios {
    static let users: [BenchOffice.User] =
        ["8240", "8241", "8243", "8245", "8246", "8247", "8249", "8250", "8251", "8253", "8254", "8256", "8257"].map {
            .init(extension: $0)
        } + ["8242", "8244", "8248", "8255"].map { .mobileOnly($0) }

    /// How a client is connected with an employee.
    enum Leg: String, CaseIterable { case desk, mobile }

    /// A client of an extension who talks with it, on its phone or mobile.
    private func talk(_ stage: Stage, _ user: String, on leg: Leg) async throws -> (
        CallerLeg, ObservedLeg, String, AMIOperator
    ) {
        let events = try await stage.bench.operator()
        let client = BenchOffice.client(user)
        let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct(user))
        let party = leg == .desk ? user : MobileTalk.number(user)
        let employee = try await stage.bench.leg(to: party, of: call)
        try await stage.bench.expectConversation(call, employee, for: 0.5)
        let began = try await events.event("Newchannel") { $0["CallerIDNum"] == client }
        return (call, employee, try #require(began["Linkedid"]), events)
    }

    @Test(
        "blind, from a desk phone and a mobile: the client rings the colleague and talks with him",
        arguments: Leg.allCases)
    func blind(leg: Leg) async throws {
        let stage = try await Stage.shared()
        let (user, colleague) = leg == .desk ? ("8240", "8241") : ("8242", "8243")
        try await stage.scenario("an operator transfers from a \(leg)", [user, colleague]) {
            let (client, employee, id, events) = try await talk(stage, user, on: leg)
            let result = try await OperatorCommand(command: "transfer", call: id, target: colleague).result(by: events)
            #expect(result["Result"] == "done" && result["Linkedid"] == id && result["Command"] == "transfer")
            let desk = try await stage.bench.leg(to: colleague, of: client)
            try await stage.bench.expectConversation(client, desk)
            try await employee.ends()
            #expect(employee.dialog.wasHungUpByPBX == true)
            try await client.hangUp()
            try await events.settles(id)
            let transfers = events.transfers(of: id)
            #expect(transfers.map { $0["State"] } == ["started", "completed"])
            for event in transfers {
                #expect(event["Mode"] == "blind" && event["Operator"] == "reception" && event["Target"] == colleague)
                #expect(event["Transferor"] == (leg == .desk ? "PJSIP/\(user)" : "mobile \(user)"))
            }
            #expect(transfers.last?["Answered"] == "PJSIP/\(colleague)")
            #expect(events.events(named: "SwitchboardResult") { $0["Linkedid"] == id }.count == 1)
        }
    }

    @Test("attended, from a desk phone and a mobile, then complete: client and colleague talk", arguments: Leg.allCases)
    func complete(leg: Leg) async throws {
        let stage = try await Stage.shared()
        let (user, colleague) = leg == .desk ? ("8249", "8250") : ("8244", "8245")
        try await stage.scenario("an operator has a \(leg) consult", [user, colleague]) {
            let (client, employee, id, events) = try await talk(stage, user, on: leg)
            let desk = try await consult(stage, client, employee, id, events, colleague)
            let joined = try await OperatorCommand(command: "complete", call: id).result(by: events)
            #expect(joined["Result"] == "done" && joined["Command"] == "complete")
            try await employee.ends()
            try await stage.bench.expectConversation(client, desk)
            try await client.hangUp()
            try await events.settles(id)
            let transfers = events.transfers(of: id)
            #expect(transfers.map { $0["State"] } == ["started", "completed"])
            #expect(transfers.allSatisfy { $0["Operator"] == "reception" && $0["Mode"] == "keyed" })
            #expect(transfers.last?["Answered"] == "PJSIP/\(colleague)")
            #expect(events.events(named: "SwitchboardResult") { $0["Linkedid"] == id }.count == 2)
        }
    }

    @Test("attended, from a desk phone and a mobile, then cancel: the client is back", arguments: Leg.allCases)
    func cancel(leg: Leg) async throws {
        let stage = try await Stage.shared()
        let (user, colleague) = leg == .desk ? ("8246", "8247") : ("8248", "8251")
        try await stage.scenario("an operator takes a \(leg) back", [user, colleague]) {
            let (client, employee, id, events) = try await talk(stage, user, on: leg)
            let desk = try await consult(stage, client, employee, id, events, colleague)
            let back = try await OperatorCommand(command: "cancel", call: id).result(by: events)
            #expect(back["Result"] == "done" && back["Command"] == "cancel")
            try await desk.ends()
            try await stage.bench.expectConversation(client, employee)
            try await client.hangUp()
            try await events.settles(id)
            let transfers = events.transfers(of: id)
            #expect(transfers.map { $0["State"] } == ["started", "returned"])
            #expect(transfers.last?["Reason"] == "cancelled")
        }
    }

    /// An attended transfer as far as employee and colleague talk, with the client on hold.
    private func consult(
        _ stage: Stage, _ client: CallerLeg, _ employee: ObservedLeg, _ id: String, _ events: AMIOperator,
        _ colleague: String
    ) async throws -> ObservedLeg {
        let command = OperatorCommand(command: "transfer", call: id, target: colleague, mode: "attended")
        let result = try await command.result(by: events)
        #expect(result["Result"] == "done")
        let desk = try await stage.bench.leg(to: colleague, of: client)
        try await client.leg.comesToHearMusic()
        try await stage.bench.expectConversation(employee, desk)
        _ = try await events.transfer(of: id, "started", at: 0)
        return desk
    }

    @Test(
        "refused with a reason, and nothing happens: no right, no such call or target, nobody talks, not his signature")
    func refused() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("operators are refused", ["8253", "8254"]) {
            let events = try await stage.bench.operator()
            let client = BenchOffice.client("8253")
            stage.bench.world.party("8253", .answersWhenTold())
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("8253"))
            let desk = try await stage.bench.leg(to: "8253", of: call)
            try await desk.rings()
            let began = try await events.event("Newchannel") { $0["CallerIDNum"] == client }
            let id = try #require(began["Linkedid"])
            try await expectRefusal(
                of: OperatorCommand(command: "transfer", call: id, target: "8254"), by: events, "nobody talks")
            try await desk.tell()
            try await stage.bench.expectConversation(call, desk, for: 0.5)

            let trainee = OperatorCommand.trainee
            for (command, reason) in [
                (
                    OperatorCommand(command: "transfer", call: id, target: "8254", account: trainee),
                    "trainee may not transfer"
                ),
                (OperatorCommand(command: "complete", call: id, account: trainee), "trainee may not complete"),
                (OperatorCommand(command: "transfer", call: id, target: "8299"), "8299"),
                (
                    OperatorCommand(command: "transfer", call: id, target: "PJSIP/8254"),
                    "neither an extension nor a telephone number"
                ),
                (OperatorCommand(command: "transfer", call: id), "Target is missing"),
                (OperatorCommand(command: "transfer", call: id, target: "112"), "112"),
                (OperatorCommand(command: "complete", call: id), "no attended transfer is under way"),
                (OperatorCommand(command: "transfer", call: "1.1", target: "8254"), "there is no live call 1.1"),
                (OperatorCommand(command: "dance", call: id), "Command"),
                (OperatorCommand(command: "transfer", call: id, target: "8254", key: trainee.key), "signature"),
                (OperatorCommand(command: "transfer", call: id, target: "8254", time: 1_700_000_000), "Time"),
                (OperatorCommand(command: "transfer", call: id, target: "8254", account: nil), "nobody is no operator"),
                (
                    OperatorCommand(
                        command: "transfer", call: id, target: "8254",
                        account: .init(name: "stranger", key: "of a stranger's own", may: "")),
                    "stranger is no operator"
                ),
            ] { try await expectRefusal(of: command, by: events, reason) }

            // Overheard and sent again.
            let once = OperatorCommand(command: "cancel", call: id)
            try await expectRefusal(of: once, by: events, "no attended transfer is under way")
            #expect(try await once.result(by: events)["Reason"]?.hasSuffix("was taken already") == true)

            try await stage.bench.expectConversation(call, desk, for: 1)
            #expect(stage.bench.legs(to: "8254", after: call.dialog.invitedAt).isEmpty)
            try await call.hangUp()
            try await events.settles(id)
            #expect(events.transfers(of: id).isEmpty)
        }
    }

    /// One result, which says so and why.
    private func expectRefusal(of command: OperatorCommand, by events: AMIOperator, _ reason: String) async throws {
        let result = try await command.result(by: events)
        #expect(result["Result"] == "refused", "\(command): \(result)")
        #expect(result["Reason"]?.contains(reason) == true, "\(command): \(result)")
        #expect(result["Command"] == command.command)
        #expect(events.events(named: "SwitchboardResult") { $0["ActionID"] == command.actionID }.count == 1)
    }

    @Test(
        "a refused command leaves nothing behind, and while a transfer is under way no other is begun"
    )
    func refusedLeavesNothing() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("an operator is refused, then a mobile transfers", ["8255", "8256", "8257"]) {
            stage.bench.world.party("8256", .answersWhenTold())
            let transfer = try await MobileTalk(stage, "8255")
            let outside = BenchOffice.client("8257")
            try await expectRefusal(
                of: OperatorCommand(command: "transfer", call: transfer.id, target: outside, mode: "attended"),
                by: transfer.events, "without +")
            try await transfer.key("8256#")
            let desk = try await stage.bench.leg(to: "8256", of: transfer.client)
            try await desk.rings()
            let started = try await transfer.transfer("started", at: 0)
            #expect(started["Operator"] == nil)
            try await desk.tell()
            try await stage.bench.expectConversation(transfer.mobile, desk)
            // The client is on hold: he can't be sent elsewhere before the consultation is over.
            try await expectRefusal(
                of: OperatorCommand(command: "transfer", call: transfer.id, target: "8257"), by: transfer.events,
                "under way")
            try await stage.bench.expectConversation(transfer.mobile, desk, for: 0.5)
            try await transfer.mobile.hangUp()
            try await stage.bench.expectConversation(transfer.client, desk)
            try await transfer.client.hangUp()
            let events = try await transfer.expectStates(["started", "completed"])
            #expect(events.allSatisfy { $0["Operator"] == nil })
        }
    }

    @Test("an AMI account that may not send UserEvents: Asterisk refuses it, and the event of that names the account")
    func accountWithoutRight() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("an AMI account is refused", []) {
            let events = try await stage.bench.operator()
            let watcher = try await stage.bench.operator(as: "watcher")
            let sent = WireTime.now
            let response = try await OperatorCommand(command: "transfer", call: "1.1", target: "8254").send(by: watcher)
            #expect(!response.isSuccess && response["Message"] == "Permission denied")
            let result = try await events.event("SwitchboardResult", after: sent) { $0["Account"] == "watcher" }
            #expect(result["Result"] == "refused" && result["Reason"]?.contains("write = user") == true)
            #expect(events.events(named: "SwitchboardResult") { $0["Account"] == "watcher" }.count == 1)
        }
    }
}
