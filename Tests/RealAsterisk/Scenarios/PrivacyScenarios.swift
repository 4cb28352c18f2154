import AsteriskBench
import Foundation
import Testing

/// Clients never see an employee's mobile: each scenario ends with a look at what its clients were sent
/// (`Stage.expectPrivacy`); here are the paths on which it would show, over trunks that tell and believe all they can.
@Suite("privacy") struct PrivacyScenarios {
    static let users: [BenchOffice.User] = [
        .init(extension: "7801", keys: "\(mobile("7801")), forward: { always: { to: mobile } }"),
        .init(extension: "7802", phone: nil, keys: "\(mobile("7802")), hideNumber: true"),
        .init(
            extension: "7803",
            keys: "\(mobile("7803")), forward: { noAnswer: { after: 2s, to: mobile, confirm: true } }"),
        .init(extension: "7804", phone: nil, keys: "\(mobile("7804")), hideNumber: true"),
        .init(extension: "7806", phone: nil, keys: "\(mobile("7806")), hideNumber: true"),
        .init(extension: "7807"),
        .init(
            extension: "7808", keys: "\(mobile("7808")), hideNumber: true, forward: { busy: { to: user 7809 } }"),
        .init(extension: "7809"),
        .init(extension: "7811", keys: "\(mobile("7811")), hideNumber: true"),
        .init(extension: "7812", keys: "forward: { always: { to: number \(BenchOffice.client("7813")) } }"),
        .init(extension: "7814", keys: "forward: { always: { to: group clients } }"), .init(extension: "7815"),
        .init(extension: "7822"), .init(extension: "7823", phone: nil, keys: "\(mobile("7823")), hideNumber: true"),
        .init(extension: "7826", keys: mobile("7824")),
        .init(extension: "7821", keys: "\(mobile("7821")), forward: { always: { to: mobile } }"),
    ]

    static let parts = BenchOffice.Parts(
        groups: [
            "{ extension: 7805, name: private, strategy: ringall, ring: 20s, members: [user 7807, "
                + "{ to: user 7804, confirm: true }], otherwise: { to: operator } }",
            "{ extension: 7816, name: clients, strategy: ringall, ring: 20s, members: [user 7815, "
                + "{ to: number \(BenchOffice.client("7817")), confirm: true }], otherwise: { to: operator } }",
        ],
        numbers: [
            "{ number: \(BenchOffice.direct("7805")), rules: [ { to: group private } ] }",
            "{ number: \(BenchOffice.direct("7818")), rules: [ { familiar: today }, { to: user 7807 } ] }",
            "{ number: \(BenchOffice.direct("7824")), rules: [ { to: number \(BenchOffice.client("7825")) } ] }",
        ])

    private static func mobile(_ extension: String) -> String { "mobile: \(BenchOffice.mobile(`extension`))" }

    /// A mobile that says whose it is, in its answer and later by a re-INVITE.
    private static func telling(_ number: String, digits: String? = nil) -> Party {
        let steps: [PartyScript.Step] = [.ringing, .wait(0.2), .identity(number), .answer]
        let keys: [PartyScript.Step] = digits.map { [.wait(2), .digits($0)] } ?? []
        return .plays(PartyScript(steps + keys + [.wait(1), .identity(number + "0"), .wait(3_600)]))
    }

    /// By UPDATE or re-INVITE, while they talk.
    private static func saysWhoItIsAgain(_ leg: ObservedLeg) async throws {
        _ = try await leg.reaches("identity while talking") { dialog in
            dialog.entries.last { !$0.isFromPBX && $0.message.header("P-Asserted-Identity")?.contains("0@") ?? false }
        }
    }

    // MARK: Employees who answer on a mobile

    @Test(
        "a client who talks with somebody on his mobile does not learn its number",
        arguments: [("7801", "7801", false), ("7802", "7802", false), ("7803", "7803", true), ("7805", "7804", true)])
    func answering(number: String, employee: String, confirms: Bool) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("privacy \(number)", [number, employee, "7807"]) {
            let (client, mobile) = (BenchOffice.client(number), BenchOffice.mobile(employee))
            let party = String(mobile.dropFirst())
            for desk in [number, "7807"] { stage.bench.world.party(desk, .rings) }
            stage.bench.world.party(party, Self.telling(mobile, digits: confirms ? "1" : nil))
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct(number))
            let leg = try await stage.leg(to: party, for: client, of: call)
            try await stage.bench.expectConversation(call, leg, for: 1)
            try await Self.saysWhoItIsAgain(leg)
            try await stage.bench.expectConversation(call, leg, for: 1)
            #expect(
                !leg.dialog.sentHeaders(containing: mobile.filter { $0 != "+" }).isEmpty, "what is looked for is seen")
            #expect(call.dialog.sentHeaders(containing: mobile.filter { $0 != "+" }).isEmpty)
        }
    }

    @Test("a familiar client is connected to the mobile he called before, and does not learn its number")
    func familiar() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("privacy familiar", ["7806", "7818"]) {
            let (client, mobile) = (BenchOffice.client("7806"), BenchOffice.mobile("7806"))
            let party = String(mobile.dropFirst())
            stage.bench.world.party(party, Self.telling(mobile))
            for number in ["7806", "7818"] {
                let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct(number))
                let leg = try await stage.leg(to: party, for: client, of: call)
                try await stage.bench.expectConversation(call, leg, for: 1)
                #expect(call.dialog.sentHeaders(containing: party).isEmpty)
                try await call.hangUp()
                try await leg.ends()
            }
        }
    }

    @Test("a desk phone that forwards by itself is busy, and the client is told nothing of where to")
    func deflected() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("privacy deflected", ["7808", "7809"]) {
            let (client, mobile) = (BenchOffice.client("7808"), BenchOffice.mobile("7808"))
            stage.bench.world.party(
                "7808",
                .refuses(
                    302, "Moved Temporarily",
                    headers: [
                        "Contact: <sip:\(mobile)@127.0.0.1>",
                        "Diversion: <sip:\(mobile)@127.0.0.1>;reason=unconditional",
                    ]))
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7808"))
            let desk = try await stage.leg(to: "7808", for: client, of: call)
            #expect(try await desk.finalStatus() == 302)
            let colleague = try await stage.leg(to: "7809", for: client, of: call)
            try await stage.bench.expectConversation(call, colleague, for: 1)
            #expect(call.dialog.sentHeaders(containing: mobile.filter { $0 != "+" }).isEmpty)
        }
    }

    @Test("a client who is transferred to a mobile does not learn its number")
    func transferred() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("privacy transferred", ["7822", "7823"]) {
            let (client, mobile) = (BenchOffice.client("7822"), BenchOffice.mobile("7823"))
            let party = String(mobile.dropFirst())
            stage.bench.world.party(
                "7822", .plays(PartyScript([.ringing, .answer, .wait(1), .refer(to: "7823"), .wait(5)])))
            stage.bench.world.party(party, Self.telling(mobile))
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7822"))
            let leg = try await stage.bench.leg(to: party, of: call)
            try await stage.bench.expectConversation(call, leg, for: 1)
            try await Self.saysWhoItIsAgain(leg)
            try await stage.bench.expectConversation(call, leg, for: 1)
            #expect(call.dialog.sentHeaders(containing: party).isEmpty)
        }
    }

    // MARK: Employees who call

    @Test("an employee who calls in from his mobile is the company to an outside number, on each trunk")
    func calling() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("privacy calling", ["7811", "7812", "7813"]) {
            let outside = String(BenchOffice.client("7813").dropFirst())
            stage.bench.world.party("\(outside)@main", .answers(), .congested)
            for (trunk, number) in [("main", "+74951239999"), ("backup", "+74951239998")] {
                let call = try await stage.call(
                    from: .trunk(BenchOffice.mobile("7811"), name: "U7811"), to: BenchOffice.direct("7812"))
                let leg = try await stage.leg(to: outside, for: number, of: call)
                try await leg.answered()
                #expect(leg.dialog.trunk == trunk)
                #expect(leg.dialog.sentHeaders(containing: "7916000").isEmpty)
                #expect(leg.dialog.sentHeaders(containing: "U7811").isEmpty)
                try await stage.bench.expectConversation(call, leg, for: 1)
                try await call.hangUp()
                try await leg.ends()
            }
        }
    }

    @Test("colleagues see who calls: the same employee rings a group of a desk phone and an outside number")
    func callingGroup() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("privacy calling a group", ["7814", "7815", "7816", "7817"]) {
            let (mobile, outside) = (BenchOffice.mobile("7811"), String(BenchOffice.client("7817").dropFirst()))
            stage.bench.world.party("7815", .rings)
            stage.bench.world.party(outside, .answers(digits: "1", keyedAfter: 2))
            let call = try await stage.call(from: .trunk(mobile), to: BenchOffice.direct("7814"))
            let desk = try await stage.leg(to: "7815", for: mobile, of: call)
            let leg = try await stage.leg(to: outside, for: "+74951239999", of: call)
            #expect(leg.dialog.sentHeaders(containing: "7916000").isEmpty)
            try await stage.bench.expectConversation(call, leg, for: 1)
            try await desk.stopsRinging()
        }
    }

    @Test("without Switchboard, too, he is the company to an outside number")
    func failureRoute() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("privacy of the failure route", ["7824", "7825"]) {
            let outside = String(BenchOffice.client("7825").dropFirst())
            // The first call teaches Asterisk whom to ring when nobody tells it.
            for trunk in ["main", "refusing"] {
                let call = try await stage.call(
                    from: .trunk(BenchOffice.mobile("7824"), name: "U7824", trunk: trunk),
                    to: BenchOffice.direct("7824"))
                let leg = try await stage.leg(to: outside, for: "+74951239999", of: call)
                #expect(leg.dialog.sentHeaders(containing: "7916000").isEmpty)
                #expect(leg.dialog.sentHeaders(containing: "U7824").isEmpty)
                try await stage.bench.expectConversation(call, leg, for: 1)
                try await call.hangUp()
                try await leg.ends()
            }
        }
    }

    // MARK: Clients

    @Test("a client's number is shown where the carrier takes it, else the company's")
    func policy() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("privacy policy", ["7821"]) {
            let (client, mobile) = (BenchOffice.client("7821"), String(BenchOffice.mobile("7821").dropFirst()))
            stage.bench.world.party("\(mobile)@main", .answers(), .congested, .answers())
            for (caller, shown, trunk) in [
                (client, client, "main"), (client, "+74951239998", "backup"), (nil, "+74951239999", "main"),
            ] as [(String?, String, String)] {
                let call = try await stage.call(from: .trunk(caller), to: BenchOffice.direct("7821"))
                let leg = try await stage.leg(to: mobile, for: shown, of: call)
                #expect(leg.dialog.trunk == trunk)
                if shown != client {
                    #expect(leg.dialog.sentHeaders(containing: client).isEmpty, "a carrier that takes only our numbers")
                }
                try await stage.bench.expectConversation(call, leg, for: 1)
                try await call.hangUp()
                try await leg.ends()
            }
        }
    }
}
