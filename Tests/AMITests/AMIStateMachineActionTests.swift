import Testing

@testable import AMI

@Suite struct AMIStateMachineActionTests {
    private func success(_ id: String, _ more: String = "") -> String {
        "Response: Success\r\nActionID: \(id)\r\n\(more)\r\n"
    }

    private func event(_ name: String, _ id: String, _ more: String = "") -> String {
        "Event: \(name)\r\nActionID: \(id)\r\n\(more)\r\n"
    }

    @Test func `replies find their actions in any order`() throws {
        var driver = MachineDriver.ready()
        driver.send(AMIAction("A"), id: 1)
        driver.send(AMIAction("B"), id: 2)
        #expect(driver.written == ["Action: A\r\nActionID: t-1\r\n\r\n", "Action: B\r\nActionID: t-2\r\n\r\n"])
        driver.receive(success("t-2", "Message: b\r\n") + success("t-1", "Message: a\r\n"))
        #expect(driver.completed == [2, 1])
        #expect(try #require(driver.replies[1]).get().message == "a")
        #expect(try #require(driver.replies[2]).get().message == "b")
    }

    @Test(arguments: ["t-2", "t-", "t-ping", "t-01x", "x-1", "t-login", "1", "t--1", "T-1"])
    func `replies to nobody are dropped`(_ id: String) {
        var driver = MachineDriver.ready()
        driver.send(AMIAction("A"), id: 1)
        driver.receive(success(id) + "Response: Success\r\n\r\n")
        #expect(driver.completed.isEmpty)
        #expect(driver.events.isEmpty)
        #expect(driver.ends.isEmpty)
    }

    @Test func `a second reply is dropped`() {
        var driver = MachineDriver.ready()
        driver.send(AMIAction("A"), id: 1)
        driver.receive(success("t-1") + success("t-1"))
        #expect(driver.completed == [1])
    }

    @Test func `events between the entries of a list stay out of it`() throws {
        var driver = MachineDriver.ready()
        driver.send(AMIAction("QueueStatus"), id: 1)
        driver.send(AMIAction("CoreShowChannels"), id: 2)
        driver.receive(success("t-1", "EventList: start\r\n") + event("QueueParams", "t-1"))
        driver.receive(event("Hangup", "t-9") + "Event: Newchannel\r\n\r\n")
        driver.receive(success("t-2", "EventList: start\r\n") + event("QueueMember", "t-1"))
        driver.receive(event("CoreShowChannel", "t-2"))
        driver.receive(event("UserEvent", "t-1", "EventList: Complete\r\n"))
        #expect(driver.completed.isEmpty)
        driver.receive(event("QueueStatusComplete", "t-1", "EventList: Complete\r\n"))
        driver.receive(event("CoreShowChannelsComplete", "t-2", "EventList: cancelled\r\n"))
        #expect(driver.completed == [1, 2])
        #expect(try #require(driver.replies[1]).get().events.map(\.event) == ["QueueParams", "QueueMember"])
        #expect(try #require(driver.replies[2]).get().events.map(\.event) == ["CoreShowChannel"])
        #expect(driver.events.map(\.event) == ["Hangup", "Newchannel", "UserEvent"])
    }

    @Test func `an event of an action that is no list is an event`() {
        var driver = MachineDriver.ready()
        driver.send(AMIAction("Originate"), id: 1)
        driver.receive(event("OriginateResponse", "t-1") + success("t-1") + event("OriginateResponse", "t-1"))
        #expect(driver.completed == [1])
        #expect(driver.events.map(\.event) == ["OriginateResponse", "OriginateResponse"])
    }

    @Test func `each action has its own limit`() {
        var driver = MachineDriver.ready()
        driver.send(AMIAction("A"), id: 1)
        driver.send(AMIAction("B"), id: 2)
        #expect(driver.timers[.action(1)] == .seconds(1))
        #expect(driver.timers[.action(2)] == .seconds(2))
        driver.timeOut(.action(1))
        #expect(driver.replies == [1: .failure(.timedOut)])
        driver.receive(success("t-1") + success("t-2"))
        #expect(driver.completed == [1, 2])
        #expect(driver.ends.isEmpty)
    }

    @Test func `a list that comes too late is not taken for news`() {
        for answersFirst in [true, false] {
            var driver = MachineDriver.ready()
            driver.send(AMIAction("CoreShowChannels"), id: 1)
            let start = success("t-1", "EventList: start\r\n") + event("CoreShowChannel", "t-1")
            if answersFirst { driver.receive(start) }
            driver.timeOut(.action(1))
            if !answersFirst { driver.receive(start) }
            driver.receive(event("CoreShowChannel", "t-1") + "Event: Hangup\r\n\r\n")
            driver.receive(event("CoreShowChannelsComplete", "t-1", "EventList: Complete\r\n"))
            #expect(driver.replies == [1: .failure(.timedOut)])
            #expect(driver.completed == [1])
            #expect(driver.events.map(\.event) == ["Hangup"])
        }
    }

    @Test func `a timer that fires late does nothing`() {
        var driver = MachineDriver.ready()
        driver.send(AMIAction("A"), id: 1)
        driver.receive(success("t-1"))
        driver.timeOut(.action(1))
        driver.timeOut(.action(7))
        #expect(driver.completed == [1])
    }

    @Test func `a refused action is never written and hurts no other`() {
        var driver = MachineDriver.ready()
        driver.send(AMIAction("A", ["Exten": "1\r\nAction: Originate"]), id: 1)
        #expect(driver.written.isEmpty)
        #expect(driver.replies == [1: .failure(.refused(.controlCharacter(field: "Exten")))])
        driver.send(AMIAction("B"), id: 2)
        driver.receive(success("t-2"))
        #expect(driver.completed == [1, 2])
    }

    @Test func `a close fails all that waits, once`() {
        var driver = MachineDriver.ready()
        for id in 1...3 { driver.send(AMIAction("A"), id: id) }
        driver.timeOut(.action(2))
        driver.receive("Response: Success\r\nActionID: t-1\r\nEventList: start\r\n\r\nEvent: B\r\n")
        driver.receiveEOF()
        driver.receiveEOF()
        #expect(driver.completed == [2, 1, 3])
        #expect(driver.replies[1] == .failure(.disconnected(.closedByPeer)))
        #expect(driver.replies[3] == .failure(.disconnected(.closedByPeer)))
        #expect(driver.ends == [.closedByPeer])
        // And nothing comes after it.
        driver.receive("\r\nEvent: C\r\n\r\n")
        driver.send(AMIAction("A"), id: 4)
        driver.timeOut(.connection)
        #expect(driver.replies[4] == .failure(.notConnected))
        #expect(driver.events.isEmpty)
        #expect(driver.ends == [.closedByPeer])
    }

    @Test func `a message without end closes the connection`() {
        var driver = MachineDriver.ready()
        driver.send(AMIAction("Command"), id: 1)
        let line = "Output: " + String(repeating: "x", count: 1_014) + "\r\n"
        for _ in 0...1_024 { driver.receive(line) }
        #expect(driver.replies == [1: .failure(.disconnected(.messageTooLarge))])
        #expect(driver.ends == [.messageTooLarge])
    }
}
