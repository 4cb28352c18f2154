import Foundation
import Storage

/// What applying an office would change, for an administrator to read.
public struct OfficeDifference: Sendable, Encodable {
    /// One thing that changes.
    public struct Item: Sendable, Encodable, Hashable {
        /// What happens to it.
        public enum Change: String, Sendable, Encodable {
            case added, changed, removed
        }
        /// What happens to it.
        public var change: Change
        /// `user 101`
        public var name: String
        /// Each value that changes: `forward[0].to: user 102 → user 103`.
        public var values: [String]
    }

    /// Everything that changes, in the order of the file.
    public let items: [Item]

    /// Compares what is stored with what would be.
    init(from old: [Entry], to new: [Entry]) {
        func name(_ entry: Entry) -> String { entry.kind == entry.key ? entry.kind : "\(entry.kind) \(entry.key)" }
        let before = Dictionary(old.map { (name($0), $0) }, uniquingKeysWith: { first, _ in first })
        let after = Set(new.map(name))
        var items: [Item] = new.compactMap { entry in
            guard let earlier = before[name(entry)] else {
                return Item(change: .added, name: name(entry), values: [])
            }
            guard earlier.body != entry.body else { return nil }
            return Item(change: .changed, name: name(entry), values: Self.changes(earlier.body, entry.body))
        }
        items += old.filter { !after.contains(name($0)) }.map { Item(change: .removed, name: name($0), values: []) }
        let kept = new.map(name).filter { before[$0] != nil }
        if items.isEmpty, kept != old.map(name) {
            items.append(Item(change: .changed, name: "the order of the file", values: []))
        }
        self.items = items
    }

    private static func changes(_ old: String, _ new: String) -> [String] {
        let before = leaves(old)
        let after = leaves(new)
        return Set(before.keys).union(after.keys).sorted().compactMap { key in
            guard before[key] != after[key] else { return nil }
            // A PIN is nobody's business but its owner's.
            return key.hasSuffix(".pin")
                ? "\(key): changed" : "\(key): \(before[key] ?? "–") → \(after[key] ?? "–")"
        }
    }

    private static func leaves(_ json: String) -> [String: String] {
        (try? JSONDecoder().decode(JSONLeaves.self, from: Data(json.utf8)))?.values ?? [:]
    }
}

/// Every single value of a JSON text by its path: `forward[0].to`.
private struct JSONLeaves: Decodable {
    var values: [String: String] = [:]

    init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: AnyKey.self) {
            for key in object.allKeys { add(try object.decode(JSONLeaves.self, forKey: key), at: key.stringValue) }
        } else if var array = try? decoder.unkeyedContainer() {
            while !array.isAtEnd { add(try array.decode(JSONLeaves.self), at: "[\(array.currentIndex - 1)]") }
        } else {
            let value = try decoder.singleValueContainer()
            values[""] =
                if let flag = try? value.decode(Bool.self) {
                    String(flag)
                } else if let number = try? value.decode(Int.self) {
                    String(number)
                } else {
                    try value.decode(String.self)
                }
        }
    }

    private mutating func add(_ inner: JSONLeaves, at key: String) {
        for (path, value) in inner.values {
            values[path.isEmpty || path.hasPrefix("[") ? key + path : "\(key).\(path)"] = value
        }
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
