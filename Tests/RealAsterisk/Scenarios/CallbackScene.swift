import AsteriskBench
import Foundation
import Storage
import Testing

/// A client of a queue: his telephone, what Switchboard says of his request, and what is on disk.
struct CallbackScene {
    let stage: CallbackStage
    /// The queue's extension.
    let queue: String
    /// E.164.
    let client: String
    let events: AMIOperator
    let start = WireTime.now

    init(_ stage: CallbackStage, queue: String, client: String? = nil) async throws {
        self.stage = stage
        self.queue = queue
        self.client = client ?? BenchOffice.client(queue)
        events = try await stage.bench.operator()
    }

    var bench: Bench { stage.bench }
    /// As the trunk is given it.
    var number: String { String(client.dropFirst()) }

    // MARK: The client

    /// He calls the queue.
    func call() async throws -> CallerLeg {
        try await bench.call(from: .trunk(client), to: BenchOffice.direct(queue))
    }

    /// Of his telephone from now on, when it is called back.
    func client(_ parties: Party...) { client(parties) }
    /// One call after the other.
    func client(_ parties: [Party]) { bench.world.party(number, parties) }

    /// He calls, waits, asks to be called back, hears that he will be, and the line is cleared.
    @discardableResult
    func asks() async throws -> CallerLeg {
        let call = try await call()
        try await asks(in: call)
        return call
    }

    /// He does so in a call in which he waits.
    func asks(in call: CallerLeg) async throws {
        try await call.leg.comesToHearMusic()
        let before = WireTime.now
        try await call.leg.key("1")
        try await isNoted(in: call, since: before)
    }

    /// He hears that he will be called back, and the line is cleared.
    func isNoted(in call: CallerLeg, since start: WireTime) async throws {
        try await told("requested", after: start)
        try await call.leg.comesToHear(prompt: "switchboard/callback-noted", language: "en", after: start)
        try await call.leg.ends(within: 30)
    }

    /// His telephone rings for the first time, or again.
    func rings(_ index: Int = 0, within seconds: Double = 30) async throws -> ObservedLeg {
        let leg = try await bench.leg(to: number, after: start, index: index, within: seconds)
        try await leg.rings()
        return leg
    }

    /// How often he was called.
    var timesRung: Int { bench.legs(to: number, after: start).count }

    /// He picks up and presses 1 when he is asked.
    func accepts(_ leg: ObservedLeg) async throws {
        try await leg.tell()
        try await leg.answered()
        try await leg.comesToHear(prompt: "switchboard/callback-press-one", language: "en")
        try await leg.key("1")
    }

    // MARK: The agent

    /// A telephone rings for him, and its owner picks up.
    func agent(_ agent: String, after moment: WireTime, within seconds: Double = 20) async throws -> ObservedLeg {
        let leg = try await bench.leg(to: agent, after: moment, within: seconds)
        try await leg.rings()
        try await leg.tell()
        try await leg.answered()
        return leg
    }

    /// He takes calls, is rung for the client, picks up and hears whom he is about to talk to.
    func agentIsFree(_ agent: String) async throws -> ObservedLeg {
        let before = WireTime.now
        try await stage.resume(agent, in: queue)
        return try await agentIsRung(agent, after: before)
    }

    /// He is rung for the client, picks up and hears whom he is about to talk to.
    func agentIsRung(_ agent: String, after moment: WireTime, within seconds: Double = 20) async throws -> ObservedLeg {
        let leg = try await self.agent(agent, after: moment, within: seconds)
        try await leg.comesToHear(prompt: "switchboard/callback-for", language: "en")
        return leg
    }

    /// He is free when the client's telephone has ended: within two seconds.
    func isFreed(_ agent: ObservedLeg, after leg: ObservedLeg) async throws {
        let ended = try await leg.ends()
        let freed = try await agent.ends(within: 10) - ended
        #expect((-0.1..<2).contains(freed), "the agent was freed after \(freed) s")
    }

    // MARK: What is said of it

    /// What operators were told of it so far, in order.
    var told: [String] {
        events.events(named: "SwitchboardCallback") { $0["Number"] == client && $0["Queue"] == "q\(queue)" }
            .compactMap { $0["State"] }
    }

    /// Waits until operators are told something of it, and the store has the same.
    @discardableResult
    func told(
        _ state: String, attempt: Int? = nil, after moment: WireTime? = nil, within seconds: Double = 30
    ) async throws -> CallbackRecord {
        let (client, name) = (client, "q\(queue)")
        let event = try await events.event("SwitchboardCallback", after: moment ?? start, within: seconds) { event in
            event["Number"] == client && event["Queue"] == name && event["State"] == state
                && attempt.map { event["Attempt"] == "\($0)" } ?? true
        }
        let record = try #require(try stage.requests(of: client, in: queue).first { "\($0.id)" == event["Callback"] })
        let last = record.attempts.last
        switch state {
        case "requested": #expect(record.outcome == nil && record.attempts.isEmpty)
        case "dialing":
            #expect(record.state == "dialing" && last?.ended == nil && event["Attempt"] == last.map { "\($0.number)" })
        case "retry":
            #expect(record.state == "waiting" && last?.result == event["Result"])
            let (until, ended) = (try #require(record.until), try #require(last?.ended))
            #expect(abs(until.timeIntervalSince(ended) - record.retry) < 0.01)
            #expect(event["Next"] == "\(Int(until.timeIntervalSince1970))")
        default:
            #expect(record.state == "ended" && record.outcome == state && record.reason == event["Reason"])
            #expect(last?.result == event["Result"])
        }
        return record
    }

    /// Client and agent talk: the last word on it, after so many attempts.
    func talks(_ agent: ObservedLeg, with leg: ObservedLeg, attempts: [String]) async throws {
        let record = try await told("connected")
        #expect(record.attempts.map(\.result) == attempts)
        #expect(timesRung == attempts.count)
        let other = (attempts.count - 1) * 2
        #expect(told.count == 3 + other, "\(told)")
        #expect(leg.dialog.callerUser == BenchQueue.of(queue).callerID)
        let heard = await Result.catching { try await bench.expectConversation(agent, leg) }
        try await agent.hangUp()
        try await leg.ends(within: 5)
        try heard.get()
    }
}

extension Result where Failure == any Error {
    /// What comes of something, to be looked at after what follows.
    static func catching(_ body: () async throws -> Success) async -> Self {
        do { return .success(try await body()) } catch { return .failure(error) }
    }
}
