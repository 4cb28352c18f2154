import Foundation
import Glibc

/// Asterisk's console socket, which `asterisk -r` talks to (asterisk.c, netconsole): a process less for each command.
struct ControlSocket: Sendable {
    let path: String

    /// Whether somebody listens.
    var answers: Bool {
        get async { await onThread { (try? connect()).map { close($0) == 0 } ?? false } }
    }

    /// - Throws: `BenchError` when nobody listens or the command is too long.
    func run(_ command: String) async throws -> String {
        guard command.utf8.count <= 490 else { throw BenchError("console command too long: \(command)") }
        return try await onThread { Result { try exchange("cli quit after \(command)\0") } }.get()
    }

    /// Blocking calls stay off the threads that run tasks.
    private func onThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: work()) }
        }
    }

    private func exchange(_ request: String) throws -> String {
        let descriptor = try connect()
        defer { close(descriptor) }
        let bytes = Array(request.utf8)
        guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw BenchError("\(path): cannot write, errno \(errno)")
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            answer += buffer[..<count]
        }
        // The first line is the greeting: host, process and version.
        let text = answer.drop { $0 != 10 }.dropFirst().filter { $0 != 0 }
        return String(decoding: text, as: UTF8.self)
    }

    private func connect() throws -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_UNIX, kind, 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        guard path.utf8.count < capacity else { throw BenchError("socket path longer than \(capacity): \(path)") }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let failed = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) != 0
            }
        }
        guard !failed else {
            let code = errno
            close(descriptor)
            throw BenchError("\(path): nobody listens, errno \(code)")
        }
        return descriptor
    }
}
