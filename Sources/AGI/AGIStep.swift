/// What to do next in a session.
public enum AGIStep: Sendable, Equatable {
    /// Send this command and wait for its reply.
    case send(AGICommand)
    /// Close the connection; the dialplan goes on after its `AGI()`.
    case finish
}
