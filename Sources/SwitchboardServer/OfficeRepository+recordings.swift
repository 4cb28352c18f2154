import Foundation
import Storage

extension OfficeRepository {
    /// Recordings, newest first, as `OfficeStore.recordings` has them; `nil` is any.
    public func recordings(
        from start: Date?, to end: Date?, number: String?, user: String?, queue: String?, limit: Int?
    ) throws -> [Recording] {
        try store.recordings(from: start, to: end, number: number, user: user, queue: queue, limit: limit)
    }

    /// The recordings of a call, oldest first.
    public func recordings(of call: CallRecord.ID) throws -> [Recording] { try store.recordings(of: call) }

    /// The recording with this number.
    public func recording(_ id: Recording.ID) throws -> Recording? { try store.recording(id) }

    /// Removes a recording, the file first: what remains if that fails is still on the list.
    public func remove(_ recording: Recording, from folder: RecordingFolder) throws {
        try folder.remove(recording.file)
        try store.forgetRecording(recording.id)
    }
}
