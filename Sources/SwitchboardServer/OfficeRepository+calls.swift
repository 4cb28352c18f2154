import Foundation
import Storage

extension OfficeRepository {
    /// Calls, newest first, as `OfficeStore.calls` and `OfficeStore.missedCalls` have them; `nil` is any.
    public func calls(
        from start: Date?, to end: Date?, number: String?, user: String?, missed: Bool, limit: Int
    ) throws -> [CallRecord] {
        missed
            ? try store.missedCalls(from: start, to: end, number: number, user: user, limit: limit)
            : try store.calls(from: start, to: end, number: number, user: user, limit: limit)
    }

    /// The call with this ID.
    public func call(_ id: CallRecord.ID) throws -> CallRecord? { try store.call(id) }

    /// The call with this ID, or else the only one whose ID begins so, or else ends so.
    public func call(matching text: String) throws -> CallRecord? { try store.call(matching: text) }
}
