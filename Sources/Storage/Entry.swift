/// One thing the store keeps: a user, a group, a schedule, without knowing what it is.
public struct Entry: Sendable, Hashable {
    /// What names an entry: no two have the same kind and key.
    public struct ID: Sendable, Hashable {
        /// What sort of thing it is: `user`, `group`.
        public var kind: String
        /// Its name among its kind: an extension, a group's name.
        public var key: String

        /// Names the entry `key` of a kind.
        public init(kind: String, key: String) {
            self.kind = kind
            self.key = key
        }
    }

    /// What sort of thing it is: `user`, `group`.
    public var kind: String
    /// Its name among its kind.
    public var key: String
    /// Where it stands among its kind. Only the order counts: gaps are as good as none, and equal positions are ordered
    /// by key.
    public var position: Int
    /// The thing itself as canonical JSON: equal things have equal text.
    public var body: String

    /// Its kind and key.
    public var id: ID { ID(kind: kind, key: key) }

    /// Puts an entry together.
    public init(kind: String, key: String, position: Int, body: String) {
        self.kind = kind
        self.key = key
        self.position = position
        self.body = body
    }
}

extension Entry {
    /// The order of ``StoredOffice/entries``.
    static func inOrder(_ first: Entry, _ second: Entry) -> Bool {
        (first.position, first.kind, first.key) < (second.position, second.kind, second.key)
    }
}
