/// Takes a pcap stream apart, as tcpdump writes it (draft-ietf-opsawg-pcap): little-endian, microseconds, Ethernet.
struct PcapReader {
    /// One UDP datagram over IPv4.
    struct Datagram {
        let time: WireTime
        let source: UInt16
        let destination: UInt16
        let payload: ArraySlice<UInt8>
    }

    private var rest: [UInt8] = []
    private var hasHeader = false

    /// Takes what was read and hands over each whole datagram in it.
    /// - Throws: `BenchError` when it is no such stream.
    mutating func read(_ bytes: ArraySlice<UInt8>, each: (Datagram) -> Void) throws {
        rest += bytes
        var position = 0
        if !hasHeader {
            guard rest.count >= 24 else { return }
            guard rest.number(at: 0) == 0xA1B2_C3D4, rest.number(at: 20) == 1 else {
                throw BenchError("not a pcap stream of Ethernet in microseconds")
            }
            hasHeader = true
            position = 24
        }
        while rest.count - position >= 16 {
            let length = Int(rest.number(at: position + 8))
            guard rest.count - position >= 16 + length else { break }
            let seconds = Int64(rest.number(at: position))
            let time = WireTime(microseconds: seconds * 1_000_000 + Int64(rest.number(at: position + 4)))
            let frame = rest[(position + 16)..<(position + 16 + length)]
            if let datagram = Self.datagram(in: frame, at: time) { each(datagram) }
            position += 16 + length
        }
        rest.removeFirst(position)
    }

    private static func datagram(in frame: ArraySlice<UInt8>, at time: WireTime) -> Datagram? {
        let ip = frame.startIndex + 14
        // Ethernet type IPv4, version 4, protocol UDP.
        guard frame.count >= 42, frame[ip - 2] == 8, frame[ip - 1] == 0, frame[ip] >> 4 == 4, frame[ip + 9] == 17
        else { return nil }
        let udp = ip + Int(frame[ip] & 15) * 4
        guard frame.endIndex >= udp + 8 else { return nil }
        let port = { (at: Int) in UInt16(frame[at]) << 8 | UInt16(frame[at + 1]) }
        let length = Int(port(udp + 4))
        guard length >= 8, frame.endIndex >= udp + length else { return nil }
        return Datagram(
            time: time, source: port(udp), destination: port(udp + 2), payload: frame[(udp + 8)..<(udp + length)])
    }
}

extension [UInt8] {
    fileprivate func number(at index: Int) -> UInt32 {
        UInt32(self[index]) | UInt32(self[index + 1]) << 8 | UInt32(self[index + 2]) << 16 | UInt32(self[index + 3])
            << 24
    }
}
