import Foundation

extension CallRecord {
    /// A caller's stay in a queue, from his arrival until he was answered or gone.
    public struct QueueVisit: Sendable, Hashable, Codable {
        /// What came of it. Stored by name.
        public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
            /// An agent talked with him.
            case answered
            /// He hung up.
            case abandoned
            /// His time in the queue was over.
            case timedOut
            /// So many waited that he was not let in.
            case full
            /// Nobody served the queue: he was not let in, or not kept.
            case nobodyThere
            /// He asked to be called back.
            case askedForCallback
            /// He left in another way: by a key, or an operator took him out.
            case left
        }

        /// Uniqueid of the channel that waited.
        public var channel: String
        /// The office's queue, by extension.
        public var queue: String
        /// The language of the part of the queue he was in last; `nil`: that of all languages.
        public var language: String?
        /// Nobody was on the line: the virtual caller of a callback.
        public var isCallback: Bool
        /// When he came.
        public var entered: Date
        /// When he was connected with an agent; `nil`: not yet, or never.
        public var connected: Date?
        /// When his talk with the agent was over, or he was gone; `nil`: he waits or talks.
        public var ended: Date?
        /// What came of it; `nil`: he waits.
        public var outcome: Outcome?
        /// His place when he came, from 1; `nil`: he was not let in, or nobody saw him come.
        public var positionAtEntry: Int?
        /// His last place that is known.
        public var position: Int?
        /// Who answered: a user's extension or an outside number.
        public var agent: String?
        /// How often an agent was rung for him and did not answer.
        public var unansweredRings = 0
        /// Something of it happened while nobody watched: the moment is a limit, not a fact.
        public var isEstimated = false

        /// A visit that has just begun.
        public init(channel: String, queue: String, isCallback: Bool = false, entered: Date) {
            self.channel = channel
            self.queue = queue
            self.isCallback = isCallback
            self.entered = entered
        }
    }
}
