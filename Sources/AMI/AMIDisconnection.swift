/// Why a connection ended, or did not come about.
public enum AMIDisconnection: Error, Equatable, Sendable {
    /// No connection to this host and port; in words of the system.
    case unreachable(String)
    /// The TLS connection was not made: a certificate that is not trusted, another host's name, no TLS at all.
    case tls(String)
    /// What answers is no Asterisk: its first line is not `Asterisk Call Manager/…`.
    case notAsterisk
    /// Asterisk refused the account; in its words (`Authentication failed`).
    case loginRefused(String)
    /// The banner or an answer during login did not come in time.
    case loginTimeout
    /// Nothing came any more, not even the answer to a Ping.
    case silent
    /// A message of more than 1 MiB.
    case messageTooLarge
    /// Asterisk closed the connection.
    case closedByPeer
    /// The socket reported an error, by its number.
    case connection(errno: Int32)
    /// The client was stopped.
    case stopped
}

extension AMIDisconnection: CustomStringConvertible {
    /// What happened, and where to look.
    public var description: String {
        switch self {
        case .unreachable(let reason): "cannot connect to Asterisk's manager port: \(reason)"
        case .tls(let reason): "cannot make a TLS connection to Asterisk's manager port: \(reason)"
        case .notAsterisk: "what answers on the manager port is no Asterisk"
        case .loginRefused(let message):
            "Asterisk refused the login: \(message) (check the account's name, secret and permit in manager.conf)"
        case .loginTimeout: "Asterisk did not answer the login in time"
        case .silent: "Asterisk did not answer a Ping in time: the connection is dead"
        case .messageTooLarge: "Asterisk sent a message of more than 1 MiB"
        case .closedByPeer: "Asterisk closed the connection"
        case .connection(let errno): "the connection to Asterisk broke (errno \(errno))"
        case .stopped: "the client was stopped"
        }
    }
}
