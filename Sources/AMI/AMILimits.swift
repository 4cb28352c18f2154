/// How long Asterisk may take.
public struct AMILimits: Sendable, Equatable {
    /// Until the connection is there, and from then until the banner.
    public var connect: Duration
    /// Until the reply to an action, unless it was sent with a limit of its own; and for each step of the login.
    /// Asterisk waits a second before it refuses a login (main/manager.c, `action_login`), so a shorter limit makes a
    /// wrong secret look like a slow server.
    public var action: Duration
    /// How long nothing may come before a Ping is sent.
    public var pingInterval: Duration
    /// How long nothing may come after that. Asterisk runs the actions of a connection one after the other and tells no
    /// events meanwhile: an action that takes longer than this and the interval breaks the connection. So originate
    /// with `Async: true`.
    public var pingReply: Duration

    /// The usual limits.
    public init(
        connect: Duration = .seconds(5), action: Duration = .seconds(5), pingInterval: Duration = .seconds(5),
        pingReply: Duration = .seconds(3)
    ) {
        self.connect = connect
        self.action = action
        self.pingInterval = pingInterval
        self.pingReply = pingReply
    }
}
