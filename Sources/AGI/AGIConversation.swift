/// One session's side of the talk: what is asked and what is made of the replies.
///
/// It runs on the event loop that serves all sessions, so it neither waits nor blocks. It is a value without IO: a
/// test calls it with an environment and replies and looks at the steps.
public protocol AGIConversation {
    /// Asterisk has connected and said who is calling.
    mutating func begin(_ environment: AGIEnvironment) -> AGIStep

    /// The reply to the command sent last.
    mutating func received(_ reply: AGIReply) -> AGIStep

    /// The caller has hung up while a command is under way; told once.
    ///
    /// nil goes on and waits for the reply. `.finish` closes without it. `.send` sends its command as soon as the
    /// reply is there, and the reply itself is dropped. `.later` is no answer to a hangup: it finishes.
    mutating func hungUp() -> AGIStep?
}

extension AGIConversation {
    /// Does nothing: a session of one command is over in a moment anyway.
    public mutating func hungUp() -> AGIStep? { nil }
}
