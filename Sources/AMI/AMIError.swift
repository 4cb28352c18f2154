/// Why there is no reply to an action. A reply that says `Error` is a reply.
public enum AMIError: Error, Equatable, Sendable {
    /// No connection is logged in; nothing was sent.
    case notConnected
    /// Asterisk would not read the action as it is meant; nothing was sent.
    case refused(AMIEncodingError)
    /// No reply in time. Asterisk may have done it, or still do.
    case timedOut
    /// The connection ended before the reply. Asterisk may have done it.
    case disconnected(AMIDisconnection)
}

extension AMIError: CustomStringConvertible {
    /// What is wrong, and whether the action may have been done.
    public var description: String {
        switch self {
        case .notConnected: "not connected to Asterisk: nothing was sent"
        case .refused(let error): "not sent: \(error)"
        case .timedOut: "Asterisk did not reply in time: the action may have been done"
        case .disconnected(let reason): "no reply, the action may have been done: \(reason)"
        }
    }
}
