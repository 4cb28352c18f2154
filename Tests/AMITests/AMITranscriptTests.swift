import Testing

@testable import AMI

/// Connections to an Asterisk 22, replayed.
@Suite struct AMITranscriptTests {
    @Test(arguments: Chunks.allCases)
    func `a login answers the challenge and sets the mask`(_ chunks: Chunks) throws {
        let driver = try MachineDriver.replay("login", chunks, events: [.system])
        #expect(driver.sessions == [AMISession(interfaceVersion: "11.0.0")])
        #expect(driver.events.map(\.event) == ["FullyBooted"])
        #expect(driver.ends.isEmpty)
    }

    @Test(arguments: Chunks.allCases)
    func `a refused login is an end of its own`(_ chunks: Chunks) throws {
        let driver = try MachineDriver.replay("login-refused", chunks, secret: "wrong")
        #expect(driver.sessions.isEmpty)
        #expect(driver.ends == [.loginRefused("Authentication failed")])
    }

    @Test(arguments: Chunks.allCases)
    func `a list is one reply`(_ chunks: Chunks) throws {
        let driver = try MachineDriver.replay("core-show-channels", chunks, events: [.call])
        let channels = try #require(driver.replies[1]).get()
        #expect(channels.isSuccess)
        #expect(channels.message == "Channels will follow")
        #expect(channels.events.count == 4)
        #expect(channels.events.allSatisfy { $0.event == "CoreShowChannel" })
        #expect(
            channels.events.map { $0["Channel"] } == [
                "Local/100@test-00000001;2", "Local/100@test-00000001;1", "Local/100@test-00000000;2",
                "Local/100@test-00000000;1",
            ])
        #expect(channels.events.allSatisfy { $0.variables(of: "ChanVariable") == ["SWITCHBOARD_CALL": "a=b"] })

        // The entries of this one have their ActionID as the last header.
        let states = try #require(driver.replies[2]).get()
        #expect(states.events.count == 4)
        #expect(states.events.allSatisfy { $0.variables(of: "Variable") == ["SWITCHBOARD_CALL": "a=b"] })
        #expect(driver.events.isEmpty)
    }

    @Test(arguments: Chunks.allCases)
    func `the events of a call come in order, whole and unasked`(_ chunks: Chunks) throws {
        let driver = try MachineDriver.replay("call", chunks, events: [.call, .dialplan])
        #expect(try #require(driver.replies[1]).get().message == "Originate successfully queued")
        let recorded = try Transcript(named: "call").messages.filter { $0[0].hasPrefix("Event: ") }
        #expect(recorded.count == driver.events.count)
        for (lines, event) in zip(recorded, driver.events) {
            #expect(event.headers.map { "\($0.name): \($0.value)" } == lines)
        }
        // It has the ActionID of an action that was answered long before.
        #expect(driver.events.contains { $0.event == "OriginateResponse" && $0.actionID == "t-1" })
    }

    @Test func `escapes are undone where Asterisk made them`() throws {
        let driver = try MachineDriver.replay("call", .whole, events: [.call, .dialplan])
        let value = #"route=sales; a\\b "c" ?"#
        #expect(driver.events.contains { $0.unescaped("CallerIDName") == #"Zoë "Q" ?"# })
        #expect(driver.events.contains { $0.variables(of: "ChanVariable") == ["SWITCHBOARD_CALL": value] })
        #expect(
            driver.events.contains {
                $0.event == "VarSet" && $0["Variable"] == "SWITCHBOARD_CALL" && $0.unescaped("Value") == value
            })
    }

    @Test(arguments: Chunks.allCases)
    func `what a console command prints keeps its blank lines`(_ chunks: Chunks) throws {
        let driver = try MachineDriver.replay("command", chunks, events: [])
        let user = try #require(driver.replies[1]).get()
        #expect(user.isSuccess)
        #expect(user.output.count == 9)
        #expect(user.output.first == "")
        #expect(user.output[1] == "          username: switchboard")
        let unknown = try #require(driver.replies[2]).get()
        #expect(!unknown.isSuccess)
        #expect(
            unknown.output == [
                "No such command 'no such thing' (type 'core show help no such' for other possible commands)"
            ])
    }

    @Test(arguments: Chunks.allCases)
    func `what an account may not do is a reply that says so`(_ chunks: Chunks) throws {
        let driver = try MachineDriver.replay("permission-denied", chunks, username: "least", events: [.call])
        for id in 1...2 {
            let reply = try #require(driver.replies[id]).get()
            #expect(!reply.isSuccess)
            #expect(reply.message == "Permission denied")
        }
        #expect(try #require(driver.replies[3]).get().message.hasPrefix("Invalid/unknown command: Nonsense."))
        #expect(driver.ends.isEmpty)
    }

    @Test(arguments: Chunks.allCases)
    func `a UserEvent may say what it likes`(_ chunks: Chunks) throws {
        let driver = try MachineDriver.replay("user-event", chunks, events: [.user])
        #expect(
            driver.events.map { $0["UserEvent"] } == [
                "SwitchboardRoute", "SwitchboardCommand", "SwitchboardResult",
            ])
        #expect(driver.events.allSatisfy { $0.event == "UserEvent" && $0.response == nil })

        let route = try #require(driver.events.first)
        #expect(route["Empty"] == "")
        #expect(route["NoSpace"] == "x")
        #expect(route["Name"] == "Zoë Q")
        #expect(route["Colons"] == "a:b: c")
        #expect(route["VT"] == "a\u{0B}b\u{0C}c")
        #expect(route["Response"] == "Success")
        // An LF in a value makes no header.
        #expect(route["Bare"] == "one\nTwo: two")
        #expect(route["Two"] == nil)
        #expect(route["Linkedid"] == route.values(of: "Linkedid").last)

        // Another account sent it with our ActionID, and with what would complete a list.
        let command = driver.events[1]
        #expect(command.actionID == "t-1")
        #expect(command["Command"] == "transfer")
        #expect(command["no colon"] == "")
        #expect(command["Latin"] == "Caf\u{FFFD}")
        #expect(command["Long"]?.utf8.count == 1_000)
        #expect(driver.completed == [1])
    }
}
