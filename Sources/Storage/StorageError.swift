import Foundation

/// Why the store could not do what was asked. Its description is a sentence for the administrator.
public enum StorageError: Error, Sendable, Hashable {
    /// Somebody else changed the rules since they were read.
    case conflict(expected: Int, current: Int)
    /// Two entries have the same kind and key.
    case duplicate(kind: String, key: String)
    /// There is no change to take back.
    case nothingToUndo
    /// Several calls have IDs that begin or end so; some of them are named.
    case ambiguousCall(String, matches: [String])
    /// A newer Switchboard has written the database.
    case newerVersion(path: String)
    /// An older Switchboard has written the database, and it was opened for reading only.
    case olderVersion(path: String)
    /// The file holds something else: no SQLite database, or one of another program.
    case notADatabase(path: String)
    /// SQLite found the file damaged.
    case damaged(path: String)
    /// The file or its folder is missing or may not be read.
    case cannotOpen(path: String, reason: String)
    /// The file or its folder may not be written.
    case notWritable(path: String)
    /// No space is left.
    case diskFull(path: String)
    /// Another process held the database for longer than the store waits.
    case busy(path: String)
    /// Anything else SQLite reports.
    case failed(path: String, reason: String)
}

extension StorageError: CustomStringConvertible, LocalizedError {
    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .conflict(let expected, let current):
            "the rules have changed since revision \(expected) was read (now \(current)): "
                + "look at the new ones and apply yours again"
        case .duplicate(let kind, let key): "\(kind) \(key) appears twice: give each its own name"
        case .nothingToUndo: "there is no change to undo"
        case .ambiguousCall(let id, let matches):
            "\(id) may be several calls (\(matches.joined(separator: ", "))): name more of the ID"
        case .newerVersion(let path):
            "\(path) was written by a newer Switchboard: use that one, or restore a backup made before the upgrade"
        case .olderVersion(let path):
            "\(path) was written by an older Switchboard: run a command that changes the rules once, to bring it up to date"
        case .notADatabase(let path): "\(path) is not a Switchboard database: name another file"
        case .damaged(let path): "\(path) is damaged: restore it from a backup"
        case .cannotOpen(let path, let reason):
            "\(path) cannot be opened (\(reason)): check the path and its permissions"
        case .notWritable(let path):
            "\(path) cannot be written: allow this user to write the file and its folder (SQLite keeps files beside it)"
        case .diskFull(let path): "the disk of \(path) is full: nothing was changed; make room and try again"
        case .busy(let path): "\(path) is in use by another command: nothing was changed; try again"
        case .failed(let path, let reason): "\(path): \(reason)"
        }
    }

    /// The same sentence, for Foundation.
    public var errorDescription: String? { description }
}
