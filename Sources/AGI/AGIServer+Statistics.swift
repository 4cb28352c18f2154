extension AGIServer {
    /// What a server has served since it started.
    public struct Statistics: Sendable, Equatable {
        /// Sessions open now.
        public var open = 0
        /// Sessions the conversation ended.
        public var finished = 0
        /// Sessions Asterisk ended after a hangup.
        public var hungUp = 0
        /// Sessions given up; each has been logged.
        public var failed = 0
        /// Connections closed at once: not an allowed peer, too many sessions, stopping.
        public var refused = 0
    }
}
