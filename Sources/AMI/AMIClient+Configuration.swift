extension AMIClient {
    /// Where Asterisk is, who logs in, and how long things may take.
    public struct Configuration: Sendable {
        /// Asterisk's address or name.
        public var host: String
        /// The port: 5038, or 5039 with TLS (manager.conf, `port` and `tlsbindaddr`).
        public var port: Int
        /// The account in manager.conf.
        public var username: String
        /// Its secret. It does not go over the wire, and no description of this shows it.
        public var secret: AMISecret
        /// Whether and how the connection is encrypted; nil is in the clear, for this machine only.
        public var tls: AMITLS?
        /// The classes of events to be told of; nil is all the account may read. Which events of a class come is up to
        /// manager.conf's `eventfilter`: setting a filter from here would take the right to `system`.
        public var eventMask: Set<AMIEventClass>?
        /// How long Asterisk may take.
        public var limits: AMILimits
        /// How long to wait before connecting anew.
        public var backoff: Backoff

        /// A configuration; the port follows from `tls` if none is given.
        public init(
            host: String = "127.0.0.1", port: Int? = nil, username: String, secret: AMISecret, tls: AMITLS? = nil,
            eventMask: Set<AMIEventClass>? = nil, limits: AMILimits = AMILimits(), backoff: Backoff = Backoff()
        ) {
            self.host = host
            self.port = port ?? (tls == nil ? 5038 : 5039)
            self.username = username
            self.secret = secret
            self.tls = tls
            self.eventMask = eventMask
            self.limits = limits
            self.backoff = backoff
        }
    }
}
