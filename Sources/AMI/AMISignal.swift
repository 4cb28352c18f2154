/// What a client tells, in the order it happened.
public enum AMISignal: Sendable, Equatable {
    /// Logged in; actions can be sent. Comes before any event of this connection.
    case connected(AMISession)
    /// An event that is no entry of a list asked for.
    case event(AMIMessage)
    /// The connection, or an attempt to make one, has ended. After it, nothing that happened is told later: whoever
    /// keeps a picture of Asterisk asks anew on the next `connected`.
    case disconnected(AMIDisconnection)
}
