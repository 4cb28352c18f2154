extension AGIServer {
    /// Where a server listens and whom it serves.
    public struct Configuration: Sendable {
        /// The IP address to listen on; not a name, which could resolve to several.
        public var host: String
        /// The port; 0 takes a free one. FastAGI's own is 4573 (res/res_agi.c, `AGI_PORT`).
        public var port: Int
        /// IP addresses that may connect. Empty: only this machine may, and `host` must be a loopback address.
        public var allowedPeers: Set<String>
        /// How many sessions may be open at a time; one more is closed at once. Each takes a file descriptor.
        public var maximumSessions: Int
        /// How long Asterisk may take to send the environment block, from the moment it connects.
        public var environmentTimeout: Duration
        /// How long Asterisk may take to reply to a command.
        public var replyTimeout: Duration
        /// How many connections the system holds until they are accepted. Under 1,024 a burst of calls loses SYNs,
        /// which is a second of silence for those callers. The system's own limit is `net.core.somaxconn`.
        public var backlog: Int

        /// A configuration; without arguments, loopback on FastAGI's port.
        public init(
            host: String = "127.0.0.1", port: Int = 4573, allowedPeers: Set<String> = [],
            maximumSessions: Int = 4_000, environmentTimeout: Duration = .seconds(10),
            replyTimeout: Duration = .seconds(60), backlog: Int = 4_096
        ) {
            self.host = host
            self.port = port
            self.allowedPeers = allowedPeers
            self.maximumSessions = maximumSessions
            self.environmentTimeout = environmentTimeout
            self.replyTimeout = replyTimeout
            self.backlog = backlog
        }
    }
}

extension AGIServerError: CustomStringConvertible {
    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .invalidAddress(let text): "\"\(text)\" is no IP address to listen on: write one, such as 127.0.0.1"
        case .noAllowedPeers: "listening beyond this machine needs the IP addresses that may ask: name them as peers"
        }
    }
}
