import Foundation

/// When a packet was on the wire: the kernel's stamp, on the machine's clock.
public struct WireTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Since 1970.
    public let microseconds: Int64

    init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The present moment on the same clock.
    public static var now: WireTime { WireTime(microseconds: Int64(Date().timeIntervalSince1970 * 1e6)) }

    /// Earlier.
    public static func < (a: WireTime, b: WireTime) -> Bool { a.microseconds < b.microseconds }

    /// In seconds.
    public static func - (a: WireTime, b: WireTime) -> Double { Double(a.microseconds - b.microseconds) / 1e6 }

    /// Some seconds later.
    public static func + (time: WireTime, seconds: Double) -> WireTime {
        WireTime(microseconds: time.microseconds + Int64(seconds * 1e6))
    }

    /// "12:00:03.125", in UTC.
    public var description: String {
        let milliseconds = microseconds / 1_000 % 86_400_000
        let parts = [milliseconds / 3_600_000, milliseconds / 60_000 % 60, milliseconds / 1_000 % 60].map { part in
            part < 10 ? "0\(part)" : "\(part)"
        }
        return parts.joined(separator: ":") + "." + String(milliseconds % 1_000 + 1_000).dropFirst()
    }
}
