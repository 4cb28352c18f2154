import Foundation
import Routing
import Storage

/// What an entry of the store holds.
enum EntryKind: String, CaseIterable {
    case office, trunk, user, group, queue, menu, schedule, number
}

/// A stored entry that is not what this version writes.
public struct EntryError: Error, CustomStringConvertible {
    let kind: EntryKind
    let reason: String

    /// Names the kind of entry, and which of them.
    public var description: String {
        "the database's \(kind.rawValue) entries can't be read (\(reason)); they were written by another version"
    }
}

extension Office {
    /// The office as the store keeps it: an entry for each thing with a name.
    func entries() throws -> [Entry] {
        var entries: [Entry] = []
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        func add(_ kind: EntryKind, _ key: String, _ value: some Encodable) throws {
            let body = String(decoding: try encoder.encode(value), as: UTF8.self)
            entries.append(Entry(kind: kind.rawValue, key: key, position: entries.count, body: body))
        }
        try add(.office, "office", settings)
        for trunk in trunks { try add(.trunk, trunk.name, trunk) }
        for user in users { try add(.user, user.extension, user) }
        for group in groups { try add(.group, group.name, group) }
        for queue in queues { try add(.queue, queue.name, queue) }
        for menu in menus { try add(.menu, menu.name, menu) }
        for schedule in schedules { try add(.schedule, schedule.name, schedule) }
        for number in numbers { try add(.number, number.number, number) }
        return entries
    }

    /// The office these entries hold; `nil` when none has been applied yet.
    init?(entries: [Entry]) throws {
        let decoder = JSONDecoder()
        func read<Value: Decodable>(_ kind: EntryKind) throws -> [Value] {
            let ofKind = entries.filter { $0.kind == kind.rawValue }
            // All at once: thousands of single decodings cost most of the time.
            let array = "[" + ofKind.map(\.body).joined(separator: ",") + "]"
            do {
                return try decoder.decode([Value].self, from: Data(array.utf8))
            } catch {
                throw EntryError(kind: kind, reason: "\(error)")
            }
        }
        let settings: [OfficeSettings] = try read(.office)
        guard let settings = settings.first else { return nil }
        self.init(
            settings: settings, trunks: try read(.trunk), users: try read(.user), groups: try read(.group),
            queues: try read(.queue), menus: try read(.menu), schedules: try read(.schedule),
            numbers: try read(.number))
    }
}
