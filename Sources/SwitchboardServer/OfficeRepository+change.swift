import Foundation
import Routing
import Storage

extension OfficeRepository {
    /// Makes one change to the office that stands, in one transaction, checked as a whole.
    ///
    /// - Returns: what changed; ``RuleChange/items`` is empty where everything was so already.
    /// - Throws: `OfficeChangeError`, `OfficeProblems` or `StorageError`; then nothing is changed.
    @discardableResult
    public func make(_ change: OfficeChange, author: String) throws -> RuleChange {
        let made = try store.change(author: author, comment: "\(change)") { entries in
            var memory = OfficeMemory()
            guard let office = try Office(entries: entries.entries, reader: &memory.reader) else {
                throw OfficeChangeError("there is no office yet: switchboard apply FILE")
            }
            let checked = try CheckedOffice(office.changed(by: change), numbering: numbering)
            entries.entries = try checked.office.entries()
        }
        return RuleChange(made)
    }

    /// The office's memory, as a decision about this call would find it.
    public func memory(for call: IncomingCall, table: RoutingTable, at moment: Date) throws -> CallMemory {
        CallMemory(
            talks: try store.talks(for: call, table: table, at: moment), groups: try store.groupMemory().callMemory,
            openCallbacks: try store.openCallbacks(of: call), agents: try store.agents(for: call, table: table))
    }
}
