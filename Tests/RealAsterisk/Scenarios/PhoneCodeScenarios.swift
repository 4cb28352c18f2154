import AsteriskBench
import Testing

/// Codes dialled from phones: heard, shown by `forward show`, and taken by the next call.
@Suite("codes from phones") struct PhoneCodeScenarios {
    /// All four forwards lead to the colleague.
    private static func forwarded(_ extension: String, to colleague: String) -> BenchOffice.User {
        let to = "to: user \(colleague)"
        return .init(
            extension: `extension`,
            keys:
                "forward: { always: { \(to) }, busy: { \(to) }, noAnswer: { after: 4s, \(to) }, unreachable: { \(to) } }"
        )
    }

    static let users: [BenchOffice.User] =
        (registered + keyed).flatMap { row -> [BenchOffice.User] in
            var user = BenchOffice.User(extension: row.user)
            if row.isOff { user.phone = Phone.Contact.none }
            return [user, .init(extension: row.colleague)]
        }
        + erased.flatMap { [forwarded($0.user, to: $0.colleague), .init(extension: $0.colleague)] }
        + ["7721", "7723"].map { .init(extension: $0, keys: "forward: { always: { to: user 7722 } }") }
        + [
            .init(extension: "7722"),
            .init(extension: "7741", keys: "forward: { busy: { to: user 7743 } }"),
            .init(extension: "7742"), .init(extension: "7743"),
            .init(extension: "7751", keys: "voicemail: { pin: '4417' }"), .init(extension: "7752"),
            .init(extension: "7761"), .init(extension: "7762"), .init(extension: "7781"), .init(extension: "7782"),
            .init(extension: "7783"),
        ]
        + refusals.map { .init(extension: $0.user, keys: "forward: { busy: { to: user 7783 } }") }

    static let parts = BenchOffice.Parts()

    // MARK: A forward is set

    @Test("sets a forward, says so, and the next call takes it", arguments: registered + keyed)
    func registers(_ row: Registered) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("code \(row.testDescription)", [row.user, row.colleague]) {
            stage.bench.world.party(row.user, row.phone)
            let phone = try await stage.call(
                from: .phone(row.user), to: row.code,
                then: row.keys.isEmpty ? [] : [.wait(2), .digits(row.keys)])
            if !row.keys.isEmpty { try await phone.leg.comesToHear(says: ["enter-number"]) }
            try await phone.leg.comesToHear(says: row.says)
            await phone.hangsUp()
            #expect(try await stage.switchboard.forwards(of: row.user).forwards == row.forwards)
            try await arrives(row, stage)
        }
    }

    /// A client's call goes where the forward says, after the phone has rung where it is to.
    private func arrives(_ row: Registered, _ stage: Stage) async throws {
        let (number, client) = (BenchOffice.direct(row.user), BenchOffice.client(row.colleague))
        let target = row.forwards.isEmpty ? row.user : row.target
        let way = try await stage.explain(to: number, from: client, when: row.outcomes)
        #expect(way.parties.last == target)
        let call = try await stage.call(from: .trunk(client), to: number)
        if row.outcomes == ["noAnswer"] {
            let desk = try await stage.leg(to: row.user, for: client, of: call)
            try await desk.stopsRinging()
            #expect(abs(desk.rang - 4) < 1, "rang \(desk.rang) s")
        }
        let leg = try await stage.leg(to: target, for: client, of: call)
        try await stage.bench.expectConversation(call, leg, for: 1)
    }

    // MARK: Off, on, told, erased

    @Test("#21# keeps a forward and switches it off, *21# switches it on again")
    func offAndOn() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("code off and on", ["7721", "7722"]) {
            let number = BenchOffice.direct("7721")
            for (code, says, target) in [("#21#", "is-off", "7721"), ("*21#", "is-on", "7722")] {
                try await stage.dial(code, from: "7721", says: ["forward-always", says])
                let shown = try await stage.switchboard.forwards(of: "7721").forwards
                #expect(shown == [.init("always", "user 7722", inactive: code == "#21#" ? true : nil)])
                let client = BenchOffice.client(target)
                let call = try await stage.call(from: .trunk(client), to: number)
                let leg = try await stage.leg(to: target, for: client, of: call)
                try await stage.bench.expectConversation(call, leg, for: 1)
            }
        }
    }

    @Test("*#21# tells what is set, ##21# erases it")
    func toldAndErased() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("code told and erased", ["7723"]) {
            let digits = "7722".map { "digits/\($0)" }
            try await stage.dial("*#21#", from: "7723", says: ["forward-always", "is-on", "to-extension"] + digits)
            try await stage.dial("##21#", from: "7723", says: ["forward-always", "erased"])
            try await stage.dial("*#21#", from: "7723", says: ["forward-always", "is-not-set"])
            try await stage.expectOwnPhone(of: "7723", forwards: [])
        }
    }

    @Test("erases some, says so, and the next call goes by what is left", arguments: erased)
    func erases(_ row: Erased) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("code \(row.code)", [row.user, row.colleague]) {
            try await stage.dial(row.code, from: row.user, says: row.says)
            #expect(try await stage.switchboard.forwards(of: row.user).forwards.map(\.condition) == row.left)
            let client = BenchOffice.client(row.user)
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct(row.user))
            let target = row.left.contains("always") ? row.colleague : row.user
            let leg = try await stage.leg(to: target, for: client, of: call)
            try await stage.bench.expectConversation(call, leg, for: 1)
        }
    }

    @Test("#43# makes a second call find the user busy, *43# lets it ring, *#43# tells")
    func callWaiting() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("code call waiting", ["7741", "7742", "7743"]) {
            for (code, says, target) in [("#43#", "is-off", "7743"), ("*43#", "is-on", "7741")] {
                try await stage.dial(code, from: "7741", says: ["call-waiting", says])
                #expect(try await stage.switchboard.forwards(of: "7741").callWaiting == (says == "is-on"))
                let own = try await stage.call(from: .phone("7741"), to: "7742")
                let colleague = try await stage.leg(to: "7742", for: "7741", of: own)
                try await colleague.answered()
                let client = BenchOffice.client(target)
                let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7741"))
                let leg = try await stage.leg(to: target, for: client, of: call)
                try await stage.bench.expectConversation(call, leg, for: 1)
                #expect(stage.bench.legs(to: "7741", after: call.dialog.invitedAt).isEmpty == (target != "7741"))
                try await call.hangUp()
                try await own.hangUp()
                try await colleague.ends()
            }
            try await stage.dial("*#43#", from: "7741", says: ["call-waiting", "is-on"])
        }
    }

    // MARK: Voicemail

    @Test("*98 asks for the PIN of the caller's own mailbox, and lets him in")
    func voicemail() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("code voicemail", ["7751", "7752"]) {
            let call = try await stage.call(from: .phone("7751"), to: "*98", then: [.wait(2), .digits("4417#")])
            try await call.leg.comesToHear(prompt: "vm-password", language: "en")
            try await call.leg.comesToHear(prompt: "vm-youhave", language: "en")
            try await call.hangUp()
            try await stage.dial("*98", from: "7752", says: ["no-mailbox"])
        }
    }

    // MARK: Survives a restart, history and undo

    @Test("a forward set by a code survives a restart, is in the history, and can be taken back")
    func restart() async throws {
        let stage = try await Stage.shared()
        let server = try #require(stage.victims[.coded])
        try await stage.scenario("code and restart", ["7761", "7762"]) {
            try await stage.dial("**21*7762#", from: "7761", says: ["forward-always", "is-on", "to-extension"])
            try await server.kill()
            try await server.restart()
            #expect(try await server.forwards(of: "7761").forwards == [.init("always", "user 7762")])
            try await stage.dial("*#21#", from: "7761", says: ["forward-always", "is-on", "to-extension"])
            let call = try await stage.call(
                from: .trunk(BenchOffice.client("7761"), trunk: "coded"), to: BenchOffice.direct("7761"))
            let colleague = try await stage.leg(to: "7762", for: BenchOffice.client("7761"), of: call)
            try await stage.bench.expectConversation(call, colleague, for: 1)
            let newest = try #require(try await server.history().first)
            #expect(newest.author == "PJSIP/7761")
            #expect(newest.comment == "user 7761: forward always → user 7762")
            #expect(newest.items == ["changed user 7761"])

            let undone = try await server.run(["undo"])
            #expect(undone.exitCode == 0, "\(undone.errors)")
            _ = try await server.takesUp(revision: newest.revision + 1)
            #expect(try await server.forwards(of: "7761").forwards.isEmpty)
            let after = try await stage.call(
                from: .trunk(BenchOffice.client("7762"), trunk: "coded"), to: BenchOffice.direct("7761"))
            let desk = try await stage.leg(to: "7761", for: BenchOffice.client("7762"), of: after)
            try await stage.bench.expectConversation(after, desk, for: 1)
        }
    }

    // MARK: Refused

    @Test("is refused with its reason, and nothing is changed", arguments: refusals)
    func refused(_ row: Refusal) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("code refused \(row.user)", [row.user]) {
            let phone = try await stage.dial(row.code, from: row.user, says: [row.says])
            #expect(phone.dialog.answeredAt != nil)
            try await stage.expectOwnPhone(of: row.user, forwards: [.init("busy", "user 7783")])
            #expect(try await stage.switchboard.history().allSatisfy { $0.author != "PJSIP/\(row.user)" })
        }
    }

    @Test("a phone that is no user's changes nothing, whoever it says it is")
    func stranger() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("code from a stranger's phone", [Stage.strangersPhone]) {
            try await stage.dial("**21*7783#", from: Stage.strangersPhone, says: ["not-your-phone"])
            try await stage.dial("*72", from: Stage.strangersPhone, says: ["not-your-phone"])
            #expect(try await stage.switchboard.history().allSatisfy { $0.author != "PJSIP/\(Stage.strangersPhone)" })
        }
    }

    @Test("a colleague who is transferred to a code changes nothing, neither of his own rules nor of the other's")
    func transferred() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("code by transfer", ["7781", "7782"]) {
            stage.bench.world.party(
                "7781", .plays(PartyScript([.ringing, .answer, .wait(1), .refer(to: "**21*7783"), .wait(5)])),
                .answers())
            let call = try await stage.call(from: .phone("7782"), to: "7781")
            let again = try await stage.bench.leg(to: "7781", of: call, index: 1)
            try await again.comesToHear(says: ["transferred-call"])
            try await stage.bench.expectConversation(call, again)
            for user in ["7781", "7782"] {
                #expect(try await stage.switchboard.forwards(of: user).forwards.isEmpty)
            }
        }
    }

}

extension ObservedLeg {
    /// Waits for prompts one after the other: Switchboard's own, and Asterisk's with a folder.
    func comesToHear(says prompts: [String]) async throws {
        var moment: WireTime?
        for prompt in prompts {
            let name = prompt.contains("/") ? prompt : "switchboard/\(prompt)"
            moment = try await comesToHear(prompt: name, language: "en", after: moment).until
        }
    }
}

extension CallerLeg {
    /// Whoever has heard enough hangs up, unless Asterisk has done so in this moment.
    fileprivate func hangsUp() async {
        if leg.dialog.endedAt == nil { try? await hangUp() }
    }
}

extension Stage {
    /// Dials a code from a phone, hears what is said, and hangs up.
    @discardableResult
    fileprivate func dial(_ code: String, from phone: String, says: [String]) async throws -> CallerLeg {
        let call = try await call(from: .phone(phone), to: code)
        try await call.leg.comesToHear(says: says)
        await call.hangsUp()
        return call
    }

    /// A client's call rings the user's own phone, with these forwards and no other.
    fileprivate func expectOwnPhone(of user: String, forwards: [Forwards.Rule]) async throws {
        #expect(try await switchboard.forwards(of: user).forwards == forwards)
        let client = BenchOffice.client(user)
        let call = try await call(from: .trunk(client), to: BenchOffice.direct(user))
        let desk = try await leg(to: user, for: client, of: call)
        try await bench.expectConversation(call, desk, for: 1)
    }
}
