import Foundation

/// A message that Asterisk has recorded: a WAV file of 16-bit samples at 8 kHz.
public struct Recording: Sendable {
    private let samples: [Float]

    /// - Throws: `BenchError` when it is no such file.
    public init(_ file: URL) throws {
        samples = try WAV.samples(of: file)
    }

    /// Seconds.
    public var duration: Double { Double(samples.count) / 8_000 }

    /// The part of it, 0 to 1, in which the tone is most of what is there.
    public func share(of tone: Tone) -> Double { share { Sound.power(tone, $0) > 0.6 } }

    /// The part of it in which the tone is, alone or together with others.
    public func share(with tone: Tone) -> Double { share { Sound.power(tone, $0) > 0.2 } }

    /// The part of it in which neither tone nor anything else is louder than silence.
    public var silence: Double { share { Sound.loudness($0) <= Sound.silence } }

    private func share(_ holds: ([Float]) -> Bool) -> Double {
        let blocks = stride(from: 0, to: samples.count - 799, by: 800).map { Array(samples[$0..<$0 + 800]) }
        guard !blocks.isEmpty else { return 0 }
        return Double(blocks.count(where: holds)) / Double(blocks.count)
    }
}
