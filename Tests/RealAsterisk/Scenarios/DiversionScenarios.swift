import AsteriskBench
import Foundation
import Testing

/// Forwarded calls say so (RFC 5806): who forwarded, why and how often, in exactly one set of headers.
@Suite("Diversion") struct DiversionScenarios {
    struct Row: Sendable, CustomTestStringConvertible {
        let user: String
        /// The condition in the office file, with a time where it needs one.
        let rule: String
        let reason: String
        var phone: Party = .answers()
        var isOff = false
        /// To a colleague's desk phone, else to an outside number.
        var isInside = false

        var testDescription: String { "\(reason) to \(isInside ? "a colleague" : "the outside")" }
        /// The colleague, or the last digits of the outside number.
        var target: String { String((Int(user) ?? 0) + 1) }
        var party: String { isInside ? target : String(BenchOffice.client(target).dropFirst()) }

        var users: [BenchOffice.User] {
            let to = isInside ? "user \(target)" : "number \(BenchOffice.client(target))"
            let key = rule.split(separator: " ")
            let after = key.count > 1 ? "after: \(key[1]), " : ""
            let keys = "mobile: \(BenchOffice.mobile(user)), forward: { \(key[0]): { \(after)to: \(to) } }"
            return [
                .init(extension: user, phone: isOff ? Phone.Contact.none : .fixed, keys: keys),
                .init(extension: target),
            ]
        }
    }

    static let rows: [Row] = [false, true].flatMap { isInside in
        let first = isInside ? 7850 : 7840
        return [
            Row(user: "\(first)", rule: "always", reason: "unconditional", isInside: isInside),
            Row(user: "\(first + 2)", rule: "busy", reason: "user-busy", phone: .busy, isInside: isInside),
            Row(user: "\(first + 4)", rule: "noAnswer 2s", reason: "no-answer", phone: .rings, isInside: isInside),
            Row(user: "\(first + 6)", rule: "unreachable", reason: "unavailable", isOff: true, isInside: isInside),
        ]
    }

    static let users: [BenchOffice.User] =
        rows.flatMap(\.users) + [
            .init(extension: "7860", keys: "forward: { always: { to: user 7861 } }"),
            .init(extension: "7861", keys: "forward: { noAnswer: { after: 2s, to: user 7862 } }"),
            .init(extension: "7862", keys: "forward: { busy: { to: number \(BenchOffice.client("7863")) } }"),
            .init(extension: "7865"),
            .init(extension: "7866", keys: "forward: { always: { to: number \(BenchOffice.client("7867")) } }"),
            .init(
                extension: "7868",
                keys:
                    "mobile: \(BenchOffice.mobile("7868")), forward: { always: { to: number \(BenchOffice.client("7869")) } }"
            ),
            .init(extension: "7870"), .init(extension: "7871"),
            .init(extension: "7872", phone: nil, keys: "mobile: \(BenchOffice.mobile("7872"))"),
            .init(extension: "7874", keys: "forward: { always: { to: group diverted } }"),
            .init(extension: "7876"),
        ]

    static let parts = BenchOffice.Parts(groups: [
        "{ extension: 7875, name: diverted, strategy: ringall, ring: 10s, members: [user 7876, "
            + "{ to: number \(BenchOffice.client("7877")), confirm: true }], otherwise: { to: operator } }"
    ])

    @Test("says why, with a number of the office outside and the extension inside", arguments: rows)
    func reasons(_ row: Row) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("diversion \(row.testDescription)", [row.user, row.target]) {
            stage.bench.world.party(row.user, row.phone)
            let client = BenchOffice.client(row.user)
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct(row.user))
            let leg = try await stage.leg(to: row.party, for: client, of: call)
            let by = row.isInside ? row.user : BenchOffice.direct(row.user)
            #expect(try Diversion.all(in: leg.dialog) == [Diversion(by, row.reason, 1)])
            for desk in stage.bench.legs(to: row.user, after: call.dialog.invitedAt) {
                #expect(try Diversion.all(in: desk).isEmpty, "not forwarded yet")
            }
            try await stage.bench.expectConversation(call, leg, for: 1)
        }
    }

    @Test("a chain keeps its first and its last forward, and counts them")
    func chain() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("diversion chain", ["7860", "7861", "7862", "7863"]) {
            stage.bench.world.party("7861", .rings)
            stage.bench.world.party("7862", .busy)
            let client = BenchOffice.client("7860")
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7860"))
            let second = try await stage.leg(to: "7861", for: client, of: call)
            #expect(try Diversion.all(in: second.dialog) == [Diversion("7860", "unconditional", 1)])
            let third = try await stage.leg(to: "7862", for: client, of: call)
            #expect(
                try Diversion.all(in: third.dialog)
                    == [Diversion("7861", "no-answer", 1), Diversion("7860", "unconditional", 1)])
            let outside = try await stage.leg(
                to: String(BenchOffice.client("7863").dropFirst()), for: client, of: call)
            #expect(
                try Diversion.all(in: outside.dialog) == [
                    Diversion(BenchOffice.direct("7862"), "user-busy", 2),
                    Diversion(BenchOffice.direct("7860"), "unconditional", 1),
                ])
            try await stage.bench.expectConversation(call, outside, for: 1)
        }
    }

    struct Carriers: Sendable, CustomTestStringConvertible {
        let header: String
        /// As the office tells of it.
        let told: Diversion
        /// To whom the call comes: a desk phone, or somebody who forwards it to the outside.
        let user: String
        var testDescription: String { "\(header) to \(user)" }
    }

    @Test(
        "a call that came in forwarded keeps that forward as its first",
        arguments: [
            Carriers(
                header: "<sip:+74957770000@carrier.example>;reason=user-busy;counter=1",
                told: Diversion("+74957770000", "user-busy", 1), user: "7865"),
            Carriers(
                header: "<sip:+74957770001@carrier.example>;reason=user-busy;counter=1",
                told: Diversion("+74957770001", "user-busy", 1), user: "7866"),
            Carriers(
                header: #""Shop" <tel:+74957770002>;privacy=off;reason="no-answer""#,
                told: Diversion("+74957770002", "no-answer", 1), user: "7865"),
            Carriers(
                header: "<sip:84957770003@carrier.example;user=phone>;reason=unconditional",
                told: Diversion("+74957770003", "unconditional", 1), user: "7866"),
            Carriers(
                header: "<sip:+74957770005@carrier.example>;reason=unavailable;privacy=off",
                told: Diversion("+74957770005", "unavailable", 1), user: "7865"),
            Carriers(
                header: #"<sip:+74957770004@carrier.example>;reason="a, b;c""#,
                told: Diversion("+74957770004", "unknown", 1), user: "7866"),
        ])
    func carriers(_ row: Carriers) async throws {
        let stage = try await Stage.shared()
        let client = "+790355\(row.told.by.suffix(5))"
        try await stage.scenario("diversion from outside \(row.told.by)", [row.user, client]) {
            let start = WireTime.now
            let call = try stage.bench.rawInvite(
                to: BenchOffice.direct(row.user), from: "<sip:\(client)@127.0.0.1>",
                headers: ["Diversion: \(row.header)"]
            )
            let isForwarded = row.user == "7866"
            let party = isForwarded ? String(BenchOffice.client("7867").dropFirst()) : row.user
            let leg = try await stage.bench.leg(to: party, from: client, after: start)
            let own = isForwarded ? [Diversion(BenchOffice.direct("7866"), "unconditional", 1)] : []
            #expect(try Diversion.all(in: leg.dialog) == own + [row.told])
            try await leg.answered()
            call.hangUp()
        }
    }

    @Test("an employee who forwards his mobile to the office is no diverter to the outside")
    func employee() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("diversion by an employee's mobile", ["7868", "7869"]) {
            let (client, start) = (BenchOffice.client("7868"), WireTime.now)
            let call = try stage.bench.rawInvite(
                to: BenchOffice.direct("7868"), from: "<sip:\(client)@127.0.0.1>",
                headers: ["Diversion: <sip:\(BenchOffice.mobile("7868"))@carrier.example>;reason=no-answer"])
            let leg = try await stage.bench.leg(
                to: String(BenchOffice.client("7869").dropFirst()), from: client, after: start)
            #expect(
                try Diversion.all(in: leg.dialog) == [
                    Diversion(BenchOffice.direct("7868"), "unconditional", 1),
                    Diversion("+74951239999", "no-answer", 1),
                ])
            try await leg.answered()
            call.hangUp()
        }
    }

    @Test("calls that nobody forwarded say nothing of it")
    func notForwarded() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("no diversion", ["7870", "7871"]) {
            let client = BenchOffice.client("7870")
            let outside = String(BenchOffice.client("7871").dropFirst())
            for (caller, number, party) in [
                (Caller.trunk(client), BenchOffice.direct("7870"), "7870"), (.phone("7870"), "7871", "7871"),
                (.phone("7870"), "+\(outside)", outside),
            ] {
                let call = try await stage.call(from: caller, to: number)
                let leg = try await stage.bench.leg(to: party, of: call)
                #expect(try Diversion.all(in: leg.dialog).isEmpty, "\(party)")
                try await leg.answered()
                try await call.hangUp()
                try await leg.ends()
            }
        }
    }

    @Test("a phone that says a call was forwarded is not believed")
    func phones() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("diversion by a phone", ["7873"]) {
            let (target, start) = (BenchOffice.client("7873"), WireTime.now)
            let call = try stage.bench.rawInvite(
                to: target, from: "<sip:7871@127.0.0.1>",
                headers: ["Diversion: <sip:+74957770009@127.0.0.1>;reason=unconditional"], trunk: nil)
            let leg = try await stage.bench.leg(to: String(target.dropFirst()), after: start)
            #expect(try Diversion.all(in: leg.dialog).isEmpty)
            try await leg.answered()
            call.hangUp()
        }
    }

    @Test("an employee without a desk phone: the number that was dialled passes the call on")
    func mobileOnly() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("diversion to a mobile user", ["7872"]) {
            let client = BenchOffice.client("7872")
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7872"))
            let leg = try await stage.leg(
                to: String(BenchOffice.mobile("7872").dropFirst()), for: client, of: call)
            #expect(try Diversion.all(in: leg.dialog) == [Diversion(BenchOffice.direct("7872"), "unconditional", 1)])
            try await stage.bench.expectConversation(call, leg, for: 1)
        }
    }

    @Test("every member of a group that a call was forwarded to is told")
    func group() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("diversion to a group", ["7874", "7875", "7876", "7877"]) {
            stage.bench.world.party("7876", .answers(after: 2))
            let outside = String(BenchOffice.client("7877").dropFirst())
            stage.bench.world.party(outside, .rings)
            let client = BenchOffice.client("7874")
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("7874"))
            let desk = try await stage.leg(to: "7876", for: client, of: call)
            #expect(try Diversion.all(in: desk.dialog) == [Diversion("7874", "unconditional", 1)])
            let other = try await stage.leg(to: outside, for: client, of: call)
            #expect(
                try Diversion.all(in: other.dialog) == [Diversion(BenchOffice.direct("7874"), "unconditional", 1)])
            try await stage.bench.expectConversation(call, desk, for: 1)
        }
    }
}

/// One Diversion header, as the office writes it.
struct Diversion: Sendable, Equatable, CustomStringConvertible {
    let by: String
    let reason: String
    let counter: Int

    var description: String { "\(by) \(reason) \(counter)" }

    init(_ by: String, _ reason: String, _ counter: Int) {
        (self.by, self.reason, self.counter) = (by, reason, counter)
    }

    /// Those of the INVITE, the newest forward first. - Throws: what is malformed (RFC 5806 section 4).
    static func all(in dialog: Dialog) throws -> [Diversion] {
        let pattern = /<sip:([0-9+]+)@([A-Za-z0-9.-]+)>;reason=([a-z-]+);counter=([0-9]+)/
        return try dialog.invite.headers("Diversion").map { header in
            guard let parts = header.wholeMatch(of: pattern)?.output, let counter = Int(parts.4) else {
                throw BenchError("not a Diversion header of the office: \(header)")
            }
            return Diversion(String(parts.1), String(parts.3), counter)
        }
    }
}
