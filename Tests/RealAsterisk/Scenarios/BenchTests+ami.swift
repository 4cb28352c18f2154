import AsteriskBench
import Testing

/// AMI of the PBX, and Asterisk's own record of calls.
extension BenchTests {
    @Test("An operator sees a call from its beginning to its end, in order, and with the variables asked for")
    func operatorSeesCall() async throws {
        let bench = try await Self.bench.value
        let `operator` = try await bench.operator()
        let call = try await bench.call(from: .trunk("+79035550070"), to: "+74951232151", for: 1)
        try await call.leg.ends()
        let isOurs = { @Sendable (event: AMIMessage) in event["CallerIDNum"] == "+79035550070" }
        let first = try await `operator`.event("Newchannel", where: isOurs)
        let linkedID = try #require(first["Linkedid"])
        // The two channels end by themselves, in any order.
        try await `operator`.event("Hangup") { $0["Uniqueid"] == linkedID }
        try await `operator`.event("Hangup") { $0["Linkedid"] == linkedID && $0["Uniqueid"] != linkedID }
        let events = `operator`.events(named: "Newchannel", "DialBegin", "DialEnd", "BridgeEnter", "Hangup") {
            $0["Linkedid"] == linkedID || $0["DestLinkedid"] == linkedID
        }
        #expect(
            events.map(\.event) == [
                "Newchannel", "Newchannel", "DialBegin", "DialEnd", "BridgeEnter", "BridgeEnter", "Hangup", "Hangup",
            ])
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.arrived <= $1.arrived })
        // By asterisk-conf/include/manager.conf.
        #expect(first["ChanVariable"]?.hasPrefix("SWITCHBOARD_LEG=") == true)
        #expect(first["Timestamp"] != nil)
    }

    @Test("What one operator says is heard by others, once each and in order; UserEvents have their own names")
    func userEvents() async throws {
        let bench = try await Self.bench.value
        let (one, other) = (try await bench.operator(), try await bench.operator())
        for state in ["started", "completed"] {
            let response = try await one.send(
                "UserEvent", ["UserEvent": "BenchTransfer", "State": state, "Linkedid": "1.1"])
            #expect(response.isSuccess)
        }
        let completed = try await other.event("BenchTransfer") { $0["State"] == "completed" }
        #expect(completed["Linkedid"] == "1.1")
        #expect(other.events(named: "BenchTransfer").map { $0["State"] } == ["started", "completed"])
        #expect(try String(contentsOf: #require(other.file), encoding: .utf8).contains("UserEvent: BenchTransfer\r\n"))
        #expect(other.file != one.file)
        let error = await #expect(throws: BenchError.self) {
            try await other.event("BenchTransfer", within: 0.2) { $0["State"] == "failed" }
        }
        #expect(error?.description.contains("State: started") == true)
    }

    @Test("An account has the rights it was given; a wrong secret, none")
    func accounts() async throws {
        let bench = try await Self.bench.value
        let refused = await #expect(throws: BenchError.self) { try await bench.operator(secret: "guessed") }
        #expect(refused?.description.contains("Authentication failed") == true)
        let `operator` = try await bench.operator()
        #expect(try await `operator`.list("CoreShowChannels").allSatisfy { $0.event == "CoreShowChannel" })
        // By asterisk-conf/include/manager.conf.
        let switchboard = try await bench.operator(as: "switchboard")
        #expect(try await !switchboard.send("Command", ["Command": "core show version"]).isSuccess)
        #expect(try await `operator`.send("Command", ["Command": "core show version"]).isSuccess)
        `operator`.leave()
        await #expect(throws: BenchError.self) { try await `operator`.event("Never", within: 5) }
    }

    @Test("Asterisk's own records tell who called, whom, and what came of it")
    func callRecords() async throws {
        let bench = try await Self.bench.value
        bench.world.party("2153", .busy)
        let call = try await bench.call(from: .trunk("+79035550071"), to: "+74951232152")
        let desk = try await bench.leg(to: "2152", of: call)
        let answered = try await desk.answered()
        try await call.leg.answered()
        try await call.hangUp()
        let ended = try await call.leg.ends()
        let busy = try await bench.call(from: .trunk("+79035550072", name: "a \"b\", c"), to: "+74951232153")
        try await busy.leg.ends()

        let record = try #require(try await bench.cdr(from: "+79035550071", count: 1).first)
        #expect(record.destination == "+74951232152")
        #expect(record.channel.hasPrefix("PJSIP/main-") && record.destinationChannel.hasPrefix("PJSIP/2152-"))
        #expect(record.disposition == "ANSWERED")
        #expect(record.linkedID == record.uniqueID)
        #expect(abs(try #require(record.answer) - answered) < 0.5)
        #expect(abs(try #require(record.end) - ended) < 0.5)
        #expect(try #require(record.start) <= #require(record.answer))
        let other = try #require(try await bench.cdr(from: "+79035550072", count: 1).first)
        #expect(other.disposition == "BUSY")
        #expect(other.answer == nil)
        #expect(bench.cdr().filter { $0.linkedID == record.linkedID }.count == 1)
    }
}
