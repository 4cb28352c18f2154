import AsteriskBench
import Foundation
import Testing

@Suite("familiar employees") struct FamiliarScenarios {
    static let users: [BenchOffice.User] =
        ["7601", "7602", "7603", "7611", "7612", "7622", "7632", "7641", "7642", "7651", "7652"].map {
            .init(extension: $0)
        } + [
            .init(extension: "7621", phone: nil, keys: "mobile: \(BenchOffice.mobile("7621"))"),
            .init(extension: "7631", keys: "shift: shift7630"),
        ]

    /// Each number has a user for whoever is not familiar.
    static let parts = BenchOffice.Parts(
        groups: [
            "{ extension: 7653, name: g7650, strategy: ringall, members: [user 7651, user 7652], "
                + "otherwise: { to: operator } }"
        ],
        menus: [
            "{ name: m7600, greeting: welcome, keys: { 1: user 7603 }, wait: 5s, attempts: 1, silence: { to: user 7602 }, "
                + "mistake: { to: user 7602 } }"
        ],
        schedules: ["{ name: shift7630, open: [\"daily 00:00-24:00\"] }"],
        numbers: [
            ("7600", "menu m7600"), ("7610", "user 7612"), ("7620", "user 7622"), ("7630", "user 7632"),
            ("7640", "user 7642"), ("7650", "group g7650"),
        ].map {
            "{ number: \(BenchOffice.direct($0)), rules: [ { familiar: today, ring: 4s }, { to: \($1) } ] }"
        })

    @Test("who talked with a user gets him first, past the menu; when he does not answer the rules go on")
    func inbound() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("familiar", ["7600", "7601", "7603"]) {
            let (client, number) = (BenchOffice.client("7600"), BenchOffice.direct("7600"))
            let stranger = try await stage.explain(to: number, from: client)
            #expect(stranger.steps.map(\.step) == ["collect"])
            let talk = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7601"))
            let desk = try await stage.leg(to: "7601", for: client, of: talk)
            try await stage.bench.expectConversation(talk, desk, for: 1)
            try await stage.knows(client, talkedWith: "7601")
            try await talk.hangUp()

            let way = try await stage.explain(to: number, from: client, when: ["noAnswer"])
            #expect(way.steps.map(\.step) == ["ring", "collect"])
            #expect(way.parties == ["7601"])
            stage.bench.world.party("7601", .answers(), .rings)
            let call = try await stage.call(from: .trunk(client), to: number)
            let again = try await stage.leg(to: "7601", for: client, of: call)
            try await stage.bench.expectConversation(call, again, for: 1)
            try await call.hangUp()

            let third = try await stage.call(
                from: .trunk(client), to: number, then: [.wait(1), .digits("1")])
            let unanswered = try await stage.leg(to: "7601", for: client, of: third)
            try await unanswered.stopsRinging()
            #expect(abs(unanswered.rang - 4) < 1, "rang \(unanswered.rang) s")
            let other = try await stage.leg(to: "7603", for: client, of: third)
            try await stage.bench.expectConversation(third, other, for: 1)
            // He is the one who talked last.
            try await stage.knows(client, talkedWith: "7603")
            #expect(try await stage.explain(to: number, from: client).parties == ["7603"])
        }
    }

    @Test("who was called by a user gets him first, until the talk is forgotten")
    func outbound() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("familiar from a call out", ["7610", "7611", "7612"]) {
            let (client, number) = (BenchOffice.client("7610"), BenchOffice.direct("7610"))
            let called = String(client.dropFirst())
            let talk = try await stage.call(from: .phone("7611"), to: "8" + called.dropFirst())
            let far = try await stage.bench.leg(to: called, of: talk)
            try await stage.bench.expectConversation(talk, far, for: 1)
            let first = try await stage.knows(client, talkedWith: "7611")
            try await talk.hangUp()

            #expect(try await stage.explain(to: number, from: client, when: ["noAnswer"]).parties == ["7611", "7612"])
            let call = try await stage.call(from: .trunk(client), to: number)
            let desk = try await stage.leg(to: "7611", for: client, of: call)
            try await stage.bench.expectConversation(call, desk, for: 1)
            try await stage.knows(client, talkedWith: "7611", since: first)
            try await call.hangUp()

            let forgotten = try await stage.switchboard.run(["familiar", "forget", "--number", client])
            #expect(forgotten.exitCode == 0, "\(forgotten.errors)")
            #expect(try await stage.talks(with: client).isEmpty)
            let later = try await stage.call(from: .trunk(client), to: number)
            let other = try await stage.leg(to: "7612", for: client, of: later)
            try await stage.bench.expectConversation(later, other, for: 1)
            #expect(stage.bench.legs(to: "7611", after: later.dialog.invitedAt).isEmpty)
        }
    }

    @Test("a user who has only a mobile is familiar, too")
    func mobile() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("familiar mobile", ["7620", "7621", "7622"]) {
            let (client, number) = (BenchOffice.client("7620"), BenchOffice.direct("7620"))
            let mobile = String(BenchOffice.mobile("7621").dropFirst())
            let talk = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7621"))
            let first = try await stage.bench.leg(to: mobile, of: talk)
            try await stage.bench.expectConversation(talk, first, for: 1)
            try await stage.knows(client, talkedWith: "7621")
            try await talk.hangUp()

            stage.bench.world.party(mobile, .answers(), .rings)
            let way = try await stage.explain(to: number, from: client, when: ["noAnswer"])
            #expect(way.parties == [mobile, "7622"])
            let call = try await stage.call(from: .trunk(client), to: number)
            let again = try await stage.bench.leg(to: mobile, of: call)
            try await stage.bench.expectConversation(call, again, for: 1)
            try await call.hangUp()
            let third = try await stage.call(from: .trunk(client), to: number)
            let unanswered = try await stage.bench.leg(to: mobile, of: third)
            try await unanswered.stopsRinging()
            #expect(abs(unanswered.rang - 4) < 1, "rang \(unanswered.rang) s")
            let other = try await stage.leg(to: "7622", for: client, of: third)
            try await stage.bench.expectConversation(third, other, for: 1)
        }
    }

    @Test("of a group it is whoever answered")
    func group() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("familiar of a group", ["7650", "7651", "7652"]) {
            let (client, number) = (BenchOffice.client("7650"), BenchOffice.direct("7650"))
            stage.bench.world.party("7651", .rings)
            let talk = try await stage.call(from: .trunk(client), to: number)
            let desk = try await stage.leg(to: "7652", for: client, of: talk)
            try await stage.bench.expectConversation(talk, desk, for: 1)
            try await stage.knows(client, talkedWith: "7652")
            let way = try await stage.explain(to: number, from: client, when: ["noAnswer"])
            #expect(way.steps.map(\.legs.count) == [1, 1])
            #expect(way.parties == ["7652", "7651"])
        }
    }

    @Test("a user is familiar on his shift only")
    func shift() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("familiar off shift", ["7630", "7631", "7632"]) {
            let (client, number) = (BenchOffice.client("7630"), BenchOffice.direct("7630"))
            stage.bench.world.party("7632", .rings)
            let talk = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7631"))
            let desk = try await stage.leg(to: "7631", for: client, of: talk)
            try await stage.bench.expectConversation(talk, desk, for: 1)
            try await stage.knows(client, talkedWith: "7631")
            try await talk.hangUp()
            #expect(try await stage.explain(to: number, from: client).parties == ["7631"])

            try await stage.putInForce(["schedule", "override", "shift7630", "closed"])
            #expect(try await stage.explain(to: number, from: client).parties == ["7632"])
            let call = try await stage.call(from: .trunk(client), to: number)
            // Not answered: he would be the familiar one then.
            let other = try await stage.leg(to: "7632", for: client, of: call)
            try await other.rings()
            #expect(stage.bench.legs(to: "7631", after: call.dialog.invitedAt).isEmpty)
            try await call.hangUp()

            try await stage.putInForce(["schedule", "override", "shift7630", "none"])
            let back = try await stage.call(from: .trunk(client), to: number)
            let again = try await stage.leg(to: "7631", for: client, of: back)
            try await stage.bench.expectConversation(back, again, for: 1)
        }
    }

    @Test("a caller without a number is never familiar")
    func anonymous() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("familiar anonymous", ["7640", "7641", "7642"]) {
            let client = BenchOffice.client("7640")
            // The talk of somebody with a number comes after: what is written of the first would be there before it.
            for caller in [nil, client] {
                let talk = try await stage.call(from: .trunk(caller), to: BenchOffice.direct("7641"))
                let desk = try await stage.bench.leg(to: "7641", of: talk)
                try await stage.bench.expectConversation(talk, desk, for: 1)
                try await talk.hangUp()
                try await desk.ends()
            }
            try await stage.knows(client, talkedWith: "7641")
            #expect(try await stage.talks(of: "7641").map(\.number) == [client])
            let number = BenchOffice.direct("7640")
            #expect(try await stage.explain(to: number, from: nil).parties == ["7642"])
            let call = try await stage.call(from: .trunk(nil), to: number)
            let other = try await stage.bench.leg(to: "7642", of: call)
            try await stage.bench.expectConversation(call, other, for: 1)
            #expect(stage.bench.legs(to: "7641", after: call.dialog.invitedAt).isEmpty)
        }
    }
}

/// What `familiar list --json` shows.
private struct Talk: Decodable {
    let number: String
    let user: String
    let date: Date
}

extension Stage {
    fileprivate func talks(with number: String) async throws -> [Talk] { try await talks(["--number", number]) }

    fileprivate func talks(of user: String) async throws -> [Talk] { try await talks(["--user", user]) }

    private func talks(_ whose: [String]) async throws -> [Talk] {
        let answer = try await switchboard.run(["familiar", "list", "--json"] + whose)
        guard answer.exitCode == 0 else { throw BenchError("familiar list: \(answer.errors)") }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let text = try decoder.singleValueContainer().decode(String.self)
            return try Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text)
        }
        return try decoder.decode([Talk].self, from: Data(answer.output.utf8))
    }

    /// Waits until a talk is written down, which is done beside the call.
    /// - Parameter date: only a later talk counts.
    /// - Returns: when it was.
    @discardableResult
    fileprivate func knows(
        _ number: String, talkedWith user: String, since date: Date = .distantPast
    ) async throws -> Date {
        let deadline = ContinuousClock.now + .seconds(5)
        while true {
            if let talk = try await talks(with: number).first, talk.user == user, talk.date > date { return talk.date }
            guard ContinuousClock.now < deadline else { throw BenchError("no talk of \(number) with \(user) is known") }
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
