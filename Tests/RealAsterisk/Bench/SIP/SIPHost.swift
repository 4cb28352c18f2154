import Synchronization

/// A SIP host that answers every OPTIONS, or is not there: what a carrier is to a PBX that asks whether it can be reached.
public final class SIPHost: Sendable {
    private let socket: UDPSocket
    private let answers = Mutex(true)

    /// Listens on a free port of loopback until it is released.
    public init() throws {
        socket = try UDPSocket()
        socket.start { [weak self] datagram, sender in
            guard let self, answers.withLock(\.self), let request = SIPMessage(datagram: datagram),
                request.status == nil, request.method == "OPTIONS"
            else { return }
            socket.send(request.response(200, "OK", tag: "host"), to: sender)
        }
    }

    /// Where it is.
    public var port: UInt16 { socket.port }

    /// Whether anybody is there.
    public func isThere(_ isThere: Bool) { answers.withLock { $0 = isThere } }
}
