import AsteriskBench
import Synchronization
import Testing

/// A client who talks with a user on his mobile, and what operators are told of it.
struct MobileTalk: Sendable {
    let bench: Bench
    /// The user's extension.
    let user: String
    let client: CallerLeg
    let mobile: ObservedLeg
    let events: AMIOperator
    /// Linkedid of the call.
    let id: String

    /// The mobile as the world knows it.
    static func number(_ extension: String) -> String { String(BenchOffice.mobile(`extension`).dropFirst()) }

    /// The client of an extension calls it, and its mobile answers.
    init(_ stage: Stage, _ user: String) async throws {
        let events = try await stage.bench.operator()
        let call = try await stage.call(from: .trunk(BenchOffice.client(user)), to: BenchOffice.direct(user))
        try await self.init(stage.bench, user, call, events)
    }

    /// A call that has begun, seen by an operator who logged in before.
    init(_ bench: Bench, _ user: String, _ call: CallerLeg, _ events: AMIOperator) async throws {
        let client = BenchOffice.client(user)
        let mobile = try await bench.leg(to: Self.number(user), of: call)
        try await bench.expectConversation(call, mobile, for: 0.5)
        let began = try await events.event("Newchannel") { $0["CallerIDNum"] == client }
        self.init(bench, user, call, mobile, events, id: try #require(began["Linkedid"]))
    }

    private init(
        _ bench: Bench, _ user: String, _ client: CallerLeg, _ mobile: ObservedLeg, _ events: AMIOperator, id: String
    ) {
        (self.bench, self.user, self.client, self.mobile, self.events, self.id) = (
            bench, user, client, mobile, events, id
        )
    }

    /// The same call when another user's mobile has it.
    func continued(_ user: String, _ mobile: ObservedLeg) -> MobileTalk {
        MobileTalk(bench, user, client, mobile, events, id: id)
    }

    /// `*#`, what both hear then, and the number.
    func key(_ number: String) async throws {
        try await mobile.key("*#")
        try await client.leg.comesToHearMusic()
        try await mobile.comesToHearDialTone()
        try await mobile.key(number)
    }

    /// The whole of it: the consultation, the hang-up, client and colleague, and the two events.
    /// - Parameters:
    ///   - mark: the leg as the events have it; nil: the colleague's desk phone.
    ///   - index: how many events of transfers there were before.
    func complete(to colleague: String, as mark: String? = nil, from index: Int = 0) async throws {
        let party = mark == nil ? colleague : Self.number(colleague)
        bench.world.party(party, .answersWhenTold())
        try await key("\(colleague)#")
        let leg = try await bench.leg(to: party, of: client)
        try await leg.rings()
        let started = try await transfer("started", at: index)
        try await leg.tell()
        try await bench.expectConversation(mobile, leg)
        try await mobile.hangUp()
        try await bench.expectConversation(client, leg)
        let completed = try await transfer("completed", at: index + 1)

        let clientChannel = events.events(named: "Newchannel") { $0["Linkedid"] == id }.first?["Channel"]
        for event in [started, completed] {
            #expect(event["Mode"] == "keyed")
            #expect(event["Transferor"] == "mobile \(user)")
            #expect(event["TransferorChannel"]?.hasPrefix("PJSIP/main-") == true)
            #expect(event["Target"] == colleague)
            #expect(event["Client"] == clientChannel)
            #expect(event["Operator"] == nil && event["Reason"] == nil)
        }
        #expect(started["Answered"] == nil)
        #expect(completed["Answered"] == mark ?? "PJSIP/\(colleague)")
        #expect(started["Transfer"] != nil && started["Transfer"] == completed["Transfer"])
    }

    /// The event of a transfer of this call at a place in their order.
    func transfer(_ state: String, at index: Int) async throws -> AMIMessage {
        try await events.transfer(of: id, state, at: index)
    }

    /// Waits until the call is over, and looks at all events of its transfers.
    @discardableResult
    func expectStates(_ states: [String]) async throws -> [AMIMessage] {
        try await events.settles(id)
        let transfers = events.transfers(of: id)
        #expect(transfers.map { $0["State"] } == states, "\(transfers.map(\.description).joined(separator: "\n\n"))")
        return transfers
    }
}

extension AMIOperator {
    /// What was told of a call's transfers so far.
    func transfers(of id: String) -> [AMIMessage] { events(named: "SwitchboardTransfer") { $0["Linkedid"] == id } }

    /// Waits until so many events of a call's transfers have come, of which the last one is this.
    func transfer(of id: String, _ state: String, at index: Int) async throws -> AMIMessage {
        // Each event is looked at once.
        let count = Mutex(0)
        let found = try await event("SwitchboardTransfer") { event in
            guard event["Linkedid"] == id else { return false }
            return count.withLock { count in
                count += 1
                return count > index
            }
        }
        #expect(found["State"] == state)
        return found
    }

    /// Waits until every channel of a call is gone, and whatever was to be told of it has been.
    func settles(_ id: String) async throws {
        let deadline = ContinuousClock.now + .seconds(10)
        func open() -> Set<String> {
            let begun = events(named: "Newchannel") { $0["Linkedid"] == id }
            let ended = events(named: "Hangup")
            return Set(begun.compactMap { $0["Uniqueid"] }).subtracting(ended.compactMap { $0["Uniqueid"] })
        }
        while !open().isEmpty {
            try #require(ContinuousClock.now < deadline, "channels that are not over: \(open())")
            try await Task.sleep(for: .milliseconds(20))
        }
        // Nothing tells that nothing more comes.
        try await Task.sleep(for: .milliseconds(400))
    }
}
