import NIOCore

/// The order of things in one session: block, then command and reply in turn, with a `HANGUP` line in between.
///
/// It has no channel and no clock. Bytes go in with `received`, and `next` is asked until it says `wait`; what the
/// conversation wants goes in with `send`, `sendAfterReply` and `finish`.
struct AGIStateMachine {
    /// What the caller has to do now.
    enum Action: Equatable {
        /// Nothing until more comes.
        case wait
        /// Ask the conversation how to begin.
        case begin(AGIEnvironment)
        /// Give the conversation this reply.
        case deliver(AGIReply)
        /// Tell the conversation of the hangup.
        case tellHangup
        /// Write this line.
        case write([UInt8])
        /// Close the connection. Comes once, and only `wait` after it.
        case close(AGISessionEnd)
    }

    /// The most bytes a line may have, without its line end.
    static let maximumLineLength = 8 * 1_024
    /// The most bytes the usage text of a 520 may have.
    static let maximumUsageSize = 64 * 1_024

    private enum State {
        case environment
        /// The conversation has been asked; nothing may come from Asterisk.
        case conversation
        case reply
        case usage
        case ended
    }

    private var state = State.environment
    private var unread = ByteBuffer()
    private var environment = AGIEnvironmentBuilder()
    private var usage: [UInt8] = []
    private var isHungUp = false
    private var afterReply: AGICommand?

    /// Whether the environment block is still to come, or a part of it.
    var isReadingEnvironment: Bool { state == .environment }

    /// Takes what came from Asterisk, in pieces of any size.
    mutating func received(_ bytes: ByteBuffer) {
        guard state != .ended else { return }
        if unread.readableBytes == 0 {
            unread = bytes
        } else {
            unread.writeImmutableBuffer(bytes)
        }
    }

    /// The next thing to do with what has come so far.
    mutating func next() -> Action {
        while state != .ended, state != .conversation {
            guard let line = readLine() else {
                return unread.readableBytes > Self.maximumLineLength ? fail(.lineTooLong) : .wait
            }
            guard line.count <= Self.maximumLineLength else { return fail(.lineTooLong) }
            let action = receivedLine(line)
            if action != .wait { return action }
        }
        return .wait
    }

    /// Asterisk has closed its side.
    mutating func receivedEOF() -> Action {
        switch state {
        case .ended: .wait
        case .environment where environment.isEmpty && unread.readableBytes == 0: end(.noRequest)
        case .reply where isHungUp: end(.hungUp)
        case .environment, .conversation, .reply, .usage: fail(.closedEarly)
        }
    }

    /// The conversation wants to send a command, in answer to `begin` or `deliver`.
    mutating func send(_ command: AGICommand) -> Action {
        guard state == .conversation else { return .wait }
        // A reply cannot be there before its command. Only a hangup can.
        guard isUnreadHangup else { return fail(.unexpectedData) }
        do {
            let line = try command.encoded()
            state = .reply
            return .write(line)
        } catch {
            return fail(.refusedCommand(error))
        }
    }

    /// The conversation wants to send a command in answer to `tellHangup`, when the one under way is done.
    mutating func sendAfterReply(_ command: AGICommand) {
        afterReply = command
    }

    /// The conversation is through.
    mutating func finish() -> Action {
        state == .ended ? .wait : end(.finished)
    }

    /// Gives the session up from outside: a time limit, an error of the socket.
    mutating func fail(_ error: AGISessionError) -> Action {
        state == .ended ? .wait : end(.failed(error))
    }

    private mutating func end(_ how: AGISessionEnd) -> Action {
        state = .ended
        unread = ByteBuffer()
        return .close(how)
    }
}

// MARK: - Lines

extension AGIStateMachine {
    /// The next complete line without its LF and the CR before it.
    private mutating func readLine() -> ByteBufferView? {
        let view = unread.readableBytesView
        guard let end = view.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        unread.moveReaderIndex(to: end + 1)
        return view[..<end].droppingFinalCR
    }

    private mutating func receivedLine(_ line: ByteBufferView) -> Action {
        switch state {
        case .environment: receivedEnvironment(line)
        case .reply: receivedReply(line)
        case .usage: receivedUsage(line)
        case .conversation, .ended: .wait
        }
    }

    private mutating func receivedEnvironment(_ line: ByteBufferView) -> Action {
        do {
            guard let complete = try environment.append(line) else { return .wait }
            state = .conversation
            return .begin(complete)
        } catch {
            return fail(.environment(error))
        }
    }

    private mutating func receivedReply(_ line: ByteBufferView) -> Action {
        if line.elementsEqual("HANGUP".utf8) {
            guard !isHungUp else { return .wait }
            isHungUp = true
            return .tellHangup
        }
        if line.starts(with: "520-".utf8) {
            state = .usage
            return .wait
        }
        guard let reply = AGIReply(parsing: line) else { return fail(.malformedReply) }
        // `100 result=0 Trying...` comes before the reply to GOSUB (apps/app_stack.c, `handle_gosub`).
        guard reply.code >= 200 else { return .wait }
        return complete(reply)
    }

    /// Usage texts come from documentation and may hold a line of any kind but the last (`agi_handle_command`).
    private mutating func receivedUsage(_ line: ByteBufferView) -> Action {
        guard !line.starts(with: "520 ".utf8) else {
            let text = String(decoding: usage, as: UTF8.self)
            usage = []
            return complete(AGIReply(code: 520, usage: text))
        }
        guard usage.count + line.count < Self.maximumUsageSize else { return fail(.usageTooLong) }
        if !usage.isEmpty { usage.append(UInt8(ascii: "\n")) }
        usage.append(contentsOf: line)
        return .wait
    }

    private mutating func complete(_ reply: AGIReply) -> Action {
        state = .conversation
        guard let command = afterReply else { return .deliver(reply) }
        afterReply = nil
        return send(command)
    }

    /// Whether what has come and was not asked for is nothing, or a `HANGUP` line or the beginning of one.
    private var isUnreadHangup: Bool {
        "HANGUP\n".utf8.starts(with: unread.readableBytesView)
            || "HANGUP\r\n".utf8.starts(with: unread.readableBytesView)
    }
}
