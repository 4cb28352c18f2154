import AsteriskBench
import Testing

/// Mobiles, outside numbers and analog telephones transfer by `*#number#`, whatever way they were rung.
@Suite("transfers by *#") struct TransferScenarios {
    static let users: [BenchOffice.User] =
        Way.allCases.flatMap { way in
            [way.user, .init(extension: way.colleague)].compactMap(\.self)
        } + [.init(extension: "8108"), .init(extension: "8191")] + returnUsers + endUsers + lostUsers + deskUsers

    static func parts(worldPort: UInt16) -> BenchOffice.Parts {
        var parts = BenchOffice.Parts(
            of: [
                .init(
                    extension: Way.member.extension, members: ["number \(BenchOffice.mobile(Way.member.extension))"]),
                .init(
                    extension: Way.hunt.extension, strategy: "memoryhunt", ring: "20s",
                    members: ["{ to: user 8108, ring: 1s }", "number \(BenchOffice.mobile(Way.hunt.extension))"]),
                .init(extension: Way.asked.extension, members: [BenchOffice.asked(Way.asked.extension)]),
                .init(extension: "8190", members: ["number \(BenchOffice.mobile("8190"))"]),
            ])
        parts.numbers += [
            "{ number: \(BenchOffice.direct(Way.number.extension)), "
                + "rules: [ { to: number \(BenchOffice.mobile(Way.number.extension)) } ] }",
            "{ number: \(BenchOffice.direct(Way.address.extension)), "
                + "rules: [ { to: 'sip:\(Way.address.party)@127.0.0.1:\(worldPort)' } ] }",
        ]
        return parts
    }

    /// A user who has nothing but a mobile.
    static func mobileUser(_ extension: String, keys: String = "") -> BenchOffice.User {
        .init(
            extension: `extension`, phone: nil,
            keys: "mobile: \(BenchOffice.mobile(`extension`))\(keys.isEmpty ? "" : ", ")\(keys)")
    }

    /// As the world knows an employee's mobile.
    static func mobile(_ extension: String) -> String { String(BenchOffice.mobile(`extension`).dropFirst()) }

    /// How the leg that transfers came to ring.
    enum Way: String, CaseIterable {
        case mobile = "8100"
        case forward = "8102"
        case member = "8104"
        case hunt = "8106"
        case asked = "8109"
        case number = "8111"
        case address = "8113"
        case analog = "8115"

        var `extension`: String { rawValue }
        var colleague: String { String((Int(rawValue) ?? 0) + 1) }
        var party: String {
            switch self {
            case .address: "sip\(rawValue)"
            case .analog: rawValue
            default: TransferScenarios.mobile(rawValue)
            }
        }
        var user: BenchOffice.User? {
            switch self {
            case .mobile: TransferScenarios.mobileUser(rawValue)
            case .forward:
                .init(
                    extension: rawValue,
                    keys: "mobile: \(BenchOffice.mobile(rawValue)), forward: { always: { to: mobile } }")
            case .analog: .init(extension: rawValue, keys: "analog: true")
            case .member, .hunt, .asked, .number, .address: nil
            }
        }
    }

    /// A client and an employee who talk; the employee is called by the PBX.
    struct Talk {
        let stage: Stage
        let client: CallerLeg
        let employee: ObservedLeg

        /// The leg that rings for somebody because of the transfer, the newest.
        func leg(to party: String, index: Int = 0, within seconds: Double = 10) async throws -> ObservedLeg {
            try await stage.bench.leg(to: party, of: client, index: index, within: seconds)
        }

        /// They hear each other.
        func goesOn(for seconds: Double = 1) async throws {
            try await stage.bench.expectConversation(client, employee, for: seconds)
        }
    }

    /// A client calls, the party answers, and they talk.
    static func talk(
        _ stage: Stage, to extension: String, with party: String, from trunk: String = "main"
    ) async throws -> Talk {
        let caller = Caller.trunk(BenchOffice.client(`extension`), trunk: trunk)
        let client = try await stage.call(from: caller, to: BenchOffice.direct(`extension`))
        let talk = Talk(stage: stage, client: client, employee: try await stage.bench.leg(to: party, of: client))
        try await talk.goesOn(for: 0.5)
        return talk
    }

    @Test(
        "the client hears music, the employee his colleague; when he hangs up, the two talk",
        arguments: Way.allCases)
    func joins(_ way: Way) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer \(way)", [way.extension, way.colleague, "8108"]) {
            stage.bench.world.party("8108", .rings)
            stage.bench.world.party(
                way.party, way == .asked ? .answers(digits: "1", keyedAfter: 1) : .answers())
            stage.bench.world.party(way.colleague, .answersWhenTold())
            let talk = try await Self.talk(stage, to: way.extension, with: way.party)
            try await talk.employee.key("*#\(way.colleague)#")
            async let music = talk.client.leg.comesToHearMusic()
            let colleague = try await talk.leg(to: way.colleague)
            try await talk.employee.comesToHearRingback()
            _ = try await music
            try await colleague.tell()
            try await stage.bench.expectConversation(talk.employee, colleague, for: 0.5)
            try await talk.client.leg.comesToHearMusic()
            try await talk.employee.hangUp()
            try await stage.bench.expectConversation(talk.client, colleague)
            #expect(stage.bench.legs(to: way.party, after: talk.client.dialog.invitedAt).count == 1)
        }
    }

    @Test("two seconds between the keys: the dial tone until the first digit, then the colleague")
    func slowly() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer slowly", ["8117", "8118"]) {
            let talk = try await Self.talk(stage, to: "8117", with: Self.mobile("8117"))
            try await talk.employee.key("*", gap: 2)
            try await talk.employee.key("#")
            try await talk.employee.comesToHearDialTone()
            try await talk.client.leg.comesToHearMusic()
            try await talk.employee.key("8118#", gap: 2)
            let colleague = try await talk.leg(to: "8118")
            try await stage.bench.expectConversation(talk.employee, colleague, for: 0.5)
            try await talk.employee.hangUp()
            try await stage.bench.expectConversation(talk.client, colleague)
        }
    }

    @Test("keyed in the moment of the answer, while the call still passes through a Local channel")
    func atOnce() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer at once", ["8190", "8191"]) {
            stage.bench.world.party(
                Self.mobile("8190"),
                .plays(PartyScript([.ringing, .answer, .digits("*#8191#", gap: 0.03), .wait(3), .hangUp(cause: 16)])))
            let client = try await stage.call(
                from: .trunk(BenchOffice.client("8190")), to: BenchOffice.direct("8190"))
            let employee = try await stage.bench.leg(to: Self.mobile("8190"), of: client)
            let colleague = try await stage.bench.leg(to: "8191", of: client)
            try await stage.bench.expectConversation(employee, colleague, for: 0.5)
            try await employee.ends()
            try await stage.bench.expectConversation(client, colleague)
        }
    }
}
