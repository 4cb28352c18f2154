import Foundation

extension CallRecord {
    /// One answer to the dialplan.
    public struct Decision: Sendable, Hashable, Codable {
        /// Uniqueid of the channel it was for.
        public var channel: String
        /// When.
        public var date: Date
        /// What was to be done, in one line.
        public var step: String
        /// The reasons, each naming its rule.
        public var explanation: [String]

        /// A decision of these values.
        public init(channel: String, date: Date, step: String, explanation: [String]) {
            self.channel = channel
            self.date = date
            self.step = step
            self.explanation = explanation
        }
    }

    /// Who heard whom. Whoever joins or leaves ends it and begins another.
    public struct Talk: Sendable, Hashable, Codable {
        /// Uniqueids of their channels, two or more.
        public var channels: [String]
        /// Since when.
        public var began: Date
        /// Until when; `nil`: they talk.
        public var ended: Date?

        /// A talk of these values.
        public init(channels: [String], began: Date, ended: Date? = nil) {
            self.channels = channels
            self.began = began
            self.ended = ended
        }
    }
}
