import AsteriskBench
import Testing

@Suite("hunt groups") struct GroupScenarios {
    static let users: [BenchOffice.User] = [
        .init(extension: "7101"), .init(extension: "7102"),
        .init(extension: "7103", phone: nil, keys: "mobile: \(BenchOffice.mobile("7103"))"),
        .init(extension: "7111"), .init(extension: "7112"), .init(extension: "7113"),
        .init(extension: "7211"), .init(extension: "7212", keys: "callWaiting: false"), .init(extension: "7213"),
        .init(extension: "7222", keys: "forward: { always: { to: user 7224 } }"),
        .init(extension: "7223"), .init(extension: "7224"),
        .init(extension: "7225", keys: "voicemail: { pin: '7225' }, forward: { always: { to: voicemail 7225 } }"),
        .init(extension: "7226", keys: "forward: { noAnswer: { after: 2s, to: user 7227 } }"),
        .init(extension: "7227"),
        .init(extension: "7231", phone: nil, keys: "mobile: \(BenchOffice.mobile("7231"))"),
        .init(extension: "7232"), .init(extension: "7233"),
        .init(extension: "7281", phone: Phone.Contact.none), .init(extension: "7282"),
    ]

    static let parts: BenchOffice.Parts = {
        let groups: [BenchOffice.Group] = [
            .init(
                extension: "7100", ring: "20s",
                members: ["user 7101", "user 7102", "{ to: user 7103, confirm: true }"]),
            .init(
                extension: "7110", strategy: "memoryhunt", ring: "4s", members: ["user 7111", "user 7112", "user 7113"]),
            .init(extension: "7210", members: ["user 7212", "user 7211"]),
            .init(extension: "7214", strategy: "linear", members: ["user 7212"], otherwise: "user 7213"),
            .init(extension: "7220", strategy: "linear", members: ["user 7222"]),
            .init(
                extension: "7221", strategy: "linear", members: ["user 7225", "user 7222"], keys: "membersForward: true"
            ),
            .init(extension: "7228", members: ["user 7226", "user 7223"], keys: "membersForward: true"),
            .init(
                extension: "7230", strategy: "linear", ring: "5s", members: ["user 7231", "user 7232", "user 7233"]),
            .init(extension: "7283", members: ["user 7281"], otherwise: "user 7282"),
            .init(extension: "7284", strategy: "linear", members: ["user 7281"], otherwise: "group g7285"),
            .init(extension: "7285", strategy: "memoryhunt", members: ["user 7281"], otherwise: "group g7284"),
            .init(extension: "7286", strategy: "random", members: ["user 7281"], otherwise: "play closed"),
        ]
        var parts = BenchOffice.Parts(of: groups)
        parts.menus = [
            "{ name: to a group, greeting: welcome, keys: { 1: group g7230 }, wait: 5s, attempts: 1, "
                + "silence: { to: operator }, mistake: { to: operator } }"
        ]
        parts.numbers.append("{ number: \(BenchOffice.direct("7234")), rules: [ { to: menu to a group } ] }")
        return parts
    }()

    @Test("a mobile's voicemail answers first: the desk phone that picks up 3 s later gets the caller")
    func confirm() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("ringall with confirm", ["7100", "7101", "7102", "7103"]) {
            let (client, mobile) = (BenchOffice.client("7100"), String(BenchOffice.mobile("7103").dropFirst()))
            stage.bench.world.party("7101", .rings)
            stage.bench.world.party("7102", .answers(after: 4))
            stage.bench.world.party(mobile, .answers(after: 1))
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7100"))
            let voicemail = try await stage.bench.leg(to: mobile, of: call)
            try await voicemail.answered()
            #expect(call.dialog.answeredAt == nil, "a voicemail is nobody")
            let other = try await stage.leg(to: "7101", for: client, of: call)
            let desk = try await stage.leg(to: "7102", for: client, of: call)
            try await desk.answered()
            try await stage.bench.expectConversation(call, desk, for: 1)
            try await other.stopsRinging(within: 1)
            #expect(other.dialog.wasAnsweredElsewhere, "\(other.dialog.cancelReason ?? "")")
            try await voicemail.ends(within: 10)
        }
    }

    @Test("memoryhunt: one more each time, and whoever rejects makes the next one ring")
    func memoryhunt() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("memoryhunt", ["7110", "7111", "7112", "7113"]) {
            let client = BenchOffice.client("7110")
            stage.bench.world.party("7111", .rings)
            stage.bench.world.party("7112", .rejects(after: 1))
            stage.bench.world.party("7113", .answers(after: 2))
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7110"))
            let first = try await stage.leg(to: "7111", for: client, of: call)
            let second = try await stage.leg(to: "7112", for: client, of: call)
            let third = try await stage.leg(to: "7113", for: client, of: call)
            #expect(abs(second.dialog.invitedAt - first.dialog.invitedAt - 4) < 0.7)
            #expect(abs(third.dialog.invitedAt - second.dialog.invitedAt - 1.2) < 0.7)
            try await stage.bench.expectConversation(call, third, for: 1)
            #expect(first.dialog.wasAnsweredElsewhere)
        }
    }

    @Test("who is in a call is passed over, unless his phone takes a second one; when nobody is left, otherwise")
    func inCall() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("group in a call", ["7210", "7211", "7212", "7213", "7214"]) {
            var talks: [(CallerLeg, ObservedLeg)] = []
            for talking in ["7211", "7212"] {
                let other = BenchOffice.client(talking)
                let talk = try await stage.call(from: .trunk(other), to: BenchOffice.direct(talking))
                let desk = try await stage.leg(to: talking, for: other, of: talk)
                try await desk.answered()
                talks.append((talk, desk))
            }
            let client = BenchOffice.client("7210")
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7210"))
            let second = try await stage.leg(to: "7211", for: client, of: call)
            try await stage.bench.expectConversation(call, second)
            try await stage.expectRinging(call, until: second)

            let last = BenchOffice.client("7214")
            let all = try await stage.call(from: .trunk(last), to: BenchOffice.direct("7214"))
            let substitute = try await stage.leg(to: "7213", for: last, of: all)
            #expect(substitute.dialog.invitedAt - all.dialog.invitedAt < 1)
            try await stage.expectRinging(all, until: substitute)
            try await stage.bench.expectConversation(all, substitute)
            #expect(stage.bench.legs(to: "7212", after: call.dialog.invitedAt).isEmpty)
            for (caller, desk) in talks { try await stage.bench.expectConversation(caller, desk, for: 0.5) }
        }
    }

    @Test("members' own forwards don't apply, unless the group says so; a mailbox never takes a group's call")
    func membersForward() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("members forward", (7220...7228).map(String.init)) {
            let own = BenchOffice.client("7220")
            #expect(try await stage.explain(to: BenchOffice.direct("7220"), from: own).parties == ["7222"])
            let call = try await stage.call(from: .trunk(own), to: BenchOffice.direct("7220"))
            let desk = try await stage.leg(to: "7222", for: own, of: call)
            try await stage.bench.expectConversation(call, desk)
            #expect(stage.bench.legs(to: "7224", after: call.dialog.invitedAt).isEmpty)

            let forwarded = BenchOffice.client("7221")
            let second = try await stage.call(from: .trunk(forwarded), to: BenchOffice.direct("7221"))
            let target = try await stage.leg(to: "7224", for: forwarded, of: second)
            try await stage.bench.expectConversation(second, target)
            try await stage.expectRinging(second, until: target)
            for member in ["7225", "7222"] {
                #expect(stage.bench.legs(to: member, after: second.dialog.invitedAt).isEmpty)
            }

            let both = BenchOffice.client("7228")
            for member in ["7226", "7223"] { stage.bench.world.party(member, .rings) }
            let third = try await stage.call(from: .trunk(both), to: BenchOffice.direct("7228"))
            let first = try await stage.leg(to: "7226", for: both, of: third)
            let other = try await stage.leg(to: "7223", for: both, of: third)
            let colleague = try await stage.leg(to: "7227", for: both, of: third)
            #expect(abs(first.rang - 2) < 0.8, "rang \(first.rang) s")
            try await stage.expectRinging(third, until: colleague)
            try await stage.bench.expectConversation(third, colleague)
            try await stage.expectAnsweredElsewhere([other], takenAt: try await colleague.answered())
        }
    }

    @Test("a caller out of a menu hears ringing from one leg to the next, whatever the network of a mobile plays")
    func ringing() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("ringing", ["7230", "7231", "7232", "7233", "7234"]) {
            let mobile = String(BenchOffice.mobile("7231").dropFirst())
            let announcement = Tone(1_990)
            stage.bench.world.party(mobile, .plays(PartyScript([.progress, .tone(announcement), .wait(3_600)])))
            stage.bench.world.party("7232", .rings)
            stage.bench.world.party("7233", .answers(after: 1))
            let (client, other) = (BenchOffice.client("7234"), BenchOffice.client("7230"))
            let call = try await stage.call(
                from: .trunk(client), to: BenchOffice.direct("7234"), then: [.wait(1), .digits("1")])
            // The same way for one who has not been answered.
            let direct = try await stage.call(from: .trunk(other), to: BenchOffice.direct("7230"))
            let first = try await stage.leg(to: mobile, for: client, of: call)
            let last = try await stage.leg(to: "7233", for: client, of: call)
            let answer = try await last.answered()
            #expect(answer - first.dialog.invitedAt > 10)
            let heard = try await call.leg.heard(from: first.dialog.invitedAt, to: answer)
            #expect(heard.hasRingback)
            // Ringback is silent for 4 s.
            #expect(heard.longestSilence < 4.5, "silence of \(heard.longestSilence) s")
            #expect(!heard.everHas(announcement))
            try await stage.bench.expectConversation(call, last)

            let taker = try await stage.leg(to: "7233", for: other, of: direct)
            try await stage.expectRinging(direct, until: taker)
            #expect(stage.legs(for: other, of: direct, among: [mobile, "7232", "7233"]).count == 3)
        }
    }

    @Test("nobody can be rung: otherwise leads on, groups that lead to each other to the operator")
    func nobody() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("otherwise", (7281...7286).map(String.init)) {
            for (group, party) in [("7283", "7282"), ("7284", BenchOffice.operator)] {
                let client = BenchOffice.client(group)
                let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct(group))
                let leg = try await stage.leg(to: party, for: client, of: call)
                #expect(leg.dialog.invitedAt - call.dialog.invitedAt < 1)
                try await stage.expectRinging(call, until: leg)
                try await stage.bench.expectConversation(call, leg)
            }
            let last = try await stage.call(from: .trunk(BenchOffice.client("7286")), to: BenchOffice.direct("7286"))
            try await last.leg.comesToHear(prompt: "switchboard/closed", language: "en")
        }
    }
}
