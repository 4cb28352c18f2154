import AsteriskBench
import Foundation
import Synchronization
import Testing

/// The clients and agents of a load, and what they saw.
final class QueueLoadRun: Sendable {
    let stage: QueueLoadStage
    /// Sees all.
    let events: AMIOperator
    /// Sees what Switchboard sees.
    let wire: AMIOperator
    private let began = WireTime.now
    private let state = Mutex<(calls: [String: CallerLeg], talks: [QueueLoadTalk])>(([:], []))

    private var bench: Bench { stage.bench }

    init(_ stage: QueueLoadStage) async throws {
        self.stage = stage
        events = try await stage.bench.operator()
        wire = try await stage.bench.operator(as: AMIAccount.switchboard.name)
    }

    var talks: [QueueLoadTalk] { state.withLock(\.talks) }
    private var clients: Range<Int> { 0..<stage.size.clients }

    private func does(_ number: Int) -> QueueLoadClient { QueueLoadClient(number, of: stage.size) }
    func clients(who do: QueueLoadClient) -> [String] { clients.filter { does($0) == `do` }.map(QueueLoadStage.client) }

    /// From the first call to the last goodbye.
    func work() async throws {
        for (number, agent) in stage.agents.enumerated() {
            bench.world.party(agent, .answers(after: 0.3 + 0.07 * Double(number)))
        }
        for client in clients(who: .asks) {
            bench.world.party(String(client.dropFirst()), .answers(after: 0.5, digits: "1", keyedAfter: 3))
        }
        try await withThrowingTaskGroup { group in
            for agent in stage.agents { group.addTask { try await self.serve(agent) } }
            try await withThrowingTaskGroup { group in
                for number in clients { group.addTask { try await self.call(number) } }
                try await group.waitForAll()
            }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    // MARK: Clients

    /// A client's own call.
    func leg(of client: String) -> ObservedLeg? { state.withLock { $0.calls[client]?.leg } }

    /// Between two calls, in seconds.
    static let pause = 0.08

    /// All within seconds.
    private func call(_ number: Int) async throws {
        try await Task.sleep(for: .seconds(Self.pause * Double(number)))
        let client = QueueLoadStage.client(number)
        let call = try await bench.call(
            from: .trunk(client), to: BenchOffice.direct(QueueLoadStage.queue),
            tone: Self.tones[number % Self.tones.count])
        state.withLock { $0.calls[client] = call }
        switch does(number) {
        case .waits: try await call.leg.ends(within: 180)
        case .givesUp:
            try await call.leg.comesToHearMusic(within: 20)
            try await Task.sleep(for: .seconds(4))
            try await call.hangUp()
        case .asks:
            try await call.leg.comesToHearMusic(within: 20)
            try await call.leg.key("1")
            try await call.leg.ends(within: 60)
            let phone = String(client.dropFirst())
            let leg = try await bench.leg(to: phone, after: began, within: 180)
            try await leg.ends(within: 60)
        }
    }

    /// Clear of DTMF's low group and of call progress.
    private static let tones: [Tone] = stride(from: 510, to: 1_000, by: 10).map { Tone($0) }.filter { tone in
        [620, 697, 770, 852, 941].allSatisfy { abs($0 - tone.frequency) > 12 }
    }

    // MARK: Agents

    /// One client after the other, until nobody calls any more.
    private func serve(_ agent: String) async throws {
        for index in 0... {
            let leg: ObservedLeg
            do { leg = try await bench.leg(to: agent, after: began, index: index, within: 240) } catch {
                if Task.isCancelled { return }
                throw error
            }
            try await leg.stopsRinging(within: 30)
            guard leg.dialog.answeredAt != nil else { continue }
            // The last clients have gone before their agents are told: what has begun is finished.
            try await Task {
                try await self.talk(leg, turn: index)
                try await leg.ends()
            }
            .value
        }
    }

    private func talk(_ agent: ObservedLeg, turn: Int) async throws {
        let client = "+" + agent.dialog.callerUser.filter(\.isNumber)
        let (leg, isCallback) = try await leg(of: client, with: agent)
        let from = WireTime.now
        try await Task.sleep(for: .seconds(3 + Double(turn * 7 % 4)))
        let to = WireTime.now
        try await turn % 2 == 0 ? agent.hangUp() : leg.hangUp()
        let talk = QueueLoadTalk(client: client, agent: agent, leg: leg, isCallback: isCallback, from: from, to: to)
        state.withLock { $0.talks.append(talk) }
    }

    /// Whom the agent talks with: one who waits on the line, or one who is called back now and presses 1.
    private func leg(of client: String, with agent: ObservedLeg) async throws -> (ObservedLeg, isCallback: Bool) {
        let asked = states(of: client).contains("requested")
        guard asked else {
            guard let leg = leg(of: client) else { throw BenchError("\(client) has not called") }
            return (leg, false)
        }
        let leg = try await bench.leg(to: String(client.dropFirst()), after: agent.dialog.invitedAt, within: 30)
        try await events.event("SwitchboardCallback", within: 30) {
            $0["Number"] == client && $0["State"] == "connected"
        }
        return (leg, true)
    }

    /// What operators were told of a client's callback, in order.
    func states(of client: String) -> [String] {
        events.events(named: "SwitchboardCallback") { $0["Number"] == client }.compactMap { $0["State"] }
    }
}
