import Foundation
import GRDB

/// The rules and their history on disk: an SQLite database that several processes may read and write at once.
///
/// Every call blocks its thread while the disk works: milliseconds, and up to ``busyTimeout`` while another process
/// writes. What it throws is a ``StorageError``.
public final class OfficeStore: Sendable {
    /// What a store may do with its database.
    public enum Access: Sendable {
        /// Creates the database, brings an old one up to date, changes it.
        case readWrite
        /// The database must be there and up to date.
        case readOnly
    }

    /// Revisions of which the history is kept; older ones are forgotten as new ones come.
    public static let keptRevisions = 1_000
    /// Seconds to wait for another process that writes.
    public static let busyTimeout: TimeInterval = 5

    /// The database file.
    public let path: String

    let pool: DatabasePool
    let now: @Sendable () -> Date

    /// Opens the database at `path`.
    ///
    /// - Parameters:
    ///   - path: the database file; its folder must exist. SQLite keeps two more files beside it (`-wal`, `-shm`).
    ///   - access: ``Access/readOnly`` still needs a folder it can write: readers share memory through `-shm`.
    ///   - now: the clock, asked once for each change.
    /// - Throws: ``StorageError``: ``StorageError/newerVersion(path:)``, ``StorageError/notADatabase(path:)``,
    ///   ``StorageError/cannotOpen(path:reason:)``, ``StorageError/notWritable(path:)`` and others.
    public convenience init(path: String, access: Access = .readWrite, now: @escaping @Sendable () -> Date) throws {
        try self.init(path: path, access: access, now: now, schema: .current)
    }

    init(path: String, access: Access, now: @escaping @Sendable () -> Date, schema: Schema) throws {
        self.path = path
        self.now = now
        pool = try StorageError.translating(path: path) {
            switch access {
            case .readWrite: try Self.openForWriting(path, schema)
            case .readOnly: try Self.openForReading(path, schema)
            }
        }
    }

    /// Reads everything, in one transaction.
    public func load() throws -> StoredOffice {
        try StorageError.translating(path: path) { try pool.read { try $0.office() } }
    }
}
