/// What became of one entry between two revisions, with what it takes to go back.
struct EntryDifference: Hashable {
    /// As stored in `change_entry.effect`.
    enum Effect: String {
        case added, changed, removed, moved
        /// Another position number, but the same place among its kind: others came or went before it.
        case shifted
    }

    var id: Entry.ID
    var effect: Effect
    /// `nil` when it was added.
    var before: Entry?
    /// `nil` when it was removed.
    var after: Entry?

    /// How ``Change`` shows it; `nil` for what no person would call a change.
    var item: Change.Item? {
        guard let shown = Change.Item.Effect(rawValue: effect.rawValue) else { return nil }
        let hasBodies = shown != .moved
        return Change.Item(
            id: id, effect: shown, before: hasBodies ? before?.body : nil, after: hasBodies ? after?.body : nil)
    }
}

extension EntryDifference {
    /// What leads from one set of entries to another, ordered by kind and key.
    ///
    /// Positions matter by their order alone: empty when keys, bodies and the order in each kind are the same.
    ///
    /// - Throws: ``StorageError/duplicate(kind:key:)`` when `new` names an entry twice.
    static func from(_ old: [Entry], to new: [Entry]) throws -> [EntryDifference] {
        if old == new { return [] }
        let before = Dictionary(uniqueKeysWithValues: old.map { ($0.id, $0) })
        var after: [Entry.ID: Entry] = [:]
        for entry in new where after.updateValue(entry, forKey: entry.id) != nil {
            throw StorageError.duplicate(kind: entry.kind, key: entry.key)
        }
        let moved = moved(from: old, to: new)
        var differences = old.filter { after[$0.id] == nil }.map {
            EntryDifference(id: $0.id, effect: .removed, before: $0, after: nil)
        }
        for entry in new {
            guard let previous = before[entry.id] else {
                differences.append(EntryDifference(id: entry.id, effect: .added, before: nil, after: entry))
                continue
            }
            // An entry may move without a new position number, when the others go round it.
            guard previous != entry || moved.contains(entry.id) else { continue }
            let effect: Effect =
                previous.body != entry.body ? .changed : moved.contains(entry.id) ? .moved : .shifted
            differences.append(EntryDifference(id: entry.id, effect: effect, before: previous, after: entry))
        }
        guard differences.contains(where: { $0.effect != .shifted }) else { return [] }
        return differences.sorted { ($0.id.kind, $0.id.key) < ($1.id.kind, $1.id.key) }
    }

    /// The fewest entries that must move, each among its own kind, to come from the old order to the new one.
    private static func moved(from old: [Entry], to new: [Entry]) -> Set<Entry.ID> {
        let ranks = Dictionary(
            uniqueKeysWithValues: old.sorted(by: Entry.inOrder).enumerated().map { ($1.id, $0) })
        var moved: Set<Entry.ID> = []
        for entries in Dictionary(grouping: new.sorted(by: Entry.inOrder), by: \.kind).values {
            let survivors = entries.compactMap { entry in ranks[entry.id].map { (entry.id, $0) } }
            let staying = survivors.map(\.1).longestIncreasingSubsequence
            for (id, rank) in survivors where !staying.contains(rank) {
                moved.insert(id)
            }
        }
        return moved
    }
}

extension [Int] {
    /// The members of one longest increasing subsequence, by patience sorting. The numbers must be distinct.
    var longestIncreasingSubsequence: Set<Int> {
        var tails: [Int] = []
        var predecessors: [Int: Int] = [:]
        for number in self {
            var low = 0
            var high = tails.count
            while low < high {
                let middle = (low + high) / 2
                if tails[middle] < number { low = middle + 1 } else { high = middle }
            }
            if low > 0 { predecessors[number] = tails[low - 1] }
            if low == tails.count { tails.append(number) } else { tails[low] = number }
        }
        var members: Set<Int> = []
        var next = tails.last
        while let number = next {
            members.insert(number)
            next = predecessors[number]
        }
        return members
    }
}
