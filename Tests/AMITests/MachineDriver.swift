import NIOCore

@testable import AMI

/// Plays channel and clock to a state machine, and writes down what it says.
struct MachineDriver {
    var machine: AMIStateMachine
    var written: [String] = []
    var sessions: [AMISession] = []
    var events: [AMIMessage] = []
    var replies: [Int: Result<AMIReply, AMIError>] = [:]
    var completed: [Int] = []
    var ends: [AMIDisconnection] = []
    /// The timers that were started and have neither run out nor lost their use.
    var timers: [AMITimer: Duration] = [:]

    init(
        events: Set<AMIEventClass>? = nil, secret: String = "s3cret-of-the-transcripts",
        username: String = "switchboard"
    ) {
        machine = AMIStateMachine(
            login: AMILogin(username: username, secret: AMISecret(secret), events: events),
            limits: AMILimits(
                connect: .seconds(1), action: .seconds(2), pingInterval: .seconds(3), pingReply: .seconds(4)),
            idPrefix: "t")
        machine.connected()
        drain()
    }

    /// One that is logged in, with nothing written down of how it came to be.
    static func ready() -> MachineDriver {
        var driver = MachineDriver()
        driver.receive("Asterisk Call Manager/11.0.0\r\n")
        driver.receive("Response: Success\r\nActionID: t-login\r\nChallenge: 1\r\n\r\n")
        driver.receive("Response: Success\r\nActionID: t-login\r\nMessage: Authentication accepted\r\n\r\n")
        driver.written = []
        return driver
    }

    mutating func receive(_ text: String) { receive(Array(text.utf8)) }

    mutating func receive(_ bytes: [UInt8]) {
        machine.received(ByteBuffer(bytes: bytes))
        drain()
    }

    mutating func receiveEOF() {
        machine.receivedEOF()
        drain()
    }

    mutating func send(_ action: AMIAction, id: Int) {
        machine.send(action, id: id, within: .seconds(id))
        drain()
    }

    mutating func timeOut(_ timer: AMITimer) {
        timers[timer] = nil
        machine.timedOut(timer)
        drain()
    }

    private mutating func drain() {
        while true {
            switch machine.next() {
            case .wait: return
            case .write(let bytes): written.append(String(decoding: bytes, as: UTF8.self))
            case .start(let timer, let limit): timers[timer] = limit
            case .ready(let session): sessions.append(session)
            case .deliver(let event): events.append(event)
            case .complete(let id, let result):
                completed.append(id)
                replies[id] = result
                timers[.action(id)] = nil
            case .close(let reason):
                ends.append(reason)
                timers = [:]
            }
        }
    }
}
