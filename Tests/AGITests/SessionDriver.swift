import NIOCore

@testable import AGI

/// Runs the state machine and a conversation together, as `AGIHandler` does, without a channel.
struct SessionDriver: Equatable {
    var conversation: ScriptedConversation
    var written: [String] = []
    var ends: [AGISessionEnd] = []
    private var machine = AGIStateMachine()

    init(_ conversation: ScriptedConversation) {
        self.conversation = conversation
    }

    static func == (left: SessionDriver, right: SessionDriver) -> Bool {
        left.conversation == right.conversation && left.written == right.written && left.ends == right.ends
    }

    mutating func receive(_ bytes: some Sequence<UInt8>) {
        machine.received(ByteBuffer(bytes: bytes))
        perform(machine.next())
    }

    mutating func receive(_ text: String) { receive(text.utf8) }

    mutating func receiveEOF() { perform(machine.receivedEOF()) }

    mutating func fail(_ error: AGISessionError) { perform(machine.fail(error)) }

    private mutating func perform(_ first: AGIStateMachine.Action) {
        var action = first
        while action != .wait {
            switch action {
            case .wait: break
            case .begin(let environment): action = take(conversation.begin(environment))
            case .deliver(let reply): action = take(conversation.received(reply))
            case .tellHangup:
                switch conversation.hungUp() {
                case .finish, .later: action = machine.finish()
                case .send(let command):
                    machine.sendAfterReply(command)
                    action = machine.next()
                case nil: action = machine.next()
                }
            case .write(let line):
                written.append(String(decoding: line, as: UTF8.self))
                action = machine.next()
            case .close(let end):
                ends.append(end)
                action = .wait
            }
        }
    }

    private mutating func take(_ step: AGIStep) -> AGIStateMachine.Action {
        switch step {
        case .send(let command): machine.send(command)
        case .later: .wait
        case .finish: machine.finish()
        }
    }
}
