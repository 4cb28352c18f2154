import Foundation

/// Makes processes that open databases in one folder take turns.
///
/// GRDB's migrator looks first and migrates then; two that start on a new database at once would both create its tables.
/// The lock is on the folder, not on the file: closing any descriptor of the file would drop SQLite's own locks on it
/// (https://www.sqlite.org/howtocorrupt.html, 2.2).
enum FolderLock {
    /// Runs `body` while no other process is in here for the same folder. The system drops the lock of one that dies.
    static func hold<Result>(forFileAt path: String, _ body: () throws -> Result) throws -> Result {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw StorageError.cannotOpen(path: folder, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                throw StorageError.cannotOpen(path: folder, reason: String(cString: strerror(errno)))
            }
        }
        return try body()
    }
}
