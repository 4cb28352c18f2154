import AGI
import Foundation

/// How the server is.
public struct ServerHealth: Sendable, Hashable, Codable {
    /// What FastAGI has served since the server started.
    public struct Sessions: Sendable, Hashable, Codable {
        /// Sessions open now.
        public var open: Int
        /// Sessions that got their answer.
        public var finished: Int
        /// Sessions Asterisk ended after a hangup.
        public var hungUp: Int
        /// Sessions given up; each has been logged.
        public var failed: Int
        /// Connections closed at once.
        public var refused: Int

        /// These numbers.
        public init(open: Int = 0, finished: Int = 0, hungUp: Int = 0, failed: Int = 0, refused: Int = 0) {
            self.open = open
            self.finished = finished
            self.hungUp = hungUp
            self.failed = failed
            self.refused = refused
        }

        /// The numbers of an AGI server.
        public init(_ statistics: AGIServer.Statistics) {
            self.init(
                open: statistics.open, finished: statistics.finished, hungUp: statistics.hungUp,
                failed: statistics.failed, refused: statistics.refused)
        }
    }

    /// Since when AMI is connected; `nil`: it is not.
    public var connectedSince: Date?
    /// The dialplan's questions.
    public var agi: Sessions

    /// Health of these values.
    public init(connectedSince: Date?, agi: Sessions) {
        self.connectedSince = connectedSince
        self.agi = agi
    }
}
