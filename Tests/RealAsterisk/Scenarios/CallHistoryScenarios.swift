import AsteriskBench
import Foundation
import Testing

/// What `switchboard call show` says of a call when it is over.
@Suite("call history") struct CallHistoryScenarios {
    static let users: [BenchOffice.User] =
        [
            .init(extension: "8260", keys: "forward: { noAnswer: { after: 2s, to: user 8261 } }"),
            .init(extension: "8261"), .init(extension: "8263"),
        ] + [BenchOffice.User.mobileOnly("8262")]

    /// The parts of the record that are looked at.
    private struct Report: Decodable {
        struct Record: Decodable {
            struct Leg: Decodable {
                let channel: String
                let mark: String
                let user: String?
                let number: String?
                let isCaller: Bool
                let outcome: String?
                let ended: Date?
            }
            struct Talk: Decodable {
                let channels: [String]
                let ended: Date?
            }
            struct Decision: Decodable {
                let step: String
                let explanation: [String]
            }
            struct Transfer: Decodable {
                let user: String?
                let target: String
                let kind: String
                let outcome: String?
                let answeredBy: String?
            }
            let callerNumber: String?
            let dialled: String
            let disposition: String?
            let answeredBy: String?
            let ended: Date?
            let legs: [Leg]
            let talks: [Talk]
            let decisions: [Decision]
            let transfers: [Transfer]

            /// Who talked with whom, by user or number, in order.
            var conversations: [Set<String>] {
                talks.map { talk in
                    Set(
                        talk.channels.map { id in
                            legs.first { $0.channel == id }.map { $0.user ?? $0.number ?? $0.mark } ?? id
                        })
                }
            }
        }

        let record: Record?
    }

    /// The record of a call that is over, as soon as it is written.
    private func record(_ stage: Stage, of id: String) async throws -> Report.Record {
        let deadline = ContinuousClock.now + .seconds(5)
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        while true {
            let answer = try await stage.switchboard.run(["call", "show", id, "--json"])
            if answer.exitCode == 0,
                let record = try decoder.decode(Report.self, from: Data(answer.output.utf8)).record,
                record.ended != nil
            {
                return record
            }
            try #require(ContinuousClock.now < deadline, "\(answer)")
        }
    }

    @Test("a forward: both decisions, the leg that nobody answered, who answered, who talked, and that all is over")
    func forward() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("history of a forward", ["8260", "8261"]) {
            let client = BenchOffice.client("8260")
            stage.bench.world.party("8260", .rings)
            let way = try await stage.explain(to: BenchOffice.direct("8260"), from: client, when: ["noAnswer"])
            let events = try await stage.bench.operator()
            let call = try await stage.call(from: .trunk(client), to: BenchOffice.direct("8260"))
            let colleague = try await stage.leg(to: "8261", for: client, of: call)
            try await stage.bench.expectConversation(call, colleague)
            let began = try await events.event("Newchannel") { $0["CallerIDNum"] == client }
            let id = try #require(began["Linkedid"])
            try await call.hangUp()
            try await events.settles(id)

            let record = try await record(stage, of: id)
            #expect(record.callerNumber == client && record.dialled == BenchOffice.direct("8260"))
            #expect(record.disposition == "answered" && record.answeredBy == "8261")
            #expect(record.legs.map(\.isCaller) == [true, false, false])
            #expect(record.legs.map(\.user) == [nil, "8260", "8261"])
            #expect(record.legs.map(\.outcome) == [nil, "noAnswer", "answered"])
            #expect(record.legs.allSatisfy { $0.ended != nil } && record.talks.allSatisfy { $0.ended != nil })
            #expect(record.conversations == [[client, "8261"]])
            #expect(record.decisions.map(\.step) == way.steps.map(\.summary))
            #expect(record.decisions.map(\.explanation) == way.steps.map(\.why))
            #expect(record.transfers.isEmpty)
        }
    }

    @Test("a transfer: who talked with whom, one after the other, and who transferred to whom")
    func transfer() async throws {
        let stage = try await Stage.shared()
        try await stage.scenario("history of a transfer", ["8262", "8263"]) {
            let transfer = try await MobileTalk(stage, "8262")
            try await transfer.complete(to: "8263")
            try await transfer.client.hangUp()
            try await transfer.expectStates(["started", "completed"])

            let record = try await record(stage, of: transfer.id)
            let client = BenchOffice.client("8262")
            #expect(record.conversations == [[client, "8262"], ["8262", "8263"], [client, "8263"]])
            #expect(record.legs.map(\.mark) == ["PJSIP/main", "mobile 8262", "PJSIP/8263"])
            #expect(record.legs.allSatisfy { $0.ended != nil } && record.talks.allSatisfy { $0.ended != nil })
            try #require(record.transfers.count == 1)
            let kept = record.transfers[0]
            #expect(kept.user == "8262" && kept.target == "8263" && kept.kind == "keyed")
            #expect(kept.outcome == "completed" && kept.answeredBy == "8263")
        }
    }
}
