import AsteriskBench
import Testing

/// Whoever picks up outside the office presses 1 to accept: nobody else than a person takes the call.
@Suite("press 1 to accept") struct ConfirmScenarios {
    static let users: [BenchOffice.User] =
        Answer.allCases.map { .init(extension: $0.desk) } + ways.flatMap(\.users)
        + ["7371", "7381", "7391"].map { .init(extension: $0) }

    static let parts: BenchOffice.Parts = {
        var parts = BenchOffice.Parts(of: groups)
        parts.menus = [
            "{ name: to a mobile, greeting: welcome, keys: { 1: group g7390 }, wait: 5s, attempts: 1, "
                + "silence: { to: operator }, mistake: { to: operator } }"
        ]
        parts.numbers.append("{ number: \(BenchOffice.direct("7392")), rules: [ { to: menu to a mobile } ] }")
        return parts
    }()

    private static let groups: [BenchOffice.Group] =
        Answer.allCases.map { answer in
            .init(
                extension: answer.group, strategy: "linear", ring: "5s",
                members: [BenchOffice.asked(answer.group), "user \(answer.desk)"])
        } + ways.flatMap(\.groups) + [
            .init(extension: "7370", ring: "20s", members: ["user 7371", BenchOffice.asked("7370")]),
            .init(
                extension: "7380", ring: "20s",
                members: ["user 7381", BenchOffice.asked("7380"), BenchOffice.asked("7381")]),
            .init(extension: "7390", ring: "20s", members: [BenchOffice.asked("7390"), "user 7391"]),
        ]

    private static let question = "switchboard/press-one-to-accept"

    /// The mobile as the world knows it.
    private static func mobile(_ extension: String) -> String { String(BenchOffice.mobile(`extension`).dropFirst()) }

    // MARK: Nobody accepts

    /// What answers instead of a person who accepts.
    enum Answer: Int, CaseIterable {
        case greeting = 7300
        case silence = 7302
        case otherKeys = 7304
        case hangUp = 7306

        var group: String { String(rawValue) }
        var desk: String { String(rawValue + 1) }

        var party: Party {
            switch self {
            case .greeting: .answersAsVoicemail()
            case .silence: .answersAsVoicemail(greeting: 0)
            case .otherKeys: .answers(digits: "2#0", keyedAfter: 1.5)
            case .hangUp: .answers(for: 2)
            }
        }
    }

    @Test(
        "who does not press 1 declines: the next one rings, and the caller has heard nothing but ringing",
        arguments: Answer.allCases)
    func declines(_ answer: Answer) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("asked \(answer)", [answer.group, answer.desk]) {
            let (client, mobile) = (BenchOffice.client(answer.group), Self.mobile(answer.group))
            stage.bench.world.party(mobile, answer.party)
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct(answer.group))
            let asked = try await stage.leg(to: mobile, for: client, of: call)
            try await asked.comesToHear(prompt: Self.question, language: "en")
            let desk = try await stage.leg(to: answer.desk, for: client, of: call, within: 30)
            #expect(asked.dialog.wasHungUpByPBX == (answer != .hangUp))
            stage.expectOneAfterTheOther([asked, desk].map(\.dialog))
            try await stage.expectRinging(call, until: desk)
            try await stage.bench.expectConversation(call, desk)
        }
    }

    @Test("a caller out of a menu hears ringing while a mobile's mailbox is asked")
    func ringing() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("ringing while asked", ["7390", "7391", "7392"]) {
            stage.bench.world.party(Self.mobile("7390"), .answersAsVoicemail(greeting: 20))
            stage.bench.world.party("7391", .answers(after: 8))
            let client = BenchOffice.client("7392")
            let call = try await stage.call(
                from: .trunk(client), to: BenchOffice.direct("7392"), then: [.wait(1), .digits("1")])
            let mailbox = try await stage.leg(to: Self.mobile("7390"), for: client, of: call)
            let desk = try await stage.leg(to: "7391", for: client, of: call)
            try await mailbox.comesToHear(prompt: Self.question, language: "en")
            let answer = try await desk.answered()
            let heard = try await call.leg.heard(from: mailbox.dialog.invitedAt, to: answer)
            #expect(heard.hasRingback)
            // Ringback is silent for 4 s.
            #expect(heard.longestSilence < 4.5, "silence of \(heard.longestSilence) s")
            #expect(try !heard.everHas(#require(mailbox.tone)))
            try await stage.bench.expectConversation(call, desk)
        }
    }

    // MARK: Somebody accepts

    @Test("a mobile accepts: the desk phone stops, the other mobile hears that the call was taken when it accepts, too")
    func accepts() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("two mobiles", ["7380", "7381"]) {
            stage.bench.world.party("7381", .rings)
            stage.bench.world.party(Self.mobile("7380"), .answers(digits: "1", keyedAfter: 2))
            stage.bench.world.party(Self.mobile("7381"), .answers(digits: "1", keyedAfter: 5))
            let client = BenchOffice.client("7380")
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7380"))
            let desk = try await stage.leg(to: "7381", for: client, of: call)
            let first = try await stage.leg(to: Self.mobile("7380"), for: client, of: call)
            let second = try await stage.leg(to: Self.mobile("7381"), for: client, of: call)
            try await expectConnected(call, whenAccepted: first, stage)
            try await stage.expectAnsweredElsewhere([desk], takenAt: try await call.leg.answered())
            try await expectTaken(second)
            try await stage.bench.expectConversation(call, first, for: 0.5)
        }
    }

    @Test("accepting when a colleague has taken the call: the mobile hears so and is hung up, the two talk on")
    func late() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("late", ["7370", "7371"]) {
            stage.bench.world.party("7371", .answers(after: 2))
            stage.bench.world.party(Self.mobile("7370"), .answers(digits: "1", keyedAfter: 4))
            let client = BenchOffice.client("7370")
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7370"))
            let asked = try await stage.leg(to: Self.mobile("7370"), for: client, of: call)
            let desk = try await stage.leg(to: "7371", for: client, of: call)
            try await stage.expectRinging(call, until: desk)
            #expect(try await asked.answered() < desk.answered())
            try await asked.comesToHear(prompt: Self.question, language: "en")
            try await expectTaken(asked)
            try await stage.bench.expectConversation(call, desk)
        }
    }

    /// The caller hears it ring until the mobile has pressed 1, and is connected then.
    private func expectConnected(_ call: CallerLeg, whenAccepted mobile: ObservedLeg, _ stage: Stage) async throws {
        let answer = try await call.leg.answered()
        let key = try #require(mobile.keyed.first)
        #expect(key.digit == "1")
        #expect((-0.1..<0.8).contains(answer - key.ended), "connected \(answer - key.ended) s after he pressed 1")
        #expect(call.dialog.heardBeforeAnswer == [180])
        try await stage.bench.expectConversation(call, mobile)
    }

    private func expectTaken(_ asked: ObservedLeg) async throws {
        let prompt = try await asked.comesToHear(prompt: "switchboard/call-taken", language: "en")
        let key = try #require(asked.keyed.first)
        #expect(prompt.began - key.ended < 0.8)
        try await asked.ends(within: 5)
        #expect(asked.dialog.wasHungUpByPBX == true)
    }

    // MARK: Through nesting

    /// How a call comes to a mobile whose owner is to accept it.
    struct Way: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let `extension`: String
        let users: [BenchOffice.User]
        var groups: [BenchOffice.Group] = []
        /// The first trunk has no circuit.
        var isRerouted = false
    }

    static let ways: [Way] = [
        Way(
            testDescription: "a group in a group in a group", extension: "7320", users: [.init(extension: "7321")],
            groups: [
                .init(extension: "7320", ring: "30s", members: ["user 7321", "group g7322"]),
                .init(extension: "7322", strategy: "linear", ring: "30s", members: ["group g7323"]),
                .init(extension: "7323", ring: "30s", members: [BenchOffice.asked("7320")]),
            ]),
        Way(
            testDescription: "a forward to a group", extension: "7330",
            users: [.init(extension: "7330", keys: "forward: { always: { to: group g7331 } }")],
            groups: [.init(extension: "7331", ring: "30s", members: [BenchOffice.asked("7330")])]),
        Way(
            testDescription: "the last of a sequence", extension: "7340", users: [.init(extension: "7341")],
            groups: [
                .init(
                    extension: "7340", strategy: "linear", ring: "5s",
                    members: ["{ to: user 7341, ring: 2s }", BenchOffice.asked("7340")])
            ]),
        Way(
            testDescription: "a user's forward", extension: "7350",
            users: [
                .init(
                    extension: "7350",
                    keys: "mobile: \(BenchOffice.mobile("7350")), "
                        + "forward: { noAnswer: { after: 2s, to: mobile, confirm: true } }")
            ], isRerouted: true),
        Way(
            testDescription: "a member's forward", extension: "7360",
            users: [
                .init(
                    extension: "7361",
                    keys: "mobile: \(BenchOffice.mobile("7360")), forward: { always: { to: mobile, confirm: true } }")
            ],
            groups: [.init(extension: "7360", ring: "30s", members: ["user 7361"], keys: "membersForward: true")],
            isRerouted: true),
    ]

    @Test(
        "whatever way the call comes, a mailbox that answers does not have it, and a person has when he accepts",
        arguments: ways)
    func nested(_ way: Way) async throws {
        let stage = try await Stage.shared()
        let mobile = Self.mobile(way.extension)
        try await stage.scenario("asked by \(way.testDescription)", [way.extension] + way.users.map(\.extension)) {
            for user in way.users { stage.bench.world.party(user.extension, .rings) }
            if way.isRerouted { stage.bench.world.party("\(mobile)@main", .congested) }
            stage.bench.world.party(mobile, .answersAsVoicemail(), .answers(digits: "1", keyedAfter: 2))
            let client = BenchOffice.client(way.extension)
            let first = try await stage.call(from: .trunk(client), to: BenchOffice.direct(way.extension))
            let mailbox = try await stage.bench.leg(to: mobile, of: first, index: way.isRerouted ? 1 : 0)
            let answer = try await mailbox.answered()
            try await mailbox.comesToHear(prompt: Self.question, language: "en")
            _ = try await mailbox.heard(from: answer, to: answer + 3)
            #expect(first.dialog.answeredAt == nil, "a mailbox is nobody")
            #expect(first.dialog.heardBeforeAnswer == [180])
            try await first.hangUp()

            let second = try await stage.call(from: .trunk(client), to: BenchOffice.direct(way.extension))
            let person = try await stage.bench.leg(to: mobile, of: second, index: way.isRerouted ? 1 : 0)
            try await expectConnected(second, whenAccepted: person, stage)
            try await mailbox.ends(within: 5)
        }
    }
}
