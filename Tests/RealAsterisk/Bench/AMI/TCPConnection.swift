import Glibc
import Synchronization

/// A connection that one thread reads and closes, and others write to and end: a number that was closed is soon another
/// socket's, so nobody uses it after that.
final class TCPConnection: Sendable {
    private let descriptor: Int32
    private let isClosed = Mutex(false)

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// The next bytes, for the reading thread; 0 or less at the end.
    func read(_ buffer: inout [UInt8]) -> Int { Glibc.read(descriptor, &buffer, buffer.count) }

    /// Closes it; the reading thread's last word.
    func close() {
        isClosed.withLock { isClosed in
            if !isClosed { Glibc.close(descriptor) }
            isClosed = true
        }
    }

    /// Ends it: the reading thread sees the end.
    func end() {
        isClosed.withLock { isClosed in
            if !isClosed { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    /// Whether it has taken them all.
    func send(_ bytes: [UInt8]) -> Bool {
        isClosed.withLock { isClosed in
            !isClosed && Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
        }
    }
}
