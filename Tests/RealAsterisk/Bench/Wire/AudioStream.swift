/// The audio that one UDP port was sent, packet by packet (RFC 3550, RFC 3551), and the digits (RFC 4733).
struct AudioStream: Sendable {
    struct Packet: Sendable {
        let time: WireTime
        let sequence: UInt16
        let source: UInt32
        /// 0 is µ-law, 8 A-law (RFC 3551 table 4).
        let payloadType: UInt8
        /// Where its samples are in `samples`.
        let range: Range<Int>
    }

    /// A packet of a digit: its beginning, that it goes on, or its end (RFC 4733 section 2.3).
    struct Event: Sendable {
        let time: WireTime
        let source: UInt32
        /// When the digit began, in samples: the same in all of its packets.
        let timestamp: UInt32
        let code: UInt8
        let isEnd: Bool
        /// So far, in samples.
        let duration: UInt16
    }

    private(set) var packets: [Packet] = []
    private(set) var events: [Event] = []
    private var samples: [UInt8] = []
    /// What Asterisk offers and a hand-written call does, too.
    static let eventPayloadType: UInt8 = 101

    /// - Parameter keepsSamples: false where only times matter: memory is 8 kB a second.
    mutating func add(_ datagram: ArraySlice<UInt8>, at time: WireTime, keepsSamples: Bool) {
        let start = datagram.startIndex
        guard datagram.count > 12, datagram[start] >> 6 == 2 else { return }
        let number = { (at: Int, count: Int) in
            datagram[(start + at)..<(start + at + count)].reduce(0) { $0 << 8 | UInt32($1) }
        }
        let payloadType = datagram[start + 1] & 127
        let payload = datagram.dropFirst(12 + Int(datagram[start] & 15) * 4)
        if payloadType == Self.eventPayloadType, payload.count >= 4 {
            let flags = payload[payload.startIndex + 1]
            events.append(
                Event(
                    time: time, source: number(8, 4), timestamp: number(4, 4), code: payload[payload.startIndex],
                    isEnd: flags & 0x80 != 0,
                    duration: payload.dropFirst(2).prefix(2).reduce(0) { $0 << 8 | UInt16($1) }))
        }
        guard payloadType == 0 || payloadType == 8 else { return }
        let position = samples.count
        if keepsSamples { samples += payload }
        packets.append(
            Packet(
                time: time, sequence: UInt16(number(2, 2)), source: number(8, 4), payloadType: payloadType,
                range: position..<samples.count))
    }

    /// The packets that arrived from `start` up to `end`.
    func packets(from start: WireTime, to end: WireTime) -> ArraySlice<Packet> {
        packets[index(of: start)..<index(of: end)]
    }

    /// The part that arrived from `start` up to `end`, as a stream of its own.
    func part(from start: WireTime, to end: WireTime) -> AudioStream {
        var part = AudioStream()
        for packet in packets(from: start, to: end) {
            let position = part.samples.count
            part.samples += samples[packet.range]
            part.packets.append(
                Packet(
                    time: packet.time, sequence: packet.sequence, source: packet.source,
                    payloadType: packet.payloadType, range: position..<part.samples.count))
        }
        return part
    }

    /// The packet's samples, full scale 1.
    func samples(of packet: Packet) -> [Float] {
        let table = packet.payloadType == 8 ? G711.alaw : G711.ulaw
        return samples[packet.range].map { table[Int($0)] }
    }

    /// The first packet at or after a moment; packets are in order of arrival.
    private func index(of time: WireTime) -> Int {
        var (low, high) = (0, packets.count)
        while low < high {
            let middle = (low + high) / 2
            if packets[middle].time < time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
