import Foundation
import Glibc

/// A thousand UDP ports of this run alone, and the TCP ports of the same numbers: below the range the system gives out by
/// itself, locked against other runs of the bench by a file, and tried by binding each that is used.
final class PortBlock: Sendable {
    let pbxSIP: UInt16
    let worldSIP: UInt16
    let proxySIP: UInt16
    /// TCP.
    let pbxAMI: UInt16
    /// TCP.
    let worldAMI: UInt16
    /// 400 ports: 100 calls of two legs at once, each with RTP and RTCP.
    let pbxRTP: ClosedRange<UInt16>
    let worldRTP: ClosedRange<UInt16>
    private let lock: Int32

    /// - Throws: `BenchError` when all blocks are taken.
    init() throws {
        for base in stride(from: UInt16(12_000), to: 32_000, by: 1_000) {
            let path = "/tmp/switchboard-bench-ports-\(base).lock"
            let lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
            guard lock >= 0 else { continue }
            guard flock(lock, LOCK_EX | LOCK_NB) == 0, Self.isFree(base..<base + 1_000),
                TCP.isFree(base + 6), TCP.isFree(base + 8)
            else {
                close(lock)
                continue
            }
            self.lock = lock
            pbxSIP = base
            worldSIP = base + 2
            proxySIP = base + 4
            pbxAMI = base + 6
            worldAMI = base + 8
            pbxRTP = base + 100...base + 499
            worldRTP = base + 500...base + 899
            return
        }
        throw BenchError("no free block of 1,000 UDP ports between 12000 and 32000")
    }

    deinit { close(lock) }

    private static func isFree(_ ports: Range<UInt16>) -> Bool {
        ports.allSatisfy { port in
            guard let bound = UDPSocket.bind(port) else { return false }
            close(bound.descriptor)
            return true
        }
    }
}
