/// A prompt found in audio.
struct PromptMatch: Sendable {
    /// Where the prompt's first sample is; negative when the audio begins after it.
    let start: Int
    /// How loud it is, 1 as in its file.
    let gain: Float
    /// How much of it was heard, in samples from its beginning.
    let heard: Int
    /// Whether it may go on: the audio ends before the prompt does.
    let isOpen: Bool
}

extension AudioRun {
    /// The part of 20 ms, by energy, that may be something else: G.711's noise is a thousandth.
    private static let tolerance: Float = 0.15
    /// Energy of a sample that is not regarded: silence's.
    private static let noise = Sound.silence * Sound.silence
    /// Correlation of the coarse piece that is worth a closer look: between two of its few samples it is less than 1.
    private static let likeness: Float = 0.5
    /// Correlation of the piece itself.
    private static let closeLikeness: Float = 0.7

    /// Each time a prompt was heard, from its beginning and for long enough, whether or not another would fit better.
    ///
    /// A loud piece of it is looked for in few samples a second; where it fits, the whole is compared sample by sample.
    mutating func matches(of prompt: Prompt) -> [PromptMatch] {
        var matches: [PromptMatch] = []
        for place in Self.places(of: prompt.pieces, in: coarse(prompt.factor)) {
            guard let (start, gain) = aligned(prompt, near: place * prompt.factor - prompt.pieceStart),
                let match = extent(of: prompt, at: start, gain: gain), match.heard >= prompt.enough
            else { continue }
            // Neighbouring places lead to the same one, and a tone fits in many.
            if let last = matches.last, match.start - last.start < prompt.pieceLength {
                if match.heard > last.heard { matches[matches.count - 1] = match }
            } else {
                matches.append(match)
            }
        }
        return matches
    }

    /// How far a prompt fits from a place on: up to the first 20 ms in which something else is. Nil when the audio
    /// begins later.
    func extent(of prompt: Prompt, at start: Int, gain: Float) -> PromptMatch? {
        guard start + prompt.loud.lowerBound >= 0 else { return nil }
        var heard = 0
        for begin in stride(from: prompt.loud.lowerBound, to: prompt.loud.upperBound, by: Prompt.blockLength) {
            let block = begin..<min(begin + Prompt.blockLength, prompt.loud.upperBound)
            guard start + block.upperBound <= samples.count else {
                return PromptMatch(start: start, gain: gain, heard: heard, isOpen: true)
            }
            let place = start + block.lowerBound..<start + block.upperBound
            let silence = Self.noise * Float(block.count)
            let wanted = gain * gain * energy(prompt.samples, block)
            let rest = energy(samples, place) - 2 * gain * product(prompt, block, at: start) + wanted
            guard rest < Self.tolerance * wanted + silence || lost.contains(where: place.overlaps) else { break }
            // Silence fits to any silence: it is heard when something follows that fits.
            if wanted > silence { heard = block.upperBound }
        }
        return PromptMatch(start: start, gain: gain, heard: heard, isOpen: false)
    }

    /// Where one of the pieces fits best among its neighbours, and well enough to have a closer look.
    private static func places(of pieces: [[Float]], in coarse: [Float]) -> [Int] {
        guard let length = pieces.first?.count else { return [] }
        let energies = SampleArithmetic.energies(coarse, window: length)
        var best = [Float](repeating: 0, count: energies.count)
        for piece in pieces {
            SampleArithmetic.raise(
                &best, with: piece, in: coarse, energies, places: energies.count, silence: noise * Float(length) / 10)
        }
        return best.indices.filter { place in
            let own = best[place]
            return own > likeness * likeness && (place == 0 || best[place - 1] <= own)
                && (place + 1 == best.count || best[place + 1] < own)
        }
    }

    /// The place to the sample, and how loud the prompt is there; nil when it does not fit.
    private func aligned(_ prompt: Prompt, near start: Int) -> (start: Int, gain: Float)? {
        let piece = prompt.pieceStart..<prompt.pieceStart + prompt.pieceLength
        let starts = (start - prompt.factor...start + prompt.factor).filter { start in
            start + piece.lowerBound >= 0 && start + piece.upperBound <= samples.count
        }
        var best: (start: Int, likeness: Float, gain: Float)?
        let own = energy(prompt.samples, piece)
        for start in starts {
            let product = product(prompt, piece, at: start)
            let here = energy(samples, start + piece.lowerBound..<start + piece.upperBound)
            let likeness = product / (own * here).squareRoot()
            if likeness > best?.likeness ?? Self.closeLikeness { best = (start, likeness, product / own) }
        }
        return best.map { ($0.start, $0.gain) }
    }

    private func product(_ prompt: Prompt, _ part: Range<Int>, at start: Int) -> Float {
        SampleArithmetic.dot(
            prompt.samples, at: part.lowerBound, samples, at: start + part.lowerBound, count: part.count)
    }

    private func energy(_ samples: [Float], _ part: Range<Int>) -> Float {
        SampleArithmetic.dot(samples, at: part.lowerBound, samples, at: part.lowerBound, count: part.count)
    }
}
