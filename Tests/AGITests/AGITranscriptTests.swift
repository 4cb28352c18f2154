import Testing

@testable import AGI

/// The machine on what a real Asterisk said.
@Suite struct AGITranscriptTests {
    /// A recording, the script that led to it, and what must come of it.
    struct Recording: CustomTestStringConvertible, Sendable {
        var name: String
        var commands: [AGICommand]
        var replies: [AGIReply]
        var hangups = 0
        /// Some errors can only be provoked by lines that `AGICommand` cannot make; another line stands in then.
        var hasForeignCommands = false

        var testDescription: String { name }
    }

    static let answer = AGICommand.setVariables([
        AGIVariable("SWITCHBOARD_STEP", "ring"),
        AGIVariable("SWITCHBOARD_LEGS", "PJSIP/101&PJSIP/102"),
        AGIVariable("SWITCHBOARD_CALLER", #"Bob "B" O'Neil"#),
        AGIVariable("SWITCHBOARD_READY", "1"),
    ])

    static let recordings = [
        Recording(name: "route", commands: [answer], replies: [AGIReply(code: 200, result: "0")]),
        Recording(
            name: "hangup_before_reply", commands: [answer], replies: [AGIReply(code: 200, result: "0")], hangups: 1),
        Recording(
            name: "dead_channel", commands: [.hangup, .hangup],
            replies: [AGIReply(code: 200, result: "1"), AGIReply(code: 511)], hangups: 1),
        Recording(
            name: "missing_application", commands: [.exec(application: "NoSuchApplication", arguments: [])],
            replies: [AGIReply(code: 200, result: "-2")]),
        Recording(
            name: "unknown_command", commands: [answer], replies: [AGIReply(code: 510)], hasForeignCommands: true),
        Recording(
            name: "gosub", commands: [answer], replies: [AGIReply(code: 200, result: "0")], hasForeignCommands: true),
        Recording(
            name: "usage", commands: [answer],
            replies: [
                AGIReply(
                    code: 520,
                    usage: "Sends <replaceable>message</replaceable> to the console via verbose message system. "
                        + "<replaceable>level</replaceable> is the verbose level (1-4). "
                        + "Always returns <literal>1</literal>")
            ], hasForeignCommands: true),
    ]

    @Test(arguments: recordings) func `a recorded session is followed to its end`(_ recording: Recording) throws {
        let transcript = try Transcript(named: recording.name)
        var session = SessionDriver(ScriptedConversation(recording.commands.map(AGIStep.send)))
        for turn in transcript.turns { session.receive(turn) }

        #expect(session.conversation.replies == recording.replies)
        #expect(session.conversation.hangups == recording.hangups)
        #expect(session.conversation.environment?.argument("question") == "first")
        #expect(session.ends == [.finished])
        if !recording.hasForeignCommands {
            #expect(session.written == transcript.commands.map { $0 + "\n" })
        }
    }

    @Test(arguments: recordings) func `it does not matter how the bytes are cut`(_ recording: Recording) throws {
        let transcript = try Transcript(named: recording.name)
        let script = ScriptedConversation(recording.commands.map(AGIStep.send))
        var whole = SessionDriver(script)
        for turn in transcript.turns { whole.receive(turn) }

        for (index, turn) in transcript.turns.enumerated() {
            let bytes = Array(turn.utf8)
            for cut in bytes.indices.dropFirst() {
                var session = SessionDriver(script)
                for earlier in transcript.turns[..<index] { session.receive(earlier) }
                session.receive(bytes[..<cut])
                session.receive(bytes[cut...])
                for later in transcript.turns[(index + 1)...] { session.receive(later) }
                #expect(session == whole, "turn \(index) cut at \(cut)")
            }
        }
        var bytewise = SessionDriver(script)
        for byte in transcript.turns.joined().utf8 { bytewise.receive(CollectionOfOne(byte)) }
        #expect(bytewise == whole)
    }

    @Test func `the recorded environment is read`() throws {
        let environment = try AGIEnvironment(parsing: try #require(Transcript(named: "route").turns.first))

        #expect(environment.script == "route")
        #expect(environment.channel == "Local/58583@agitest-00000000;2")
        #expect(environment.callerNumber == "5550100")
        #expect(environment.callerName == #"Bob "B" O'Neil"#)
        #expect(environment.uniqueID == "1795229865.1")
        #expect(environment.language == "en")
        #expect(environment["agi_accountcode"] == "")
        #expect(environment.arguments == ["question=first", "dialed=58583", "note="])
        #expect(environment.argument("dialed") == "58583")
        #expect(environment.argument("note") == "")
        #expect(environment.argument("other") == nil)
    }

    @Test func `an end of the connection anywhere in a session is told from a good end`() throws {
        let transcript = try Transcript(named: "route")
        let bytes = Array(transcript.turns.joined().utf8)
        for length in 1..<bytes.count {
            var session = SessionDriver(ScriptedConversation([.send(Self.answer)]))
            for byte in bytes[..<length] { session.receive(CollectionOfOne(byte)) }
            session.receiveEOF()
            #expect(session.ends == [.failed(.closedEarly)], "after \(length) bytes")
        }
    }
}
