/// What one party was sent, as one run of samples. What was lost on the way is a gap of zeros; time in which nothing was
/// sent is left out, as Asterisk sends nothing between two prompts.
struct AudioRun: Sendable {
    private(set) var samples: [Float] = []
    /// In order.
    private(set) var lost: [Range<Int>] = []
    /// Where each packet begins.
    private var packets: [(start: Int, time: WireTime)] = []
    private var decimated: [Int: [Float]] = [:]

    init(_ stream: AudioStream) {
        samples.reserveCapacity(stream.packets.count * 160)
        var previous: AudioStream.Packet?
        for packet in stream.packets {
            if let previous, previous.source == packet.source {
                switch Int16(bitPattern: packet.sequence &- previous.sequence) {
                // Repeated, or overtaken.
                case -10...0: continue
                case let step where 2...10 ~= step:
                    let gap = Int(step - 1) * previous.range.count
                    lost.append(samples.count..<samples.count + gap)
                    samples.append(contentsOf: repeatElement(0, count: gap))
                // The next one; or the sender counts anew.
                default: break
                }
            }
            packets.append((samples.count, packet.time))
            samples += stream.samples(of: packet)
            previous = packet
        }
    }

    /// When the packet with this sample was sent; before the first one, as long before it.
    func time(of sample: Int) -> WireTime? {
        guard let first = packets.first else { return nil }
        guard sample >= first.start else { return first.time + Double(sample - first.start) / 8_000 }
        return packets.last { $0.start <= sample }?.time
    }

    /// Every `factor`-th sample, kept for the next prompt.
    mutating func coarse(_ factor: Int) -> [Float] {
        if let known = decimated[factor] { return known }
        let coarse = SampleArithmetic.decimated(samples, by: factor)
        decimated[factor] = coarse
        return coarse
    }

    /// When the newest packet was sent.
    var end: WireTime? { packets.last?.time }
}
