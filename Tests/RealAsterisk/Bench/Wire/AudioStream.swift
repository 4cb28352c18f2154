/// The audio that one UDP port was sent, packet by packet (RFC 3550, RFC 3551).
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

    private(set) var packets: [Packet] = []
    private var samples: [UInt8] = []

    /// - Parameter keepsSamples: false where only times matter: memory is 8 kB a second.
    mutating func add(_ datagram: ArraySlice<UInt8>, at time: WireTime, keepsSamples: Bool) {
        let start = datagram.startIndex
        guard datagram.count > 12, datagram[start] >> 6 == 2 else { return }
        let number = { (at: Int, count: Int) in
            datagram[(start + at)..<(start + at + count)].reduce(0) { $0 << 8 | UInt32($1) }
        }
        let payloadType = datagram[start + 1] & 127
        guard payloadType == 0 || payloadType == 8 else { return }
        let payload = datagram[(start + 12 + Int(datagram[start] & 15) * 4)...]
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
