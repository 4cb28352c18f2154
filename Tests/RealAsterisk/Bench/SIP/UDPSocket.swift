import Foundation
import Glibc

/// A UDP socket on 127.0.0.1 that hands over every datagram it gets.
final class UDPSocket: Sendable {
    let port: UInt16
    private let descriptor: Int32
    private let queue: DispatchQueue
    /// Dispatch sources may be cancelled from any thread.
    private nonisolated(unsafe) let source: DispatchSourceRead

    /// - Parameter port: the port to bind; 0 lets the system choose.
    /// - Throws: `BenchError` when the port is taken.
    init(port: UInt16 = 0) throws {
        guard let bound = Self.bind(port) else { throw BenchError("UDP port \(port) cannot be bound: errno \(errno)") }
        let descriptor = bound.descriptor
        self.descriptor = descriptor
        self.port = bound.port
        queue = DispatchQueue(label: "bench.udp.\(bound.port)")
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        source.setCancelHandler { Glibc.close(descriptor) }
    }

    /// Begins to receive; to be called once.
    /// - Parameter receive: called in order of arrival, with the sender's port.
    func start(_ receive: @escaping @Sendable (_ datagram: [UInt8], _ from: UInt16) -> Void) {
        source.setEventHandler { [descriptor] in
            while let (datagram, sender) = Self.receive(descriptor) { receive(datagram, sender) }
        }
        source.activate()
    }

    deinit { source.cancel() }

    func close() { source.cancel() }

    /// Sends to a port of 127.0.0.1. What cannot be sent is lost, as UDP is.
    func send(_ datagram: [UInt8], to port: UInt16) {
        var address = Self.loopback(port)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = sendto(descriptor, datagram, datagram.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// Runs later, in line with the datagrams.
    func after(_ seconds: Double, _ work: @escaping @Sendable () -> Void) {
        queue.asyncAfter(deadline: .now() + seconds, execute: work)
    }
}

extension UDPSocket {
    /// A bound, non-blocking socket and its port; nil when the port is taken.
    static func bind(_ port: UInt16) -> (descriptor: Int32, port: UInt16)? {
        let kind = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_INET, kind, 0)
        guard descriptor >= 0 else { return nil }
        var address = loopback(port)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let failed = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(descriptor, $0, length) != 0 || getsockname(descriptor, $0, &length) != 0
            }
        }
        guard !failed else {
            Glibc.close(descriptor)
            return nil
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        return address
    }

    private static func receive(_ descriptor: Int32) -> ([UInt8], UInt16)? {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: 65_535) { buffer, initialized in
            count = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    recvfrom(descriptor, buffer.baseAddress, buffer.count, 0, $0, &length)
                }
            }
            initialized = max(0, count)
        }
        return count < 0 ? nil : (bytes, UInt16(bigEndian: address.sin_port))
    }
}
