import Foundation

/// The Unix socket of the control API, for one server at a time and its owner alone.
///
/// It is bound in a folder that only the owner may enter, and moved to its place when its rights are set: there is no
/// moment in which somebody else may connect, and what a killed server left is replaced in one step.
final class ControlSocket: Sendable {
    /// Bytes of a socket's path at most (unix(7): `sun_path` has 108, with the NUL).
    static let longestPath = 107

    /// Where clients find it.
    let path: String
    /// Where it is bound.
    var bindingPath: String { folder + "/s" }
    private let folder: String
    /// Locked as long as this process lives, by whatever end.
    private let lock: Int32

    /// Takes the place; binds nothing yet.
    ///
    /// - Throws: ``ControlSocketError``.
    init(path: String) throws {
        self.path = path
        let parent = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        let longest = max(path.utf8.count, "\(parent)/.XXXXXX/s".utf8.count)
        guard longest <= Self.longestPath else { throw ControlSocketError.tooLong(path: path) }
        lock = try Self.lock(path)
        do {
            try Self.checkIsSocket(path)
            var template = Array("\(parent)/.XXXXXX".utf8CString)
            guard mkdtemp(&template) != nil else { throw ControlSocketError.cannotMake(path: path, errno: errno) }
            folder = template.withUnsafeBufferPointer {
                String(decoding: $0.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
            }
        } catch {
            close(lock)
            throw error
        }
    }

    deinit { close(lock) }

    /// Puts the bound socket in its place.
    func publish() throws {
        guard chmod(bindingPath, 0o600) == 0, rename(bindingPath, path) == 0 else {
            throw ControlSocketError.cannotMake(path: path, errno: errno)
        }
        rmdir(folder)
    }

    /// Takes it away again, wherever it is, and frees the place.
    func remove() {
        unlink(bindingPath)
        rmdir(folder)
        unlink(path)
        flock(lock, LOCK_UN)
    }

    /// A lock of its own file: of two servers that start at once one gets it, and the system drops it with the process.
    private static func lock(_ path: String) throws -> Int32 {
        let descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw ControlSocketError.cannotMake(path: path, errno: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            close(descriptor)
            throw reason == EWOULDBLOCK
                ? ControlSocketError.taken(path: path) : ControlSocketError.cannotMake(path: path, errno: reason)
        }
        return descriptor
    }

    private static func checkIsSocket(_ path: String) throws {
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFSOCK {
            throw ControlSocketError.notASocket(path: path)
        }
    }
}

/// Why the control API can't be offered.
enum ControlSocketError: Error, Hashable, CustomStringConvertible {
    /// Another server has it.
    case taken(path: String)
    /// Something else is there.
    case notASocket(path: String)
    /// No socket can have such a path.
    case tooLong(path: String)
    /// The system refuses.
    case cannotMake(path: String, errno: Int32)

    var description: String {
        switch self {
        case .taken(let path):
            "control \(path): another switchboard server runs on this database: stop that one first"
        case .notASocket(let path): "control \(path): there is a file that is no socket: name another path"
        case .tooLong(let path):
            "control \(path): too long for a socket, which has \(ControlSocket.longestPath) bytes: name a shorter path"
        case .cannotMake(let path, let errno):
            "control \(path): can't be made (\(String(cString: strerror(errno)))): this user must be able to write the folder"
        }
    }
}
