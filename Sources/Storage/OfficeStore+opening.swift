import Foundation
import GRDB

extension OfficeStore {
    static func openForWriting(_ path: String, _ schema: Schema) throws -> DatabasePool {
        try FolderLock.hold(forFileAt: path) {
            try createFile(path)
            let pool = try DatabasePool(path: path, configuration: configuration(readOnly: false))
            let migrator = schema.migrator
            if try pool.read(migrator.hasBeenSuperseded) { throw StorageError.newerVersion(path: path) }
            try migrator.migrate(pool)
            // GRDB sets NORMAL with WAL, which may lose the last changes when the machine loses power.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            return pool
        }
    }

    static func openForReading(_ path: String, _ schema: Schema) throws -> DatabasePool {
        let pool = try DatabasePool(path: path, configuration: configuration(readOnly: true))
        let migrator = schema.migrator
        if try pool.read(migrator.hasBeenSuperseded) { throw StorageError.newerVersion(path: path) }
        guard try pool.read(migrator.hasCompletedMigrations) else { throw StorageError.olderVersion(path: path) }
        return pool
    }

    static func configuration(readOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.label = "OfficeStore"
        configuration.readonly = readOnly
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(busyTimeout)
        configuration.prepareDatabase(Schema.checkOwner)
        return configuration
    }

    /// Creates the file so that other users cannot read it: it holds voicemail PINs. SQLite gives `-wal` and `-shm` the
    /// same rights.
    private static func createFile(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_EXCL, 0o640)
        if descriptor >= 0 {
            close(descriptor)
            return
        }
        switch errno {
        case EEXIST:
            if access(path, W_OK) != 0 { throw StorageError.notWritable(path: path) }
            try checkSize(path)
        case EACCES, EROFS, EPERM: throw StorageError.notWritable(path: path)
        case ENOSPC, EDQUOT: throw StorageError.diskFull(path: path)
        default: throw StorageError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
    }

    /// SQLite takes a file of a few bytes for an empty database and writes over it. Its smallest page is 512 bytes
    /// (https://www.sqlite.org/fileformat.html, 1.3.2). The file is not opened to look: closing it would drop SQLite's
    /// locks.
    private static func checkSize(_ path: String) throws {
        var status = stat()
        if stat(path, &status) == 0, status.st_size > 0, status.st_size < 512 {
            throw StorageError.notADatabase(path: path)
        }
    }
}
