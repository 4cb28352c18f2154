import Foundation

@testable import AsteriskBench

/// Audio made by hand.
extension BenchTests {
    /// Samples as RTP packets of 20 ms.
    /// - Parameters:
    ///   - lost: numbers of packets that do not arrive.
    ///   - repeated: numbers of packets that arrive twice, the second time after the next one.
    static func stream(
        _ samples: [Float], aLaw: Bool = false, losing lost: Set<Int> = [], repeating repeated: Set<Int> = []
    ) -> AudioStream {
        let codes = aLaw ? codesOfALaw : codesOfMuLaw
        var stream = AudioStream()
        var source = RTPSource()
        var late: [UInt8]?
        for (number, start) in stride(from: 0, to: samples.count - 159, by: 160).enumerated() {
            var packet = source.silence()
            packet[1] = aLaw ? 8 : 0
            packet.replaceSubrange(12..., with: samples[start..<start + 160].map { codes[Int(($0 + 1) * 2_047)] })
            let time = WireTime.now + Double(number) * 0.02
            if !lost.contains(number) { stream.add(packet[...], at: time, keepsSamples: true) }
            if let late { stream.add(late[...], at: time, keepsSamples: true) }
            late = repeated.contains(number) ? packet : nil
        }
        return stream
    }

    /// Of this thread so far, in seconds.
    static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// For each of 4,096 steps from -1 to 1, the code that is nearest.
    private static let codesOfMuLaw = codes(of: G711.ulaw)
    private static let codesOfALaw = codes(of: G711.alaw)

    private static func codes(of table: [Float]) -> [UInt8] {
        let sorted = table.enumerated().sorted { $0.element < $1.element }
        var index = 0
        return (0..<4_096).map { step in
            let sample = Float(step) / 2_047 - 1
            while index + 1 < sorted.count,
                abs(sorted[index + 1].element - sample) <= abs(sorted[index].element - sample)
            {
                index += 1
            }
            return UInt8(sorted[index].offset)
        }
    }
}
