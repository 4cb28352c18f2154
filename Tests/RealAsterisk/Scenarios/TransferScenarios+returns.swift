import AsteriskBench
import Testing

/// However a transfer ends without a colleague, the employee has his client back.
extension TransferScenarios {
    static let returnUsers: [BenchOffice.User] =
        [mobileUser("8117"), .init(extension: "8118")]
        + Return.allCases.map { mobileUser($0.extension) } + ["8121", "8123"].map { .init(extension: $0) }
        + Reason.allCases.map { mobileUser($0.extension) }
        + [.init(extension: "8132"), .init(extension: "8138", phone: Phone.Contact.none)]
        + [mobileUser("8140"), .init(extension: "8141"), mobileUser("8142"), .init(extension: "8143")]

    /// What the employee keys, and when.
    enum Return: String, CaseIterable {
        case ringing = "8120"
        case talking = "8122"
        case nothing = "8124"
        case star = "8126"
        case silence = "8128"

        var `extension`: String { rawValue }
        var colleague: String { String((Int(rawValue) ?? 0) + 1) }
    }

    @Test("the employee has his client back", arguments: Return.allCases)
    func returns(_ way: Return) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer back \(way)", [way.extension, way.colleague]) {
            stage.bench.world.party(way.colleague, .answersWhenTold())
            let talk = try await Self.talk(stage, to: way.extension, with: Self.mobile(way.extension))
            switch way {
            case .ringing, .talking:
                try await talk.employee.key("*#\(way.colleague)#")
                let colleague = try await talk.leg(to: way.colleague)
                try await talk.employee.comesToHearRingback()
                if way == .talking {
                    try await colleague.tell()
                    try await stage.bench.expectConversation(talk.employee, colleague, for: 0.5)
                }
                try await talk.employee.key("#")
                try await talk.goesOn()
                try await colleague.ends(within: 2)
            case .nothing: try await talk.employee.key("*##")
            case .star: try await talk.employee.key("*#*#")
            case .silence:
                try await talk.employee.key("*#")
                let began = WireTime.now
                try await talk.employee.comesToHearDialTone()
                try await talk.client.leg.comesToHearMusic()
                try await talk.client.leg.comesToHear(try #require(talk.employee.tone), within: 13)
                #expect((9..<12).contains(.now - began), "back after \(.now - began) s of silence")
            }
            try await talk.goesOn()
        }
    }

    @Test("a number without # rings after the time that is left for another digit")
    func unfinished() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer unfinished", ["8140", "8141"]) {
            let talk = try await Self.talk(stage, to: "8140", with: Self.mobile("8140"))
            try await talk.employee.key("*#8141")
            let keyed = WireTime.now
            let colleague = try await talk.leg(to: "8141", within: 13)
            #expect((9..<12).contains(colleague.dialog.invitedAt - keyed))
            try await stage.bench.expectConversation(talk.employee, colleague, for: 0.5)
            try await talk.employee.hangUp()
            try await stage.bench.expectConversation(talk.client, colleague)
        }
    }

    @Test("what a client keys changes nothing")
    func client() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer by a client", ["8142", "8143"]) {
            let talk = try await Self.talk(stage, to: "8142", with: Self.mobile("8142"))
            try await talk.client.leg.key("*#8143#")
            try await talk.goesOn(for: 2)
            #expect(stage.bench.legs(to: "8143", after: talk.client.dialog.invitedAt).isEmpty)
        }
    }

    /// Why there is no colleague.
    enum Reason: String, CaseIterable {
        case busy = "8130"
        case unknown = "8133"
        case emergency = "8135"
        case unregistered = "8137"

        var `extension`: String { rawValue }
        var number: String {
            switch self {
            case .busy: "8132"
            case .unknown: "8199"
            case .emergency: "112"
            case .unregistered: "8138"
            }
        }
        var prompt: String {
            switch self {
            case .busy: "switchboard/colleague-busy"
            case .unknown: "switchboard/number-not-in-service"
            case .emergency: "switchboard/number-not-allowed"
            case .unregistered: "switchboard/nobody-available"
            }
        }
    }

    @Test("the employee hears why, and has his client back", arguments: Reason.allCases)
    func reasons(_ reason: Reason) async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("transfer \(reason)", [reason.extension, "8132", "8138"]) {
            stage.bench.world.party("8132", .busy)
            let talk = try await Self.talk(stage, to: reason.extension, with: Self.mobile(reason.extension))
            try await talk.employee.key("*#\(reason.number)#")
            let told = try await talk.employee.comesToHear(prompt: reason.prompt, language: "en")
            try await talk.client.leg.comesToHearMusic()
            try await talk.goesOn()
            let spoken = try await talk.employee.comesToHear(
                prompt: reason.prompt, language: "en", after: told.began + -1)
            #expect(spoken.isWhole)
        }
    }
}
