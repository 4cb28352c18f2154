import Foundation

extension CallRecord {
    /// One attempt to reach somebody, or the line of somebody who called.
    public struct Leg: Sendable, Hashable, Codable {
        /// What came of ringing. Stored by name.
        public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
            /// It answered.
            case answered
            /// Another leg that rang with it answered first.
            case answeredElsewhere
            /// In a call.
            case busy
            /// Rang until the time was over.
            case noAnswer
            /// Not registered, switched off, out of coverage.
            case unreachable
            /// The callee pressed "reject".
            case rejected
            /// The number does not exist.
            case noSuchNumber
            /// The way there failed, not the callee.
            case trunkFailed
            /// The caller gave up.
            case cancelled
        }

        /// Uniqueid of its channel.
        public var channel: String
        /// The channel's name: `PJSIP/101-0000002a`.
        public var channelName: String
        /// What it is: a device (`PJSIP/101`), `mobile 103`, `number +79160000199`, `sip:desk@example.org`.
        public var mark: String
        /// The user it belongs to, by extension.
        public var user: String?
        /// The number that was dialled, E.164; for a caller's line his own.
        public var number: String?
        /// It is the line of somebody who called: nobody rang it.
        public var isCaller: Bool
        /// When it was rung or came up.
        public var began: Date
        /// When it answered; `nil`: never.
        public var answered: Date?
        /// When it ended; `nil`: it is there.
        public var ended: Date?
        /// What came of ringing it; `nil`: it rings, or it is a caller's line.
        public var outcome: Outcome?
        /// Q.850 cause of its end; `nil`: not known.
        public var cause: Int?
        /// Uniqueid of the channel that dialled it; `nil`: nobody did, or not known any more.
        public var dialledBy: String?

        /// A leg that has just begun.
        public init(channel: String, channelName: String, mark: String, isCaller: Bool = false, began: Date) {
            self.channel = channel
            self.channelName = channelName
            self.mark = mark
            self.isCaller = isCaller
            self.began = began
        }
    }
}
