extension AMIClient {
    /// What a client has seen since it was made.
    public struct Statistics: Sendable, Equatable {
        /// Logins that succeeded.
        public var connections = 0
        /// Events told.
        public var events = 0
        /// Signals that wait for their reader now.
        public var waiting = 0
    }
}
