import Glibc

/// The little of TCP the bench needs: free ports, whether somebody listens, connections on loopback.
public enum TCP {
    /// A port nobody listens on now.
    public static func freePort() throws -> UInt16 {
        let (descriptor, port) = try bound(0)
        close(descriptor)
        return port
    }

    /// Whether the port can be bound.
    static func isFree(_ port: UInt16) -> Bool {
        guard let descriptor = try? bound(port).descriptor else { return false }
        close(descriptor)
        return true
    }

    /// A listening socket on a free port of loopback.
    static func listen(backlog: Int32, sharesPort: Bool = false) throws -> (descriptor: Int32, port: UInt16) {
        let (descriptor, port) = try bound(0, sharesPort: sharesPort)
        guard Glibc.listen(descriptor, backlog) == 0 else {
            close(descriptor)
            throw BenchError("cannot listen on port \(port): errno \(errno)")
        }
        return (descriptor, port)
    }

    /// A socket bound to a port of loopback, 0 for any; it does not listen.
    /// - Parameter sharesPort: whether others that say so too may bind the same.
    static func bound(_ port: UInt16, sharesPort: Bool = false) throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var yes: Int32 = 1
        // Without it a port is not free for a while after its last connection; with it, any might be one of another's.
        if port != 0 { setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size)) }
        if sharesPort { setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &yes, socklen_t(MemoryLayout<Int32>.size)) }
        var address = loopback(port)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
            }
        }
        guard isBound else {
            let code = errno
            close(descriptor)
            throw BenchError("TCP port \(port) cannot be bound: errno \(code)")
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    /// A connection to a port of loopback. - Throws: `BenchError` when nobody listens.
    static func connect(_ port: UInt16) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = loopback(port)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                Glibc.connect(descriptor, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else {
            let code = errno
            close(descriptor)
            throw BenchError("nobody listens on port \(port): errno \(code)")
        }
        return descriptor
    }

    /// Whether a connection to loopback is accepted.
    static func answers(_ port: UInt16) -> Bool { (try? connect(port)).map { close($0) == 0 } ?? false }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
