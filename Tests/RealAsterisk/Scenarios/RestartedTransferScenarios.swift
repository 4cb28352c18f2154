import AsteriskBench
import Foundation
import Testing

/// Switchboard is killed in the middle of a transfer and started again: the transfer ends all the same, and operators
/// are told of one outcome, by the old process or the new one.
@Suite("transfers survive a restart") struct RestartedTransferScenarios {
    /// How far the transfer is when the server is killed.
    enum Moment: Int, CaseIterable, Sendable {
        /// After `*#`, before a digit.
        case hold
        /// The colleague's phone rings.
        case ringing
        /// The two talk, with the client on hold.
        case consult
        /// The colleague has just been connected with the client.
        case joined
        /// It rings, and the client will be taken back.
        case ringingThenBack
        /// The two talk, and the client will be taken back.
        case consultThenBack
        /// The two talk, and an operator has the new process join client and colleague.
        case consultThenCommand
        /// It rings, the transferor hangs up while nobody watches, and then the colleague answers.
        case hungUpMeanwhile

        /// Whose mobile it is.
        var user: String { "828\(rawValue)" }
        var colleague: String { "829\(rawValue)" }
        /// What it comes to.
        var outcome: String { self == .ringingThenBack || self == .consultThenBack ? "returned" : "completed" }
    }

    private static let users =
        [BenchOffice.User(extension: BenchOffice.operator)]
        + Moment.allCases.flatMap { [BenchOffice.User.mobileOnly($0.user), .init(extension: $0.colleague)] }

    private static let office = """
        version: 1
        office: { name: Bench, country: RU, timezone: Europe/Moscow, language: en, \
        operator: user \(BenchOffice.operator) }
        trunks:
          - { name: main, dial: "PJSIP/{number}@main", callerId: +74951239999, passCallerId: true, allow: [RU] }
        users:
        \(users.map(\.yaml).joined(separator: "\n"))
        numbers:
        \(users.map { "  - { number: \(BenchOffice.direct($0.extension)), rules: [ { to: user \($0.extension) } ] }" }
            .joined(separator: "\n"))
        """

    @Test(
        "killed on hold, ringing, in the consult, after the join, and started again: one outcome each"
    )
    func killed() async throws {
        // A PBX of its own: every Switchboard beside an Asterisk tells of all its transfers.
        let port = try TCP.freePort()
        let bench = try await Bench.start { _ in
            var configuration = PBXConfiguration(
                folder: Bench.repository.appending(path: "asterisk-conf"),
                phones: Self.users.compactMap { user in user.phone.map { Phone(user.extension, contact: $0) } })
            configuration.globals = [
                "SWITCHBOARD_AGI": "agi://127.0.0.1:\(port)", "SWITCHBOARD_OPERATOR": "PJSIP/\(BenchOffice.operator)",
            ]
            return configuration
        }
        let server = try await SwitchboardProcess.start(
            named: "killed in transfers", in: bench.logs, port: port, ami: bench.switchboardAccess(),
            settings: ["SWITCHBOARD_OPERATORS_TRUST": "true"])
        try await server.apply(Self.office)
        _ = try await server.takesUp(revision: 1)
        let numbers = Moment.allCases.flatMap {
            [$0.user, $0.colleague, BenchOffice.client($0.user), MobileTalk.number($0.user)]
        }
        try await bench.scenario("killed in transfers", numbers: numbers) {
            let events = try await bench.operator()
            let scenes = try await withThrowingTaskGroup(of: Scene.self) { group in
                for moment in Moment.allCases { group.addTask { try await Scene(bench, moment, events) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try await server.kill()
            for scene in scenes where scene.moment == .hungUpMeanwhile { try await scene.talk.mobile.hangUp() }
            try await server.restart()
            // Restarted, it knows the calls again.
            let isFollowing = { server.log.components(separatedBy: "following Asterisk's calls").count > 2 }
            let deadline = ContinuousClock.now + .seconds(5)
            while !isFollowing() {
                try #require(ContinuousClock.now < deadline, "\(server.log)")
                try await Task.sleep(for: .milliseconds(20))
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for scene in scenes { group.addTask { try await scene.ends() } }
                try await group.waitForAll()
            }
        }
        await bench.stop()
    }

    /// One of the calls.
    private struct Scene: Sendable {
        let moment: Moment
        let talk: MobileTalk
        let colleague: ObservedLeg?

        /// As far as the moment in which the server is killed.
        init(_ bench: Bench, _ moment: Moment, _ events: AMIOperator) async throws {
            self.moment = moment
            bench.world.party(moment.colleague, .answersWhenTold())
            let call = try await bench.call(
                from: .trunk(BenchOffice.client(moment.user)), to: BenchOffice.direct(moment.user))
            talk = try await MobileTalk(bench, moment.user, call, events)
            try await talk.mobile.key("*#")
            try await talk.client.leg.comesToHearMusic()
            try await talk.mobile.comesToHearDialTone()
            guard moment != .hold else {
                colleague = nil
                return
            }
            try await talk.mobile.key("\(moment.colleague)#")
            let leg = try await bench.leg(to: moment.colleague, of: call)
            colleague = leg
            try await leg.rings()
            guard [.consult, .consultThenBack, .consultThenCommand, .joined].contains(moment) else { return }
            try await leg.tell()
            try await bench.expectConversation(talk.mobile, leg)
            guard moment == .joined else { return }
            try await talk.mobile.hangUp()
            try await leg.comesToHear(try #require(call.tone))
        }

        /// From then on, and what it came to.
        func ends() async throws {
            let bench = talk.bench
            // The restart itself ends nothing.
            let before = talk.events.transfers(of: talk.id).map { $0["State"] }
            switch moment {
            case .hold: #expect(before.isEmpty)
            case .joined: #expect(before == ["started", "completed"])
            default: #expect(before == ["started"], "\(moment)")
            }
            var acted = WireTime.now
            switch moment {
            case .hold:
                #expect(try await talk.client.leg.hears(audio: 0.5).has(.music))
                try await talk.mobile.key("\(moment.colleague)#")
                let leg = try await bench.leg(to: moment.colleague, of: talk.client)
                try await leg.tell()
                acted = try await join(leg)
            case .ringing:
                let leg = try #require(colleague)
                #expect(try await talk.client.leg.hears(audio: 0.5).has(.music))
                try await leg.tell()
                acted = try await join(leg)
            case .consult: acted = try await join(try #require(colleague))
            case .consultThenCommand:
                let leg = try #require(colleague)
                try await bench.expectConversation(talk.mobile, leg, for: 0.5)
                acted = .now
                // Unsigned: this server trusts whoever may send UserEvents.
                let command = OperatorCommand(command: "complete", call: talk.id, account: nil)
                #expect(try await command.result(by: talk.events)["Result"] == "done")
                try await talk.mobile.ends()
                try await bench.expectConversation(talk.client, leg)
            case .joined: try await bench.expectConversation(talk.client, try #require(colleague))
            case .ringingThenBack, .consultThenBack:
                try await talk.mobile.key("#")
                try await colleague?.ends()
                try await bench.expectConversation(talk.client, talk.mobile)
            case .hungUpMeanwhile:
                let leg = try #require(colleague)
                try await leg.tell()
                try await bench.expectConversation(talk.client, leg)
            }
            try await talk.client.hangUp()
            let events = try await talk.expectStates(["started", moment.outcome])
            #expect(Set(events.map { $0["Transfer"] }).count == 1, "\(moment)")
            // The outcome is what they did, not the restart.
            if moment != .joined { #expect(try #require(events.last).arrived > acted, "\(moment)") }
            #expect(events.last?["Target"] == moment.colleague, "\(moment)")
            #expect(events.allSatisfy { $0["Transferor"] == "mobile \(moment.user)" }, "\(moment)")
            #expect(
                events.last?["Answered"] == (moment.outcome == "completed" ? "PJSIP/\(moment.colleague)" : nil),
                "\(moment)")
        }

        /// - Returns: when the transferor hung up.
        private func join(_ leg: ObservedLeg) async throws -> WireTime {
            try await talk.bench.expectConversation(talk.mobile, leg)
            let moment = WireTime.now
            try await talk.mobile.hangUp()
            try await talk.bench.expectConversation(talk.client, leg)
            return moment
        }
    }
}
