import NIOCore

/// The order of things on one connection: banner, challenge, login, then actions and events.
///
/// It has no channel and no clock. Inputs go in through `connected`, `received`, `send`, `timedOut`, `receivedEOF` and
/// `fail`; after each, `next` is asked until it says `wait`.
struct AMIStateMachine {
    /// What the caller has to do now.
    enum Action: Equatable {
        /// Nothing until more comes.
        case wait
        /// Write these bytes.
        case write([UInt8])
        /// Say `timedOut` with this timer after this time. One that is running already starts anew.
        case start(AMITimer, Duration)
        /// The login is done; from now on actions can be sent.
        case ready(AMISession)
        /// Tell of this event.
        case deliver(AMIMessage)
        /// This action has its reply; its timer is not needed any more.
        case complete(id: Int, Result<AMIReply, AMIError>)
        /// Close the connection. Comes once, and only `wait` after it.
        case close(AMIDisconnection)
    }

    enum State: Equatable {
        case connecting
        case banner
        case challenge(AMISession)
        case login(AMISession)
        case ready
        case closed
    }

    let login: AMILogin
    let limits: AMILimits
    var state = State.connecting
    var actions = AMIPendingActions()
    /// Whether a Ping was sent and nothing has come since.
    var isPinging = false

    private var parser = AMIParser()
    private var queue: [Action] = []

    /// - Parameter idPrefix: what all `ActionID`s of this connection begin with. It has to be one nobody else uses:
    ///   a `UserEvent` can carry any `ActionID`.
    init(login: AMILogin, limits: AMILimits, idPrefix: String) {
        self.login = login
        self.limits = limits
        actions.idPrefix = idPrefix
    }

    /// The connection is there.
    mutating func connected() {
        guard state == .connecting else { return }
        state = .banner
        perform(.start(.connection, limits.connect))
    }

    /// Takes what came from Asterisk, in pieces of any size.
    mutating func received(_ bytes: ByteBuffer) {
        guard state != .closed else { return }
        parser.append(bytes)
        guard state == .ready else { return }
        // Whatever comes shows that the connection lives; the answer to a Ping may stand behind a long list.
        isPinging = false
        perform(.start(.connection, limits.pingInterval))
    }

    /// Asterisk has closed its side.
    mutating func receivedEOF() { close(.closedByPeer) }

    /// Gives the connection up from outside.
    mutating func fail(_ reason: AMIDisconnection) { close(reason) }

    /// A timer has run out.
    mutating func timedOut(_ timer: AMITimer) {
        switch (timer, state) {
        case (.action(let id), _):
            if actions.abandon(id) { perform(.complete(id: id, .failure(.timedOut))) }
        case (.connection, .ready) where isPinging:
            close(.silent)
        case (.connection, .ready):
            isPinging = true
            write(AMIAction("Ping"), id: "\(actions.idPrefix)-ping")
            perform(.start(.connection, limits.pingReply))
        case (.connection, .banner), (.connection, .challenge), (.connection, .login):
            close(.loginTimeout)
        case (.connection, .connecting), (.connection, .closed):
            break
        }
    }

    /// The next thing to do with what has come so far.
    mutating func next() -> Action {
        while queue.isEmpty {
            guard state != .closed, state != .connecting else { return .wait }
            do {
                guard try readOne() else { return .wait }
            } catch {
                close(.messageTooLarge)
            }
        }
        return queue.removeFirst()
    }

    mutating func perform(_ action: Action) { queue.append(action) }

    /// Ends the connection and all that waits for a reply; only the first reason counts.
    mutating func close(_ reason: AMIDisconnection) {
        guard state != .closed else { return }
        state = .closed
        parser = AMIParser()
        for id in actions.removeAll() { perform(.complete(id: id, .failure(.disconnected(reason)))) }
        perform(.close(reason))
    }

    /// Reads a line or a message; false if none is complete.
    private mutating func readOne() throws(AMIParser.MessageTooLarge) -> Bool {
        if state == .banner {
            guard let line = try parser.nextLine() else { return false }
            receivedBanner(line)
        } else {
            guard let message = try parser.nextMessage() else { return false }
            received(message)
        }
        return true
    }
}
