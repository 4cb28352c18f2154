import Foundation
import Storage

/// Reads what entries hold, and remembers it: an entry that has not changed is not read again. In an office of
/// thousands reading is most of the work of taking up a change.
struct EntryReader: Sendable {
    private var known: [Entry.ID: (body: String, value: any Sendable)] = [:]

    /// The values of a kind, in the order of the entries.
    ///
    /// - Throws: ``EntryError`` when one is not what this version writes.
    mutating func read<Value: Decodable & Sendable>(_ kind: EntryKind, of entries: [Entry]) throws -> [Value] {
        let ofKind = entries.filter { $0.kind == kind.rawValue }
        let fresh = ofKind.filter { known[$0.id]?.body != $0.body }
        // All at once: single decodings cost more.
        let array = "[" + fresh.map(\.body).joined(separator: ",") + "]"
        do {
            let values = try JSONDecoder().decode([Value].self, from: Data(array.utf8))
            for (entry, value) in zip(fresh, values) { known[entry.id] = (entry.body, value) }
        } catch {
            throw EntryError(kind: kind, reason: "\(error)")
        }
        return ofKind.compactMap { known[$0.id]?.value as? Value }
    }

    /// Forgets what is no longer there.
    mutating func keep(only entries: [Entry]) {
        guard known.count > entries.count else { return }
        let ids = Set(entries.map(\.id))
        known = known.filter { ids.contains($0.key) }
    }
}
