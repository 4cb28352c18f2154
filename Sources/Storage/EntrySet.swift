/// What is stored, open to editing inside ``OfficeStore/change(author:comment:_:)``.
public struct EntrySet: Sendable, Hashable {
    /// All entries, to read or to replace as a whole. Two with the same kind and key are refused when they are written.
    public var entries: [Entry]

    /// Starts from these entries.
    public init(_ entries: [Entry]) {
        self.entries = entries
    }

    /// The body of one entry.
    ///
    /// Setting it keeps the entry's place, adds a new entry behind the others of its kind, and with `nil` removes it.
    public subscript(kind: String, key: String) -> String? {
        get { entries.first { $0.kind == kind && $0.key == key }?.body }
        set {
            let index = entries.firstIndex { $0.kind == kind && $0.key == key }
            switch (index, newValue) {
            case (let index?, let body?): entries[index].body = body
            case (let index?, nil): entries.remove(at: index)
            case (nil, let body?):
                let last = entries.lazy.filter { $0.kind == kind }.map(\.position).max()
                let position = last.map { $0 + 1 } ?? 0
                entries.append(Entry(kind: kind, key: key, position: position, body: body))
            case (nil, nil): break
            }
        }
    }
}
