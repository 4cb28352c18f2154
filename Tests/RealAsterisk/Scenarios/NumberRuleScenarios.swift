import AsteriskBench
import Foundation
import Testing

@Suite("rules of a number") struct NumberRuleScenarios {
    static let users: [BenchOffice.User] =
        [
            "7501", "7502", "7503", "7504", "7505", "7506", "7507", "7511", "7512", "7521", "7522", "7523", "7524",
            "7526", "7531", "7532", "7541", "7542",
        ]
        .map { BenchOffice.User(extension: $0) } + [
            .init(extension: "7551", keys: "languages: [ru, en]"),
            .init(extension: "7552", keys: "languages: [en]"),
            .init(extension: "7553", keys: "languages: [it]"),
        ]

    static let parts = BenchOffice.Parts(
        menus: [
            "{ name: m7540, greeting: welcome, keys: { 1: user 7541, 2: speakers en }, wait: 3s, attempts: 1, "
                + "silence: { to: user 7542 }, mistake: { to: user 7542 } }"
        ],
        schedules: [
            "{ name: s7520, open: ['daily 00:00-24:00'], switch: { code: '*281', users: [7523] } }",
            "{ name: s7525, open: ['2020-01-01 00:00-24:00'], switch: { code: '*282', users: [7526] } }",
            "{ name: s7530, open: ['daily 00:00-24:00'] }",
            "{ name: hours7560, open: [Mon-Fri 09:00-18:00, Sat 10:00-14:00], except: [2026-12-31..2027-01-08, '*-05-09'] }",
            "{ name: night7560, open: ['daily 22:00-06:00'] }",
            "{ name: rome7570, open: ['daily 09:00-18:00'], zone: Europe/Rome }",
            "{ name: romenight7570, open: ['daily 22:00-06:00'], zone: Europe/Rome }",
        ],
        lists: ["{ name: vip7500, numbers: [\(BenchOffice.client("7506"))] }", "vip7510", "blocked7510"],
        numbers: [
            number(
                "7500", "{ caller: \(BenchOffice.client("7501")), to: user 7501 }",
                "{ caller: '+7495*', to: user 7502 }", "{ caller: country IT, to: user 7503 }",
                "{ caller: abroad, to: user 7504 }", "{ caller: anonymous, to: user 7505 }",
                "{ caller: list vip7500, to: user 7506 }", "{ to: user 7507 }"),
            number(
                "7510", "{ caller: list blocked7510, to: hangup }", "{ caller: list vip7510, to: user 7511 }",
                "{ to: user 7512 }"),
            number("7520", "{ during: s7520, to: user 7521 }", "{ outside: s7520, to: user 7522 }"),
            number("7525", "{ during: s7525, to: user 7521 }", "{ outside: s7525, to: user 7522 }"),
            number("7530", "{ during: s7530, to: user 7531 }", "{ outside: s7530, to: user 7532 }"),
            number(
                "7540", "{ caller: country IT, language: it, to: play closed }", "{ caller: abroad, language: en }",
                "{ to: menu m7540 }", language: "ru"),
            number(
                "7560", "{ during: night7560, to: user 7501 }", "{ outside: hours7560, to: user 7502 }",
                "{ to: user 7503 }"),
            number(
                "7570", "{ during: rome7570, to: user 7501 }", "{ during: romenight7570, to: user 7502 }",
                "{ to: user 7503 }"),
        ])

    private static func number(_ name: String, _ rules: String..., language: String? = nil) -> String {
        let language = language.map { "language: \($0), " } ?? ""
        return "{ number: \(BenchOffice.direct(name)), \(language)rules: [ \(rules.joined(separator: ", ")) ] }"
    }

    // MARK: Who is calling

    struct Somebody: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// As the trunk shows it; nil: withheld.
        let caller: String?
        let party: String
    }

    @Test(
        "the first rule that fits the caller",
        arguments: [
            Somebody(testDescription: "his number", caller: BenchOffice.client("7501"), party: "7501"),
            Somebody(testDescription: "his number, as the country writes it", caller: "89035557501", party: "7501"),
            Somebody(testDescription: "a prefix", caller: "+74955557502", party: "7502"),
            Somebody(testDescription: "a country", caller: "+393331237503", party: "7503"),
            Somebody(testDescription: "a country, without the plus", caller: "393331237513", party: "7503"),
            Somebody(testDescription: "abroad", caller: "+442071237504", party: "7504"),
            Somebody(testDescription: "anonymous", caller: nil, party: "7505"),
            Somebody(testDescription: "a list", caller: BenchOffice.client("7506"), party: "7506"),
            Somebody(testDescription: "anybody else", caller: BenchOffice.client("7507"), party: "7507"),
        ])
    func caller(_ somebody: Somebody) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("caller, \(somebody.testDescription)", [somebody.party]) {
            let number = BenchOffice.direct("7500")
            let way = try await stage.explain(to: number, from: somebody.caller)
            #expect(way.parties == [somebody.party])
            let call = try await stage.call(from: .trunk(somebody.caller), to: number)
            let desk = try await stage.leg(to: somebody.party, for: somebody.caller ?? "anonymous", of: call)
            try await stage.bench.expectConversation(call, desk, for: 1)
            #expect(!call.dialog.entries.contains { $0.message.status == 181 }, "nothing was forwarded")
        }
    }

    @Test("a list kept by commands holds for the next call")
    func list() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("lists", ["7510", "7511", "7512"]) {
            let (client, number) = (BenchOffice.client("7510"), BenchOffice.direct("7510"))
            try await stage.expect(client, reaches: "7512", at: number)
            try await stage.putInForce(["list", "add", "vip7510", client])
            try await stage.expect(client, reaches: "7511", at: number)
            try await stage.putInForce(["list", "remove", "vip7510", client])
            try await stage.expect(client, reaches: "7512", at: number)
            // As somebody in the office would write it.
            try await stage.putInForce(["list", "add", "blocked7510", "8 (903) 555-75-10"])
            #expect(try await stage.explain(to: number, from: client).steps.map(\.step) == ["hangup"])
            let refused = try await stage.call(from: .trunk(client), to: number)
            #expect(try await refused.leg.finalStatus(within: 5) == 403)
            try await stage.putInForce(["list", "remove", "blocked7510", client])
            try await stage.expect(client, reaches: "7512", at: number)
        }
    }

    // MARK: When

    @Test("a schedule held closed by hand: the next call takes the rule for outside its hours")
    func override() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("override", ["7530", "7531", "7532"]) {
            let (client, number) = (BenchOffice.client("7530"), BenchOffice.direct("7530"))
            try await stage.expect(client, reaches: "7531", at: number)
            try await stage.putInForce(["schedule", "override", "s7530", "closed"])
            try await stage.expect(client, reaches: "7532", at: number)
            try await stage.putInForce(["schedule", "override", "s7530", "closed", "--until", "2199-01-01T12:00"])
            try await stage.expect(client, reaches: "7532", at: number)
            for (moment, party) in [("2199-01-01T11:59", "7532"), ("2199-01-01T12:00", "7531")] {
                #expect(try await stage.explain(to: number, from: client, at: moment).parties == [party])
            }
            try await stage.putInForce(["schedule", "override", "s7530", "none"])
            try await stage.expect(client, reaches: "7531", at: number)
        }
    }

    @Test("a phone turns a schedule over by its code, and hears so; another phone is refused by voice")
    func switchCode() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("schedule by phone", ["7520", "7521", "7522", "7523", "7524"]) {
            let (client, number) = (BenchOffice.client("7520"), BenchOffice.direct("7520"))
            let refusal = try await stage.explain(to: "*281", from: "7524", inside: true)
            #expect(refusal.reasons == ["user 7524 may not hold schedule s7520 open or closed"])
            try await stage.dial("*281", from: "7524", hears: "not-permitted")
            try await stage.expect(client, reaches: "7521", at: number)
            try await stage.dial("*281", from: "7523", hears: "schedule-closed")
            try await stage.expect(client, reaches: "7522", at: number)
            try await stage.dial("*281", from: "7523", hears: "schedule-normal")
            try await stage.expect(client, reaches: "7521", at: number)
        }
    }

    @Test("a schedule that is closed is turned over to open")
    func switchOpen() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("schedule opened by phone", ["7525", "7526"]) {
            let (client, number) = (BenchOffice.client("7525"), BenchOffice.direct("7525"))
            try await stage.expect(client, reaches: "7522", at: number)
            try await stage.dial("*282", from: "7526", hears: "schedule-open")
            try await stage.expect(client, reaches: "7521", at: number)
        }
    }

    /// Who is called while a schedule is open, and while none of a number's is.
    private static let duty = [
        "night7560": "7501", "hours7560": "7503", "rome7570": "7501", "romenight7570": "7502", "7560": "7502",
        "7570": "7503",
    ]

    /// On the office's clock, Moscow's, which is three hours ahead of UTC all year; and the schedule that is open then.
    private static let moments: [(number: String, moments: [(String, open: String?)])] = [
        (
            "7560",
            [
                ("2026-11-20T08:59", nil), ("2026-11-20T09:00", "hours7560"), ("2026-11-20T17:59", "hours7560"),
                ("2026-11-20T18:00", nil), ("2026-11-21T13:59", "hours7560"), ("2026-11-21T14:00", nil),
                ("2026-11-22T12:00", nil),
                // A holiday of every year; before, within and after some of one.
                ("2028-05-08T12:00", "hours7560"), ("2028-05-09T12:00", nil), ("2026-12-30T12:00", "hours7560"),
                ("2026-12-31T12:00", nil), ("2027-01-08T12:00", nil), ("2027-01-11T12:00", "hours7560"),
                // Over midnight.
                ("2026-11-20T21:59", nil), ("2026-11-20T22:00", "night7560"), ("2026-11-21T00:00", "night7560"),
                ("2026-11-21T05:59", "night7560"), ("2026-11-21T06:00", nil),
            ]
        ),
        // Rome is two hours behind Moscow in winter and one in summer; 2026-03-29 and 2026-10-25 are the Sundays on
        // which that changes (Directive 2000/84/EC).
        (
            "7570",
            [
                ("2026-03-28T10:59", nil), ("2026-03-28T11:00", "rome7570"), ("2026-03-28T19:59", "rome7570"),
                ("2026-03-28T20:00", nil), ("2026-03-29T09:59", nil), ("2026-03-29T10:00", "rome7570"),
                ("2026-03-29T18:59", "rome7570"), ("2026-03-29T19:00", nil), ("2026-10-24T09:59", nil),
                ("2026-10-24T10:00", "rome7570"), ("2026-10-25T10:59", nil), ("2026-10-25T11:00", "rome7570"),
                // The nights in which it changes: an hour shorter, an hour longer.
                ("2026-03-28T23:59", nil), ("2026-03-29T00:00", "romenight7570"),
                ("2026-03-29T06:59", "romenight7570"), ("2026-03-29T07:00", nil),
                ("2026-10-24T23:00", "romenight7570"), ("2026-10-25T07:59", "romenight7570"),
                ("2026-10-25T08:00", nil),
            ]
        ),
    ]

    @Test("explain at a moment agrees with the schedules: hours, holidays, nights, and days with another clock")
    func moments() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("moments", ["7560", "7570"]) {
            for (number, moments) in Self.moments {
                for (moment, open) in moments {
                    let way = try await stage.explain(
                        to: BenchOffice.direct(number), from: BenchOffice.client(number), at: moment)
                    #expect(way.parties == [Self.duty[open ?? number]], "\(moment): \(way.reasons)")
                    let schedules = try await stage.openSchedules(at: moment).filter { $0.hasSuffix(number) }
                    #expect(schedules == open.map { [$0] } ?? [], "\(moment)")
                }
            }
        }
    }

    // MARK: In which language

    struct Listener: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let caller: String
        let prompt: String
        let language: String
        let key: String?
        let parties: [String]
    }

    @Test(
        "a number's language, another one by rule; from abroad to whoever speaks English",
        arguments: [
            Listener(
                testDescription: "a Russian", caller: BenchOffice.client("7540"), prompt: "welcome", language: "ru",
                key: "1", parties: ["7541"]),
            Listener(
                testDescription: "from London", caller: "+442071237541", prompt: "welcome", language: "en", key: "2",
                parties: ["7551", "7552"]),
            Listener(
                testDescription: "from Rome", caller: "+393331237542", prompt: "closed", language: "it", key: nil,
                parties: []),
        ])
    func language(_ listener: Listener) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("language, \(listener.testDescription)", ["7540"]) {
            let number = BenchOffice.direct("7540")
            stage.bench.world.party("7551", .rings)
            stage.bench.world.party("7552", .answers(after: 1))
            let way = try await stage.explain(
                to: number, from: listener.caller, when: listener.key.map { ["keys \($0)"] } ?? [])
            #expect(Set(way.parties).isSuperset(of: listener.parties))
            let call = try await stage.call(
                from: .trunk(listener.caller), to: number,
                then: listener.key.map { [.wait(2), .digits($0)] } ?? [])
            try await call.leg.comesToHear(prompt: "switchboard/\(listener.prompt)", language: listener.language)
            guard let last = listener.parties.last else {
                try await call.leg.ends(within: 15)
                return
            }
            for party in listener.parties.dropLast() {
                try await stage.leg(to: party, for: listener.caller, of: call).rings()
            }
            let desk = try await stage.leg(to: last, for: listener.caller, of: call)
            try await stage.bench.expectConversation(call, desk, for: 1)
            #expect(stage.bench.legs(to: "7553", after: call.dialog.invitedAt).isEmpty)
        }
    }
}

extension Stage {
    /// Explained in advance, then called.
    fileprivate func expect(_ client: String, reaches party: String, at number: String) async throws {
        #expect(try await explain(to: number, from: client).parties == [party])
        let call = try await call(from: .trunk(client), to: number)
        let desk = try await leg(to: party, for: client, of: call)
        try await bench.expectConversation(call, desk, for: 0.5)
        try await call.hangUp()
    }

    /// A code, and what is said to it.
    fileprivate func dial(_ code: String, from phone: String, hears prompt: String) async throws {
        let call = try await call(from: .phone(phone), to: code)
        try await call.leg.comesToHear(prompt: "switchboard/\(prompt)", language: "en")
        try await call.leg.ends(within: 10)
    }

    /// Runs a command that changes the rules, and waits until the server goes by them or newer ones.
    func putInForce(_ change: [String]) async throws {
        struct Made: Decodable {
            let revision: Int
        }
        let answer = try await switchboard.run(change + ["--json"])
        guard answer.exitCode == 0 else { throw BenchError("\(change): \(answer.errors)") }
        let made = try JSONDecoder().decode(Made.self, from: Data(answer.output.utf8))
        let deadline = ContinuousClock.now + .seconds(5)
        // Another process takes it up: its log is looked at.
        while switchboard.revisionInForce < made.revision {
            guard ContinuousClock.now < deadline else { throw BenchError("revision \(made.revision) is not in force") }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// What `schedule list` says is open.
    fileprivate func openSchedules(at moment: String) async throws -> [String] {
        struct Line: Decodable {
            let name: String
            let isOpen: Bool
        }
        let answer = try await switchboard.run(["schedule", "list", "--json", "--at", moment])
        guard answer.exitCode == 0 else { throw BenchError("schedule list: \(answer.errors)") }
        let lines = try JSONDecoder().decode([Line].self, from: Data(answer.output.utf8))
        return lines.filter(\.isOpen).map(\.name)
    }
}

extension SwitchboardProcess {
    /// The newest revision that its log says is in force; 0 before the first.
    fileprivate var revisionInForce: Int {
        let lines = log.split(separator: "\n").filter { $0.contains("rules in force") }
        return lines.compactMap { $0.split(separator: "revision=").last.flatMap { Int($0.prefix { $0.isNumber }) } }
            .max() ?? 0
    }
}
