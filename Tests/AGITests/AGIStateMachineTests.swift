import Testing

@testable import AGI

@Suite struct AGIStateMachineTests {
    let block = "agi_network: yes\nagi_uniqueid: 1.1\n\n"
    let command = AGICommand.setVariables([AGIVariable("A", "1")])
    let line = "EXEC MSet \"A=1\"\n"

    @Test func `a conversation may finish without a command`() {
        var session = SessionDriver(ScriptedConversation([]))
        session.receive(block)
        #expect(session.written.isEmpty)
        #expect(session.ends == [.finished])
    }

    @Test func `the second command waits for the first reply`() {
        var session = SessionDriver(ScriptedConversation([.send(command), .send(.hangup)]))
        session.receive(block)
        #expect(session.written == [line])
        session.receive("200 result=0")
        #expect(session.written == [line])
        session.receive("\n")
        #expect(session.written == [line, "HANGUP\n"])
        session.receive("200 result=1\n")
        #expect(session.ends == [.finished])
    }

    @Test func `a port that is only probed is no failure`() {
        var session = SessionDriver(ScriptedConversation([]))
        session.receiveEOF()
        #expect(session.ends == [.noRequest])
    }

    @Test func `nothing comes after the end`() {
        var session = SessionDriver(ScriptedConversation([]))
        session.receive(block)
        session.receive("200 result=0\n")
        session.receiveEOF()
        session.fail(.replyTimeout)
        #expect(session.ends == [.finished])
    }

    @Test(arguments: ["200 result=0\n", "H", "HANGUP\n200 result=0\n", "agi_arg_1: to=900\n\n", "\n"])
    func `a reply before its command is refused`(_ early: String) {
        var session = SessionDriver(ScriptedConversation([.send(command)]))
        session.receive(block + early)
        if early == "H" {
            // The beginning of HANGUP may come with the block; something else that begins so may not.
            session.receive("ello\n")
            #expect(session.ends == [.failed(.malformedReply)])
        } else {
            #expect(session.written.isEmpty)
            #expect(session.ends == [.failed(.unexpectedData)])
        }
    }

    @Test func `two replies to one command are refused`() {
        var session = SessionDriver(ScriptedConversation([.send(command), .send(command)]))
        session.receive(block)
        session.receive("200 result=0\n200 result=0\n")
        #expect(session.written == [line])
        #expect(session.ends == [.failed(.unexpectedData)])
    }

    @Test(arguments: [
        "hello\n", "\n", "200\n", "200-result=0\n", "2000 result=0\n", "20x result=0\n", "200 nothing\n",
        "200 result=1 (open\n", "HANGUP \n", "050 result=0\n",
    ])
    func `garbage instead of a reply is refused`(_ garbage: String) {
        var session = SessionDriver(ScriptedConversation([.send(command)]))
        session.receive(block)
        session.receive(garbage)
        #expect(session.conversation.replies.isEmpty)
        #expect(session.ends == [.failed(.malformedReply)])
    }

    @Test func `a refused command is never written`() {
        var session = SessionDriver(ScriptedConversation([.send(.setVariables([AGIVariable("A", "1\nB")]))]))
        session.receive(block)
        #expect(session.written.isEmpty)
        #expect(session.ends == [.failed(.refusedCommand(.controlCharacter))])
    }

    @Test func `a refused block never reaches the conversation`() {
        var session = SessionDriver(ScriptedConversation([.send(command)]))
        session.receive("agi_callerid: 1\nagi_callerid: 2\n\n")
        #expect(session.conversation.environment == nil)
        #expect(session.ends == [.failed(.environment(.duplicateKey("agi_callerid")))])
    }

    @Test func `a line may have 8 KiB and no byte more`() {
        let limit = AGIStateMachine.maximumLineLength
        let longest = "200 result=" + String(repeating: "1", count: limit - 11)
        var session = SessionDriver(ScriptedConversation([.send(command)]))
        session.receive(block)
        session.receive(longest + "\n")
        #expect(session.conversation.replies.first?.result.utf8.count == limit - 11)
        #expect(session.ends == [.finished])

        for ending in ["1\n", "1"] {
            session = SessionDriver(ScriptedConversation([.send(command)]))
            session.receive(block)
            session.receive(longest + ending)
            #expect(session.ends == [.failed(.lineTooLong)])
        }
        session = SessionDriver(ScriptedConversation([.send(command)]))
        session.receive("agi_channel: " + longest)
        #expect(session.ends == [.failed(.lineTooLong)])
    }

    @Test func `a usage text has several lines and a limit`() {
        var session = SessionDriver(ScriptedConversation([.send(command)]))
        session.receive(block)
        session.receive("520-Invalid command syntax.  Proper usage follows:\n Usage: X\n\nHANGUP\n200 result=0\n")
        #expect(session.conversation.replies.isEmpty)
        session.receive("520 End of proper usage.\n")
        #expect(session.conversation.replies == [AGIReply(code: 520, usage: " Usage: X\n\nHANGUP\n200 result=0")])
        #expect(session.conversation.hangups == 0)

        session = SessionDriver(ScriptedConversation([.send(command)]))
        session.receive(block)
        session.receive("520-Invalid\n")
        for _ in 0..<65 { session.receive(String(repeating: "x", count: 1_023) + "\n") }
        #expect(session.ends == [.failed(.usageTooLong)])
    }
}
