import AsteriskBench
import Testing

/// What operators see by AMI: each fact once, in order, with the Linkedid that Asterisk's own events have.
@Suite("events for operators") struct OperatorScenarios {
    static let users: [BenchOffice.User] =
        [
            .init(extension: "8200", keys: "forward: { noAnswer: { after: 2s, to: user 8201 } }"),
            .init(extension: "8201"),
        ]
        + ["8210", "8214", "8218", "8222", "8226", "8227", "8230", "8232", "8234"].map { .mobileOnly($0) }
        + ["8211", "8215", "8219", "8223", "8228", "8231", "8233", "8235", "8270", "8271", "8272", "8273"].map {
            .init(extension: $0)
        }
        + OperatorCommandScenarios.users + CallHistoryScenarios.users

    @Test(
        "a forward: a SwitchboardRoute for each decision, with explain's reasons, and one SwitchboardForward"
    )
    func forward() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("operators see a forward", ["8200", "8201"]) {
            let client = BenchOffice.client("8200")
            stage.bench.world.party("8200", .rings)
            let way = try await stage.explain(to: BenchOffice.direct("8200"), from: client, when: ["noAnswer"])
            #expect(way.parties == ["8200", "8201"])
            let events = try await stage.bench.operator()
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("8200"))
            let colleague = try await stage.leg(to: "8201", for: client, of: call)
            try await stage.bench.expectConversation(call, colleague)
            let began = try await events.event("Newchannel") { $0["CallerIDNum"] == client }
            let id = try #require(began["Linkedid"])
            try await call.hangUp()
            try await events.settles(id)

            let told = events.events(named: "SwitchboardRoute", "SwitchboardForward") { $0["Linkedid"] == id }
            try #require(told.map(\.event) == ["SwitchboardRoute", "SwitchboardRoute", "SwitchboardForward"])
            for (route, stop) in zip(told, way.steps) {
                #expect(route["Uniqueid"] == id)
                #expect(route["Entry"] == "inbound")
                #expect(route["Caller"] == client)
                #expect(route["Dialled"] == BenchOffice.direct("8200"))
                #expect(route["Step"] == stop.summary)
                #expect(route["Revision"].flatMap { Int($0) } ?? 0 >= 1)
                #expect(route.headers.filter { $0.name == "Why" }.map(\.value) == stop.why)
            }
            let forward = told[2]
            #expect(forward["User"] == "8200")
            #expect(forward["Condition"] == "noAnswer")
            #expect(forward["Scope"] == "all")
            #expect(forward["To"] == "user 8201")
            #expect(forward["Caller"] == client)
            // In the order of what happens: the decision is told before the phone it rings.
            let rings = try await events.event("DialBegin") {
                $0["Linkedid"] == id && $0["DestChannel"]?.contains("8201") == true
            }
            #expect(abs(told[1].arrived - rings.arrived) < 1)
        }
    }

    @Test("*# completed: started once, completed once, and who, to whom, for whom")
    func completed() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("operators see a transfer", ["8210", "8211"]) {
            let transfer = try await MobileTalk(stage, "8210")
            try await transfer.complete(to: "8211")
            try await transfer.client.hangUp()
            try await transfer.expectStates(["started", "completed"])
        }
    }

    @Test("two calls transfer at the same time: each has its own two events")
    func atTheSameTime() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("operators see two transfers at once", ["8230", "8231", "8232", "8233"]) {
            async let one: Void = {
                let transfer = try await MobileTalk(stage, "8230")
                try await transfer.complete(to: "8231")
                try await transfer.client.hangUp()
                try await transfer.expectStates(["started", "completed"])
            }()
            async let other: Void = {
                let transfer = try await MobileTalk(stage, "8232")
                try await transfer.complete(to: "8233")
                try await transfer.client.hangUp()
                try await transfer.expectStates(["started", "completed"])
            }()
            _ = try await (one, other)
        }
    }

    @Test("# while it rings: the client is back, and the transfer returned because it was cancelled")
    func returned() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("operators see a return", ["8214", "8215"]) {
            stage.bench.world.party("8215", .rings)
            let transfer = try await MobileTalk(stage, "8214")
            try await transfer.key("8215#")
            let colleague = try await stage.bench.leg(to: "8215", of: transfer.client)
            try await colleague.rings()
            try await transfer.mobile.key("#")
            try await colleague.ends()
            try await stage.bench.expectConversation(transfer.client, transfer.mobile)
            try await transfer.client.hangUp()
            let events = try await transfer.expectStates(["started", "returned"])
            #expect(events.last?["Reason"] == "cancelled")
            #expect(events.last?["Answered"] == nil)
        }
    }

    @Test("a busy colleague: the client is back, and the reason is the one that was spoken")
    func busy() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("operators see a busy colleague", ["8218", "8219"]) {
            stage.bench.world.party("8219", .busy)
            let transfer = try await MobileTalk(stage, "8218")
            try await transfer.key("8219#")
            _ = try await stage.bench.leg(to: "8219", of: transfer.client)
            // The reason is spoken first.
            try await transfer.mobile.comesToHear(try #require(transfer.client.tone), within: 15)
            try await stage.bench.expectConversation(transfer.client, transfer.mobile)
            try await transfer.client.hangUp()
            let events = try await transfer.expectStates(["started", "returned"])
            #expect(events.last?["Reason"] == "colleagueBusy")
        }
    }

    /// When the client has had enough.
    enum Moment: String, CaseIterable { case rings, talks }

    @Test(
        "the client hangs up on hold: the transfer failed; mobile and colleague talk on, or it rings no more",
        arguments: Moment.allCases)
    func failed(whileColleague moment: Moment) async throws {
        let stage = try await Stage.shared()
        let (user, colleague) = moment == .rings ? ("8222", "8223") : ("8234", "8235")
        try await stage.scenario("operators see a client leave while it \(moment)", [user, colleague]) {
            stage.bench.world.party(colleague, .answersWhenTold())
            let transfer = try await MobileTalk(stage, user)
            try await transfer.key("\(colleague)#")
            let leg = try await stage.bench.leg(to: colleague, of: transfer.client)
            try await leg.rings()
            if moment == .talks {
                try await leg.tell()
                try await stage.bench.expectConversation(transfer.mobile, leg)
            }
            try await transfer.client.hangUp()
            let failed = try await transfer.transfer("failed", at: 1)
            #expect(failed["Reason"] == "the client hung up")
            switch moment {
            case .talks:
                try await stage.bench.expectConversation(transfer.mobile, leg)
                try await transfer.mobile.hangUp()
            case .rings:
                // bridge_basic.c: nobody is left whom it rings for.
                try await leg.ends()
                try await transfer.mobile.ends()
                #expect(leg.dialog.wasCancelled)
            }
            try await transfer.expectStates(["started", "failed"])
        }
    }

    @Test("two transfers one after the other: the client is moved twice, each has its own ID and outcome")
    func twice() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("operators see a client moved twice", ["8226", "8227", "8228"]) {
            let transfer = try await MobileTalk(stage, "8226")
            try await transfer.complete(to: "8227", as: "mobile 8227")
            let second = transfer.continued(
                "8227", try await stage.bench.leg(to: MobileTalk.number("8227"), of: transfer.client))
            try await second.complete(to: "8228", from: 2)
            try await transfer.client.hangUp()
            let events = try await transfer.expectStates(["started", "completed", "started", "completed"])
            #expect(events.map { $0["Transferor"] } == ["mobile 8226", "mobile 8226", "mobile 8227", "mobile 8227"])
            #expect(Set(events.map { $0["Transfer"] }).count == 2)
            #expect(events[0]["Transfer"] == events[1]["Transfer"] && events[2]["Transfer"] == events[3]["Transfer"])
        }
    }

    /// How a desk phone transfers.
    enum Refer: String, CaseIterable { case blind, attended }

    @Test(
        "REFER, blind and attended: started once, completed once, with the client's Linkedid", arguments: Refer.allCases
    )
    func refer(_ mode: Refer) async throws {
        let stage = try await Stage.shared()
        let (user, colleague) = mode == .blind ? ("8270", "8271") : ("8272", "8273")
        try await stage.scenario("operators see a \(mode) REFER", [user, colleague]) {
            let (bench, client) = (stage.bench, BenchOffice.client(user))
            let events = try await bench.operator()
            let desk = try bench.phone(user)
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct(user))
            let first = try await desk.incomingCall()
            let leg = try await bench.leg(of: first)
            try await leg.rings()
            try first.answer()
            try await bench.expectConversation(call, leg, for: 0.5)
            let began = try await events.event("Newchannel") { $0["CallerIDNum"] == client }
            let id = try #require(began["Linkedid"])
            switch mode {
            case .blind: #expect(try await first.refer(to: colleague) == 202)
            case .attended:
                try await first.hold()
                let second = try desk.call(colleague)
                let consultation = try await bench.leg(of: second)
                let target = try await bench.leg(to: colleague, of: call)
                try await bench.expectConversation(consultation, target, for: 0.5)
                #expect(try await first.refer(to: second) == 202)
            }
            #expect(try await first.outcome() == 200)
            try await bench.expectConversation(call, try await bench.leg(to: colleague, of: call))
            try await first.ends()
            try await call.hangUp()
            try await events.settles(id)
            let transfers = events.transfers(of: id)
            #expect(transfers.map { $0["State"] } == ["started", "completed"])
            for event in transfers {
                #expect(event["Mode"] == mode.rawValue && event["Target"] == colleague)
                #expect(event["Transferor"] == "PJSIP/\(user)" && event["Client"] == began["Channel"])
            }
            #expect(transfers.last?["Answered"] == "PJSIP/\(colleague)")
        }
    }
}
