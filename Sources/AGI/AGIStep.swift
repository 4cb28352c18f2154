import NIOCore

/// What to do next in a session.
public enum AGIStep: Sendable, Equatable {
    /// Send this command and wait for its reply.
    case send(AGICommand)
    /// Send the command that some work elsewhere leads to: writing to disk, say. Asterisk waits meanwhile. When the work
    /// fails the connection is closed.
    case later(EventLoopFuture<AGICommand>)
    /// Close the connection; the dialplan goes on after its `AGI()`.
    case finish
}
