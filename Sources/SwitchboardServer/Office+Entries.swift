import Foundation
import Routing
import Storage

/// What an entry of the store holds.
enum EntryKind: String, CaseIterable {
    case office, trunk, user, group, queue, menu, schedule, number, list, codes, override
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
        for list in lists { try add(.list, list.name, list) }
        if codes != .standard { try add(.codes, "codes", codes) }
        for override in overrides { try add(.override, override.schedule, override) }
        return entries
    }

    /// The office these entries hold; `nil` when none has been applied yet.
    init?(entries: [Entry], reader: inout EntryReader) throws {
        let settings: [OfficeSettings] = try reader.read(.office, of: entries)
        let codes: [PhoneCodes] = try reader.read(.codes, of: entries)
        guard let settings = settings.first else { return nil }
        self.init(
            settings: settings, trunks: try reader.read(.trunk, of: entries),
            users: try reader.read(.user, of: entries),
            groups: try reader.read(.group, of: entries), queues: try reader.read(.queue, of: entries),
            menus: try reader.read(.menu, of: entries), schedules: try reader.read(.schedule, of: entries),
            numbers: try reader.read(.number, of: entries), lists: try reader.read(.list, of: entries),
            codes: codes.first ?? .standard, overrides: try reader.read(.override, of: entries))
        reader.keep(only: entries)
    }
}
