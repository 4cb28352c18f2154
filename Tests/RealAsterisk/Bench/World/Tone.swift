import Glibc

/// A party's own sine tone, by which the wire tells who hears whom.
///
/// All are multiples of 10 Hz, so that tones in a block of 100 ms do not leak into each other; all of one kind lie
/// within an octave, so that none is another's harmonic; call progress and DTMF frequencies are left out.
public struct Tone: Sendable, Hashable, CustomStringConvertible {
    /// In Hz.
    public let frequency: Int

    /// - Parameter frequency: in Hz; a multiple of 10 between 100 and 3,900.
    public init(_ frequency: Int) {
        self.frequency = frequency
    }

    /// "600 Hz".
    public var description: String { "\(frequency) Hz" }

    /// The PBX's music on hold: no party's tone, nor a harmonic of one.
    public static let music = Tone(2_500)

    /// Dial tone and ringback of the zone `us` (indications.conf).
    static let dialTone = [Tone(350), Tone(440)]
    static let ringback = [Tone(440), Tone(480)]

    /// For parties that are called. Free of DTMF's high group (1209, 1336, 1477, 1633 Hz) and of information tones
    /// (950, 1400, 1800 Hz).
    static let ofParties: [Tone] = stride(from: 1_000, to: 2_000, by: 30).map { Tone($0) }.filter { tone in
        [1_209, 1_336, 1_400, 1_477, 1_633, 1_800].allSatisfy { abs($0 - tone.frequency) > 12 }
    }

    /// For callers: above 480 + 620 Hz of busy, clear of DTMF's low group (697, 770, 852, 941 Hz).
    static let ofCallers: [Tone] = [540, 570, 660, 730, 810, 890, 910].map { Tone($0) }
}

extension Tone {
    /// So many samples of it at 8 kHz; full scale is 1, and it is as loud as PlayTones has it, -16 dB (indications.c).
    func samples(_ count: Int) -> [Float] {
        (0..<count).map { 0.22 * sin(2 * .pi * Float($0 * frequency % 8_000) / 8_000) }
    }
}

extension Tone: ExpressibleByIntegerLiteral {
    /// In Hz.
    public init(integerLiteral frequency: Int) { self.init(frequency) }
}
