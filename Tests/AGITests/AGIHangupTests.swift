import Testing

@testable import AGI

/// A `HANGUP` line in the middle.
@Suite struct AGIHangupTests {
    let block = "agi_network: yes\nagi_uniqueid: 1.1\n\n"
    let first = AGICommand.setVariables([AGIVariable("A", "1")])
    let second = AGICommand.setVariables([AGIVariable("B", "2")])

    @Test func `by default the reply is awaited`() {
        var session = SessionDriver(ScriptedConversation([.send(first)]))
        session.receive(block)
        session.receive("HANGUP\n")
        #expect(session.conversation.hangups == 1)
        #expect(session.ends.isEmpty)
        session.receive("200 result=0\n")
        #expect(session.conversation.replies == [AGIReply(code: 200, result: "0")])
        #expect(session.ends == [.finished])
    }

    @Test func `it may come with the block, before anything was sent`() {
        var session = SessionDriver(ScriptedConversation([.send(first)]))
        session.receive(block + "HANGUP\n")
        #expect(session.written == ["EXEC MSet \"A=1\"\n"])
        #expect(session.conversation.hangups == 1)
        #expect(session.ends.isEmpty)
    }

    @Test func `it is told once`() {
        var session = SessionDriver(ScriptedConversation([.send(first)]))
        session.receive(block)
        session.receive("HANGUP\nHANGUP\r\n")
        #expect(session.conversation.hangups == 1)
    }

    @Test func `the conversation may finish without the reply`() {
        var session = SessionDriver(ScriptedConversation([.send(first)], onHangup: .finish))
        session.receive(block)
        session.receive("HANGUP\n200 result=0\n")
        #expect(session.conversation.replies.isEmpty)
        #expect(session.ends == [.finished])
    }

    @Test func `a command in answer to it waits for the reply and takes its place`() {
        var session = SessionDriver(ScriptedConversation([.send(first)], onHangup: .send(second)))
        session.receive(block)
        session.receive("HANGUP\n")
        #expect(session.written == ["EXEC MSet \"A=1\"\n"])
        session.receive("200 result=-1\n")
        #expect(session.written == ["EXEC MSet \"A=1\"\n", "EXEC MSet \"B=2\"\n"])
        session.receive("200 result=0\n")
        #expect(session.conversation.replies == [AGIReply(code: 200, result: "0")])
        #expect(session.ends == [.finished])
    }

    @Test func `Asterisk may close after it`() {
        var session = SessionDriver(ScriptedConversation([.send(first)]))
        session.receive(block)
        session.receive("HANGUP\n")
        session.receiveEOF()
        #expect(session.ends == [.hungUp])
    }
}
