import Foundation
import Routing
import Testing

/// Callers in queues, agents' legs, and clients who are called back.
@Suite struct QueueTests {
    static let office = """
        users:
          - { extension: 100, name: Reception, phone: PJSIP/100 }
          - { extension: 101, name: A, phone: PJSIP/101 }
          - { extension: 103, name: B, mobile: +79160000103, languages: [en] }
        queues:
          - extension: 700
            name: support
            strategy: leastrecent
            members: [user 101, user 103]
            ring: 15s
            callback: { key: 1, offer: 30s, window: 10m, retry: 5m, attempts: 2, callerId: +74951234567, during: day }
            otherwise: { after: 5m, to: user 100 }
          - { extension: 701, name: sales, strategy: ringall, members: [user 101], ring: 15s, otherwise: { to: busy } }
        schedules:
          - { name: day, open: ["daily 09:00-18:00"] }
        numbers:
          - { number: +74951234567, rules: [ { to: queue support } ] }
          - { number: +74951234568, rules: [ { to: queue sales } ] }
        """
    private static let noon = TestOffice.moment("2026-11-21T12:00")

    let office: TestOffice

    init() throws { office = try TestOffice(TestOffice.yaml(Self.office)) }

    private func way(
        from caller: String? = "+79035550001", _ exits: [QueueExit], memory: CallMemory = .none
    ) -> [String] {
        office.decisions(
            to: "+74951234567", from: caller, then: exits.map(StepOutcome.queue), at: Self.noon, memory: memory
        ).map(\.step.line)
    }

    @Test(
        "he waits as long as the queue lets him, then goes on",
        arguments: [
            (QueueExit.timedOut, "nobody has answered"), (.full, "it is full"), (.nobodyThere, "nobody is logged in"),
            (.unknown, "Asterisk does not know it"),
        ])
    func exits(exit: QueueExit, reason: String) {
        let decisions = office.decisions(to: "+74951234567", then: [.queue(exit)], at: Self.noon)
        #expect(decisions.map(\.step.line) == ["switchboard-700 5m", "PJSIP/100 30s"])
        #expect(decisions[1].explanation.first == "queue support: \(reason), otherwise → user 100")
    }

    @Test("the place is that of the arrival, however often he comes back; the time he may wait goes on")
    func place() throws {
        let call = office.table.call(.external, to: "+74951234567", from: "hidden")
        let first = office.table.next(call, at: Self.noon)
        let told = office.table.next(
            call, after: first.cursor, outcome: .queue(.askedForCallback), at: Self.noon.addingTimeInterval(40))
        let back = office.table.next(
            call, after: CallCursor(told.cursor.description), outcome: .queue(.told),
            at: Self.noon.addingTimeInterval(44))
        guard case .queue(let one) = first.step, case .queue(let two) = back.step else {
            Issue.record("\(first.step), \(back.step)")
            return
        }
        #expect(two.order == one.order)
        #expect(two.seconds == Seconds(256))
        let late = office.table.next(
            call, after: back.cursor, outcome: .queue(.told), at: Self.noon.addingTimeInterval(301))
        #expect(late.step.line == "PJSIP/100 30s")
    }

    @Test("who arrives earlier has the higher place")
    func order() {
        let places = [0, 0.1, 1, 3_600].map { QueueWait.order(arrived: Self.noon.addingTimeInterval($0)) }
        #expect(places == places.sorted(by: >))
        #expect(Set(places).count == 4)
        // app_queue reads an int.
        #expect(Int32(exactly: QueueWait.order(arrived: TestOffice.moment("2033-01-01T00:00"))) != nil)
        #expect(Int32(exactly: QueueWait.order(arrived: .distantPast)) != nil)
    }

    @Test(
        "who may be called back",
        arguments: [
            ("+79035550001", "callback 700 +79035550001: say callback-noted 79035550001"),
            ("hidden", "tell callback-not-possible"),
            // Premium rate, a country no trunk calls, nonsense.
            ("+78095001234", "tell callback-not-possible"), ("+4930123456", "tell callback-not-possible"),
            ("12", "tell callback-not-possible"),
        ])
    func asks(caller: String, line: String) {
        #expect(way(from: caller, [.askedForCallback]).last == line)
    }

    @Test("a colleague is not called back")
    func colleague() {
        let decisions = office.decisions(
            to: "700", from: "101", inside: "PJSIP/101", then: [.queue(.askedForCallback)], at: Self.noon)
        #expect(decisions.map(\.step.line) == ["switchboard-700 5m", "tell callback-not-possible"])
    }

    @Test("a queue without callbacks: told so")
    func notOffered() {
        let decisions = office.decisions(to: "+74951234568", then: [.queue(.askedForCallback)], at: Self.noon)
        #expect(decisions.map(\.step.line) == ["switchboard-701", "tell callback-not-possible"])
    }

    @Test("the key again takes it back")
    func again() {
        let memory = CallMemory(openCallbacks: ["700"])
        #expect(
            way([.askedForCallback], memory: memory).last
                == "no callback 700 +79035550001: tell callback-cancelled")
        #expect(
            way([.askedForCallback], memory: CallMemory(openCallbacks: ["701"])).last?.hasPrefix("callback 700") == true
        )
    }

    @Test("an agent's leg: his phone, or his mobile with a question; nothing else of his rules")
    func agents() throws {
        let call = office.table.call(.external, to: "+74951234567", from: "+79035550001")
        func line(_ member: String) throws -> String {
            let cursor = try #require(office.table.agentCursor(member: member, of: "700"))
            return office.table.next(call, after: cursor, at: Self.noon).step.line
        }
        #expect(try line("101") == "PJSIP/101 15s")
        #expect(try line("103") == "PJSIP/79160000103@main 15s press 1")
        #expect(office.table.agentCursor(member: "100", of: "700") == nil)
        #expect(office.table.agentCursor(member: "103", of: "701") == nil)
        let cursor = try #require(office.table.agentCursor(member: "101", of: "700"))
        let rung = office.table.next(call, after: cursor, at: Self.noon)
        let failed = office.table.next(call, after: rung.cursor, outcome: .leg(.noAnswer), at: Self.noon)
        #expect(failed.step == .decline(.noAnswer))
    }

    @Test("a callback: the agent is told who it is, then the client sees the queue's number and is asked")
    func callback() throws {
        let call = office.table.call(
            .callback(queue: "700", language: "en"), to: "700", from: "+79035550001")
        let cursor = try #require(office.table.agentCursor(member: "101", of: "700"))
        let agent = office.table.next(call, after: cursor, at: Self.noon)
        guard case .ring(let rung) = agent.step else { throw StepError() }
        #expect(rung.tells == [.prompt("callback-for"), .digits("0001")])
        // The trunk's carrier accepts the client's number: a mobile agent sees who it is.
        let mobile = try #require(office.table.agentCursor(member: "103", of: "700"))
        guard case .ring(let outside) = office.table.next(call, after: mobile, at: Self.noon).step else {
            throw StepError()
        }
        #expect(outside.caller == .number("+79035550001", name: ""))
        let client = office.table.next(call, at: Self.noon)
        guard case .ring(let ring) = client.step else { throw StepError() }
        #expect(client.step.line == "PJSIP/79035550001@main 40s press 1")
        #expect(ring.caller == .number("+74951234567", name: "Test"))
        #expect(ring.tells == [])
        // A client transfers nothing.
        #expect(!ring.transferRights.callee && !ring.transferRights.outsideKeys && !ring.transferRights.caller)
        #expect(office.table.language(of: call, atLeg: client.cursor) == "en")
        #expect(office.table.answer(ofClientAt: client.cursor, in: call) == .confirm)
        #expect(office.table.answer(ofClientAt: agent.cursor, in: call) == nil)
        let busy = office.table.next(call, after: client.cursor, outcome: .leg(.busy), at: Self.noon)
        #expect(busy.step == .decline(.busy))
    }

    private struct StepError: Error {}

    @Test(
        "outside its hours a queue calls nobody back",
        arguments: [
            ("08:59", CallbackHours.quiet), ("09:00", .open), ("18:00", .quiet),
        ])
    func hours(time: String, hours: CallbackHours) {
        #expect(office.table.callbackHours(of: "700", at: TestOffice.moment("2026-11-21T\(time)")) == hours)
        #expect(office.table.callbackHours(of: "701", at: TestOffice.moment("2026-11-21T\(time)")) == .open)
    }
}
