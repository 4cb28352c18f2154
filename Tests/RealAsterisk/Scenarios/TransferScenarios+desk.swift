import AsteriskBench
import Testing

/// Desk phones: features.conf's code, REFER; and who may not.
extension TransferScenarios {
    static let deskUsers: [BenchOffice.User] =
        (8160...8181).map { .init(extension: "\($0)") } + [mobileUser("8192"), .init(extension: "8193")]

    @Test("a desk phone transfers by the code of features.conf, and not by *#")
    func deskCode() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer by features.conf", ["8160", "8161"]) {
            let talk = try await Self.talk(stage, to: "8160", with: "8160")
            try await talk.employee.key("*#8161#")
            try await talk.goesOn(for: 2)
            #expect(stage.bench.legs(to: "8161", after: talk.client.dialog.invitedAt).isEmpty)
            try await talk.employee.key("*28161#")
            let colleague = try await talk.leg(to: "8161")
            try await stage.bench.expectConversation(talk.employee, colleague, for: 0.5)
            try await talk.employee.hangUp()
            try await stage.bench.expectConversation(talk.client, colleague)
        }
    }

    @Test("on a call out of the office nobody transfers by *#")
    func outgoing() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("no transfer of outgoing calls", ["8162", "8163"]) {
            let client = String(BenchOffice.client("8162").dropFirst())
            let call = try await stage.call(from: .phone("8162"), to: BenchOffice.client("8162"))
            let callee = try await stage.bench.leg(to: client, of: call)
            try await stage.bench.expectConversation(call, callee, for: 0.5)
            try await callee.key("*#8163#")
            try await call.leg.key("*#8163#")
            try await stage.bench.expectConversation(call, callee, for: 2)
            #expect(stage.bench.legs(to: "8163", after: call.dialog.invitedAt).isEmpty)
        }
    }

    /// Whose leg an operator transfers.
    enum Leg: String, CaseIterable {
        case calledDesk = "8164"
        case callingDesk = "8166"
        case mobile = "8192"

        var `extension`: String { rawValue }
        var colleague: String { String((Int(rawValue) ?? 0) + 1) }
        var party: String { self == .mobile ? TransferScenarios.mobile(rawValue) : rawValue }
    }

    @Test("an operator transfers for an employee by AMI's Atxfer", arguments: Leg.allCases)
    func byOperator(_ leg: Leg) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer by Atxfer \(leg)", [leg.extension, leg.colleague]) {
            let (client, employee): (ObservedLeg, ObservedLeg)
            switch leg {
            case .calledDesk, .mobile:
                let talk = try await Self.talk(stage, to: leg.extension, with: leg.party)
                (client, employee) = (talk.client.leg, talk.employee)
            case .callingDesk:
                let number = BenchOffice.client(leg.extension)
                let call = try await stage.call(from: .phone(leg.extension), to: number)
                client = try await stage.bench.leg(to: String(number.dropFirst()), of: call)
                employee = call.leg
                try await stage.bench.expectConversation(client, employee, for: 0.5)
            }
            let op = try await stage.bench.operator()
            let channel = try await Self.channel(of: leg, op)
            #expect(try await op.send("Atxfer", ["Channel": channel, "Exten": "\(leg.colleague)#"]).isSuccess)
            let colleague = try await stage.bench.leg(to: leg.colleague, after: client.dialog.invitedAt)
            #expect(colleague.dialog.callerUser == leg.extension)
            try await stage.bench.expectConversation(employee, colleague, for: 0.5)
            try await client.comesToHearMusic()
            try await employee.hangUp()
            try await stage.bench.expectConversation(client, colleague)
        }
    }

    /// Asterisk's name of the employee's channel.
    private static func channel(of leg: Leg, _ op: AMIOperator) async throws -> String {
        let channels = try await op.list("CoreShowChannels")
        let client = channels.first { $0["CallerIDNum"] == BenchOffice.client(leg.extension) }
        let own = channels.first { channel in
            leg == .mobile
                ? channel["Linkedid"] == client?["Linkedid"] && channel["Uniqueid"] != client?["Uniqueid"]
                : channel["Channel"]?.hasPrefix("PJSIP/\(leg.extension)-") ?? false
        }
        return try #require(own?["Channel"])
    }

    @Test("a called phone's REFER leads to the colleague, who is shown the client")
    func refer() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer by REFER", ["8168", "8169"]) {
            let (client, call) = try await Self.called(stage, "8168")
            #expect(try await call.refer(to: "8169") == 202)
            try await call.ends()
            let colleague = try await stage.bench.leg(to: "8169", of: client)
            try await stage.bench.expectConversation(client, colleague)
            #expect(colleague.identities.map(\.number) == [BenchOffice.client("8168")])
        }
    }

    @Test("a calling phone's REFER: whom it had called is connected to the colleague")
    func referByCaller() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer by a caller's REFER", ["8170", "8171"]) {
            let number = BenchOffice.client("8170")
            let call = try stage.bench.phone("8170").call(number)
            try await call.answered()
            let began = try await stage.bench.leg(of: call).dialog.invitedAt
            let client = try await stage.bench.leg(to: String(number.dropFirst()), after: began)
            try await stage.bench.expectConversation(client, try await stage.bench.leg(of: call))
            #expect(try await call.refer(to: "8171") == 202)
            try await call.ends()
            let colleague = try await stage.bench.leg(to: "8171", after: began)
            try await stage.bench.expectConversation(client, colleague)
            #expect(colleague.identities.map(\.number) == [number])
            try await client.hangUp()
        }
    }

    @Test(
        "REFER to somebody who rejects, or to nobody: the transferor's phone rings for the client, and is told",
        arguments: [("8172", "8173"), ("8175", "8199")])
    func referBack(extension: String, number: String) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer by REFER to \(number) comes back", [`extension`, "8173"]) {
            stage.bench.world.party("8173", .rejects(after: 1))
            let desk = try stage.bench.phone(`extension`)
            let (client, call) = try await Self.called(stage, `extension`, by: desk)
            #expect(try await call.refer(to: number) == 202)
            try await call.ends()
            let leg = try await stage.bench.leg(of: try await Self.answered(by: desk, stage))
            try await leg.comesToHear(prompt: "switchboard/transferred-call", language: "en")
            try await stage.bench.expectConversation(client, leg)
            #expect(leg.identities.map(\.number) == [BenchOffice.client(`extension`)])
        }
    }

    @Test("an operator sends a mobile's client to a colleague by AMI's BlindTransfer; he rejects, and the mobile rings")
    func blindByOperator() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer by BlindTransfer", ["8188", "8189"]) {
            stage.bench.world.party("8189", .rejects(after: 1))
            let talk = try await Self.talk(stage, to: "8188", with: Self.mobile("8188"))
            let op = try await stage.bench.operator()
            let channels = try await op.list("CoreShowChannels")
            let call = try #require(channels.first { $0["CallerIDNum"] == BenchOffice.client("8188") })
            let leg = try #require(
                channels.first { $0["Linkedid"] == call["Linkedid"] && $0["Uniqueid"] != call["Uniqueid"] })
            let channel = try #require(leg["Channel"])
            let response = try await op.send(
                "BlindTransfer", ["Channel": channel, "Context": "switchboard-transfer", "Exten": "8189"])
            #expect(response.isSuccess, "\(response)")
            try await talk.employee.ends()
            _ = try await talk.leg(to: "8189")
            let again = try await talk.leg(to: Self.mobile("8188"), index: 1)
            try await again.comesToHear(prompt: "switchboard/transferred-call", language: "en")
            try await stage.bench.expectConversation(talk.client, again)
        }
    }

    @Test("REFER to an outside number: the client talks with whoever answers there")
    func referOutside() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer by REFER outside", ["8174"]) {
            let number = BenchOffice.mobile("8174")
            let (client, call) = try await Self.called(stage, "8174")
            #expect(try await call.refer(to: number) == 202)
            let outside = try await stage.bench.leg(to: String(number.dropFirst()), of: client)
            try await stage.bench.expectConversation(client, outside)
        }
    }

    /// When a phone joins its two calls.
    enum Joining: String, CaseIterable {
        case talking = "8176"
        case ringing = "8178"
        case ringingInVain = "8180"

        var colleague: String { String((Int(rawValue) ?? 0) + 1) }
    }

    @Test("a phone joins its two calls by REFER with Replaces", arguments: Joining.allCases)
    func referAttended(_ joining: Joining) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("attended transfer \(joining)", [joining.rawValue, joining.colleague]) {
            stage.bench.world.party(
                joining.colleague, joining == .ringingInVain ? .rejects(after: 4) : .answersWhenTold())
            let desk = try stage.bench.phone(joining.rawValue)
            let (client, first) = try await Self.called(stage, joining.rawValue, by: desk)
            try await first.hold()
            try await client.leg.comesToHearMusic()
            let second = try desk.call(joining.colleague)
            let colleague = try await stage.bench.leg(to: joining.colleague, of: client)
            try await colleague.rings()
            if joining == .talking {
                try await colleague.tell()
                try await second.answered()
                try await stage.bench.expectConversation(try await stage.bench.leg(of: second), colleague, for: 0.5)
            }
            #expect(try await first.refer(to: second) == 202)
            try await first.ends()
            guard joining != .ringingInVain else {
                let leg = try await stage.bench.leg(of: try await Self.answered(by: desk, stage))
                try await leg.comesToHear(prompt: "switchboard/transferred-call", language: "en")
                try await stage.bench.expectConversation(client, leg)
                #expect(leg.identities.map(\.number) == [BenchOffice.client(joining.rawValue)])
                return
            }
            if joining == .ringing {
                try await client.leg.comesToHearRingback()
                try await colleague.tell()
            }
            try await stage.bench.expectConversation(client, colleague)
            #expect(stage.bench.legs(to: joining.colleague, after: client.dialog.invitedAt).count == 1)
        }
    }

    /// A client calls a phone, and they talk.
    private static func called(
        _ stage: Stage, _ extension: String, by desk: SIPPhone? = nil
    ) async throws -> (CallerLeg, SIPPhone.Call) {
        let desk = try desk ?? stage.bench.phone(`extension`)
        let client = try await stage.call(
            from: .trunk(BenchOffice.client(`extension`)), to: BenchOffice.direct(`extension`))
        let call = try await answered(by: desk, stage)
        try await stage.bench.expectConversation(client, try await stage.bench.leg(of: call), for: 0.5)
        return (client, call)
    }

    /// The next call that the phone takes.
    private static func answered(by desk: SIPPhone, _ stage: Stage) async throws -> SIPPhone.Call {
        let call = try await desk.incomingCall()
        try await stage.bench.leg(of: call).rings()
        try call.answer()
        return call
    }
}
