import Foundation
import Glibc
import Synchronization

/// A relay on loopback between a client and a server that fails as networks do, when it is told to.
public final class TCPRelay: Sendable {
    /// What becomes of further connections.
    enum Order { case reset, accept, refuse, stall, stallAnswers, resume }

    struct State {
        /// What the thread has not done yet, and who waits for it.
        var orders: [(Order, CheckedContinuation<Void, Never>?)] = []
        var accepted = 0
        var open = 0
    }

    /// Where it listens.
    public let port: UInt16
    let state = Mutex(State())
    /// A byte in it wakes the thread.
    private let bell: Int32

    /// Listens on a free port, and connects each connection to the server.
    public init(to server: UInt16) throws {
        let (listener, port) = try TCP.listen(backlog: 16, sharesPort: true)
        self.port = port
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            close(listener)
            throw BenchError("no pair of sockets: errno \(errno)")
        }
        bell = ends[1]
        let reading = ends[0]
        Thread.detachNewThread { [weak self] in
            var loop = Loop(listener: listener, port: port, server: server, bell: reading)
            // Between two turns nobody but the caller holds the relay: it may be dropped.
            while loop.turn({ self?.news($0) ?? [] }) {}
        }
    }

    deinit { close(bell) }

    /// How many connections were made so far.
    public var accepted: Int { state.withLock(\.accepted) }
    /// How many there are now.
    public var open: Int { state.withLock(\.open) }

    /// Breaks all connections: RST to both sides. Further ones are accepted.
    public func reset() async { await carryOut(.reset, .accept) }
    /// Breaks all connections and refuses further ones, as a server does that is not running.
    public func refuse() async { await carryOut(.refuse, .reset) }
    /// Further connections are accepted again.
    public func accept() async { await carryOut(.accept) }
    /// Half-open: forwards nothing, not even the end of a connection; accepts further ones, and treats them alike.
    public func stall() async { await carryOut(.stall) }
    /// The server is sent all, and its answers are kept.
    public func stallAnswers() async { await carryOut(.stallAnswers) }
    /// Forwards what has been kept meanwhile, and goes on.
    public func resume() async { await carryOut(.resume) }

    private func carryOut(_ orders: Order...) async {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.orders += orders.dropLast().map { ($0, nil) }
                state.orders += orders.suffix(1).map { ($0, continuation) }
            }
            send(bell, [1], 1, Int32(MSG_NOSIGNAL))
        }
    }

    /// Tells how many connections there are and takes the orders.
    private func news(_ count: (accepted: Int, open: Int)) -> [(Order, CheckedContinuation<Void, Never>?)] {
        state.withLock { state in
            (state.accepted, state.open) = count
            defer { state.orders = [] }
            return state.orders
        }
    }
}
