import Foundation

/// One change of the rules: who made it, when, and to what.
public struct Change: Sendable, Hashable {
    /// What became of one entry.
    public struct Item: Sendable, Hashable {
        /// The sort of change.
        public enum Effect: String, Sendable, Hashable {
            case added, changed, removed
            /// Same body, another place among its kind.
            case moved
        }

        /// The entry.
        public var id: Entry.ID
        /// What happened to it.
        public var effect: Effect
        /// Its body before; `nil` when it was added or only moved.
        public var before: String?
        /// Its body after; `nil` when it was removed or only moved.
        public var after: String?

        /// Puts an item together.
        public init(id: Entry.ID, effect: Effect, before: String? = nil, after: String? = nil) {
            self.id = id
            self.effect = effect
            self.before = before
            self.after = after
        }
    }

    /// The revision the change made.
    public var revision: Int
    /// When it was made, to the millisecond.
    public var date: Date
    /// Who made it.
    public var author: String
    /// Why, in the author's words.
    public var comment: String
    /// What it did, ordered by kind and key. Empty: nothing differed, nothing was written, and ``revision`` is the one
    /// that stood already.
    public var items: [Item]

    /// Puts a change together.
    public init(revision: Int, date: Date, author: String, comment: String, items: [Item]) {
        self.revision = revision
        self.date = date
        self.author = author
        self.comment = comment
        self.items = items
    }
}
