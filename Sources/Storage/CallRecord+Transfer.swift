import Foundation

extension CallRecord {
    /// Somebody handed a call on, or tried to.
    public struct Transfer: Sendable, Hashable, Codable, Identifiable {
        /// How it was asked for. Stored by name.
        public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
            /// By `*#number#`.
            case keyed
            /// By SIP REFER.
            case refer
            /// By command or AMI.
            case `operator`
        }

        /// How it ended; every transfer ends in one of these. Stored by name.
        public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
            /// The caller talks with somebody else now.
            case completed
            /// The caller is back with who transferred.
            case returned
            /// Neither.
            case failed
        }

        /// Names it, whichever call it is in.
        public var id: String
        /// Who transfers: a mark, as of a leg.
        public var transferor: String
        /// The user that is, by extension.
        public var user: String?
        /// Where to, as it was asked for.
        public var target: String
        /// How it was asked for.
        public var kind: Kind
        /// When it began.
        public var began: Date
        /// How it ended; `nil`: it is under way.
        public var outcome: Outcome?
        /// Who answered it: a user's extension or an outside number.
        public var answeredBy: String?
        /// When it ended.
        public var ended: Date?
        /// Why it ended so, in words.
        public var reason: String?

        /// A transfer that has just begun.
        public init(
            id: String, transferor: String, user: String? = nil, target: String, kind: Kind, began: Date
        ) {
            self.id = id
            self.transferor = transferor
            self.user = user
            self.target = target
            self.kind = kind
            self.began = began
        }
    }
}
