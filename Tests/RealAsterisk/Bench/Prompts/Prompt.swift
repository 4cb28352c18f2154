/// A sound that Asterisk plays, and the piece of it by which it is looked for.
struct Prompt: Sendable {
    /// As the dialplan names it: `vm-goodbye`, `switchboard/welcome`.
    let name: String
    let language: String
    let samples: [Float]
    /// From the first 20 ms that are not silence to the end of the last.
    let loud: Range<Int>
    /// How much of it must have been heard: a second, or all of one that is shorter. In samples from the beginning.
    let enough: Int
    /// Where its piece begins, in samples.
    let pieceStart: Int
    /// 0.2 s, if it is as long.
    let pieceLength: Int
    /// The piece with the most energy in the first second, with every `factor`-th sample; and once more, half a step
    /// later, as the samples it is compared with fall anywhere.
    let pieces: [[Float]]
    /// 1, 2, 4 or 8: as large as it can be with some of the energy left, which tones do not have at low frequencies.
    let factor: Int

    static let blockLength = 160
    private static let longestPiece = 1_600

    /// Nil for silence, which cannot be told from any other, and for less than 0.1 s of sound.
    init?(name: String, language: String, samples: [Float]) {
        let blocks = stride(from: 0, to: samples.count, by: Self.blockLength).map {
            $0..<min($0 + Self.blockLength, samples.count)
        }
        let isLoud = { (block: Range<Int>) in Sound.loudness(Array(samples[block])) > Sound.silence }
        guard let first = blocks.first(where: isLoud), let last = blocks.last(where: isLoud) else { return nil }
        loud = first.lowerBound..<last.upperBound
        guard loud.count >= 800 else { return nil }
        self.name = name
        self.language = language
        self.samples = samples
        // One with a long silence before it is not heard within a second.
        enough = min(max(8_000, loud.lowerBound + 4_000), loud.upperBound - Self.blockLength + 1)
        let searched = Array(samples[loud.lowerBound..<enough])
        let length = min(Self.longestPiece, searched.count) / 8 * 8
        let energy = SampleArithmetic.energies(searched, window: length).max() ?? 0
        var found: (factor: Int, start: Int, pieces: [[Float]]) = (1, 0, [])
        for factor in [8, 4, 2, 1] {
            let coarse = SampleArithmetic.decimated(searched, by: factor)
            let energies = SampleArithmetic.energies(coarse, window: length / factor)
            guard let most = energies.max(), let start = energies.firstIndex(of: most) else { continue }
            let between = SampleArithmetic.decimated(Array(searched.dropFirst(factor / 2)), by: factor)
            let pieces = (factor > 1 ? [coarse, between] : [coarse]).map {
                Array($0.dropFirst(start).prefix(length / factor))
            }
            found = (factor, start * factor, pieces)
            if most * Float(factor) > energy * 0.15 { break }
        }
        (factor, pieces) = (found.factor, found.pieces)
        pieceStart = loud.lowerBound + found.start
        pieceLength = length
    }
}
