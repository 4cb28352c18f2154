import AsteriskBench
import Testing

/// What groups remember is on disk.
@Suite("memory of hunt groups") struct GroupMemoryScenarios {
    /// Each has two members, whose extensions follow its own.
    static let groups: [BenchOffice.Group] = [("7200", "rrmemory"), ("7203", "leastrecent"), ("7206", "fewestcalls")]
        .map { `extension`, strategy in
            .init(
                extension: `extension`, strategy: strategy, ring: "5s",
                members: [1, 2].map { "user \(member($0, of: `extension`))" })
        }

    private static func member(_ place: Int, of group: String) -> String { String((Int(group) ?? 0) + place) }

    static let users: [BenchOffice.User] = groups.flatMap { group in
        [1, 2].map { .init(extension: member($0, of: group.extension)) }
    }
    static let parts = BenchOffice.Parts(of: groups)

    @Test("the server is killed and started again between two calls: the other member is next all the same")
    func restart() async throws {
        let stage = try await Stage.shared()
        let server = try #require(stage.victims[.updated])
        try await stage.scenario("memory", (7200...7208).map(String.init)) {
            try await expectEverywhere(1, stage)
            try await server.kill()
            try await server.restart()
            try await expectEverywhere(2, stage)
        }
    }

    /// Calls all groups at the same time.
    private func expectEverywhere(_ place: Int, _ stage: Stage) async throws {
        try await withThrowingTaskGroup { calls in
            for group in Self.groups {
                calls.addTask { try await expect(place, takesCallTo: group, stage) }
            }
            try await calls.waitForAll()
        }
    }

    private func expect(_ place: Int, takesCallTo group: BenchOffice.Group, _ stage: Stage) async throws {
        let (member, other) = (
            Self.member(place, of: group.extension), Self.member(3 - place, of: group.extension)
        )
        let client = BenchOffice.client(member)
        let call = try await stage.call(
            from: .trunk(client, trunk: "updated"), to: BenchOffice.direct(group.extension))
        let taker = try await stage.leg(to: member, for: client, of: call)
        try await stage.bench.expectConversation(call, taker, for: 0.5)
        #expect(stage.bench.legs(to: other, after: call.dialog.invitedAt).isEmpty, "\(group.strategy)")
        try await call.hangUp()
        try await call.leg.ends()
    }
}
