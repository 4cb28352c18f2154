/// Everything in the store at one revision.
public struct StoredOffice: Sendable, Hashable {
    /// 0 for a store nobody has written to, then one more with every change.
    public var revision: Int
    /// In the order of their positions, then kinds, then keys.
    public var entries: [Entry]

    /// Puts together what a revision holds.
    public init(revision: Int, entries: [Entry]) {
        self.revision = revision
        self.entries = entries
    }
}
