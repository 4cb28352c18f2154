import Foundation
import Storage

extension OfficeRepository {
    /// Requests to be called back, newest first, as `OfficeStore.callbacks` has them; `nil` is any.
    public func callbacks(
        from start: Date?, to end: Date?, queue: String?, number: String?, open: Bool, limit: Int
    ) throws -> [CallbackRecord] {
        try store.callbacks(from: start, to: end, queue: queue, number: number, open: open, limit: limit)
    }

    /// The request with this number.
    public func callback(_ id: CallbackRecord.ID) throws -> CallbackRecord? { try store.callback(id) }
}
