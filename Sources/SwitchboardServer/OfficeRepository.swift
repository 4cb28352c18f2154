import Foundation
import PhoneNumbers
import Routing
import Storage

/// The office in the store, read and changed as a whole.
public struct OfficeRepository: Sendable {
    /// What became of applying an office.
    public struct Applied: Sendable {
        /// What changes.
        public let difference: OfficeDifference
        /// The revision that holds it; the one in force when nothing changed or nothing was to.
        public let revision: Int
    }

    /// How office files and callers' numbers are read.
    public let numbering: any NumberingPlan
    let store: OfficeStore

    /// Opens the database, made anew where there is none.
    ///
    /// - Throws: `StorageError`, which says what to do.
    public init(database path: String) throws {
        store = try OfficeStore(path: path, now: { Date() })
        numbering = LibPhoneNumber()
    }

    /// The office in force and its revision; `nil` before the first `apply`.
    public func office() throws -> (office: CheckedOffice, revision: Int)? {
        var memory = OfficeMemory()
        return try office(remembering: &memory)
    }

    /// The same for somebody who looks again after each change: what has not changed is not read again.
    func office(remembering memory: inout OfficeMemory) throws -> (office: CheckedOffice, revision: Int)? {
        try checked(store.load(), remembering: &memory)
    }

    /// The table of an earlier revision, if its history is still kept.
    func table(at revision: Int, remembering memory: inout OfficeMemory) throws -> RoutingTable? {
        guard let stored = try store.entries(at: revision) else { return nil }
        return try checked(stored, remembering: &memory).map {
            RoutingTable($0.office, revision: $0.revision, numbering: numbering)
        }
    }

    /// Puts an office in force in one transaction; unchanged entries are left alone.
    ///
    /// - Parameter dryRun: only tells what would change.
    public func apply(
        _ checked: CheckedOffice, author: String, comment: String, dryRun: Bool = false
    ) throws -> Applied {
        let before = try store.load()
        var reader = EntryReader()
        let kept = checked.keeping(
            lists: try reader.read(.list, of: before.entries), overrides: try reader.read(.override, of: before.entries)
        )
        let entries = try kept.office.entries()
        let difference = OfficeDifference(from: before.entries, to: entries)
        guard !dryRun, !difference.items.isEmpty else {
            return Applied(difference: difference, revision: before.revision)
        }
        let change = try store.replace(
            with: entries, author: author, comment: comment, expecting: before.revision)
        return Applied(difference: difference, revision: change.revision)
    }

    private func checked(
        _ stored: StoredOffice, remembering memory: inout OfficeMemory
    ) throws -> (office: CheckedOffice, revision: Int)? {
        guard let office = try Office(entries: stored.entries, reader: &memory.reader) else { return nil }
        let checked = try CheckedOffice(office, numbering: numbering, earlier: memory.checked)
        memory.checked = checked
        return (checked, stored.revision)
    }
}

/// What is kept from one look at the office to the next.
struct OfficeMemory: Sendable {
    var reader = EntryReader()
    /// The last office that was good.
    var checked: CheckedOffice?
}
