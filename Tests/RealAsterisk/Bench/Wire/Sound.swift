import Foundation

/// What a party heard in a stretch of time, in blocks of 100 ms.
public struct Sound: Sendable {
    /// Five packets of 20 ms.
    struct Block: Sendable {
        let time: WireTime
        let samples: [Float]
    }

    /// The first moment.
    public let start: WireTime
    /// The last.
    public let end: WireTime
    private(set) var blocks: [Block]
    /// All of it, in which prompts are looked for.
    let stream: AudioStream
    let prompts: PromptLibrary
    /// When packets with sound in them arrived.
    let loudPackets: [WireTime]
    /// Longest time between two packets of audio, in seconds: 0.02 is the ideal.
    public let longestGap: Double

    /// Below this a block or packet is silence: -46 dB of full scale; tones here have -16.
    static let silence: Float = 0.005

    init(_ stream: AudioStream, from start: WireTime, to end: WireTime, prompts: PromptLibrary) {
        self.start = start
        self.end = end
        self.stream = stream
        self.prompts = prompts
        let packets = stream.packets(from: start, to: end)
        var blocks: [Block] = []
        var loud: [WireTime] = []
        var gathered: [Float] = []
        var gap = 0.0
        var previous: WireTime?
        for packet in packets {
            let samples = stream.samples(of: packet)
            if Self.loudness(samples) > Self.silence { loud.append(packet.time) }
            gap = max(gap, previous.map { packet.time - $0 } ?? 0)
            previous = packet.time
            gathered += samples
            if gathered.count >= 800 {
                blocks.append(Block(time: packet.time, samples: Array(gathered.prefix(800))))
                gathered.removeAll()
            }
        }
        self.blocks = blocks
        loudPackets = loud
        longestGap = gap
    }

    /// Seconds of audio that arrived, in whole blocks: as long as the time itself on a machine that keeps up. A virtual
    /// machine whose processors are taken away sends less, with gaps; so tones are a share of what arrived, and how
    /// much arrived is asked apart.
    public var audio: Double { Double(blocks.count) * 0.1 }

    /// The part of the audio, 0 to 1, in which every tone is there and they make up most of it.
    public func share(of tones: [Tone]) -> Double {
        guard !blocks.isEmpty else { return 0 }
        return Double(blocks.count { Self.holds(tones, $0.samples) }) / Double(blocks.count)
    }

    /// Whether the tone is in most of the audio, alone or together with others, and there is audio for a tenth of the
    /// time at least.
    public func has(_ tone: Tone) -> Bool {
        guard !blocks.isEmpty, audio > (end - start) / 10 else { return false }
        return Double(blocks.count { Self.power(tone, $0.samples) > 0.2 }) / Double(blocks.count) > 0.8
    }

    /// The newest blocks only.
    func last(seconds: Double) -> Sound {
        var newest = self
        newest.blocks = blocks.suffix(Int(seconds / 0.1))
        return newest
    }

    /// Whether the tone is there at any time.
    public func everHas(_ tone: Tone) -> Bool { blocks.contains { Self.power(tone, $0.samples) > 0.2 } }

    /// 440 + 480 Hz at any time.
    public var hasRingback: Bool { blocks.contains { Self.holds(Tone.ringback, $0.samples) } }

    /// 350 + 440 Hz at any time.
    public var hasDialTone: Bool { blocks.contains { Self.holds(Tone.dialTone, $0.samples) } }

    /// When the last packet with sound in it arrived; nil: there was nothing but silence, or nothing at all.
    public var lastLoud: WireTime? { loudPackets.last }

    /// Seconds; missing packets are silence.
    public var longestSilence: Double {
        let edges = [start] + loudPackets + [end]
        return max(0, (zip(edges, edges.dropFirst()).map { $1 - $0 }.max() ?? 0) - 0.02)
    }
}

extension Sound {
    private static func holds(_ tones: [Tone], _ samples: [Float]) -> Bool {
        let powers = tones.map { power($0, samples) }
        return powers.allSatisfy { $0 > 0.6 / Float(2 * tones.count) } && powers.reduce(0, +) > 0.6
    }

    /// The tone's part of the block's energy, 0 to 1, by Goertzel's algorithm; 0 in silence.
    static func power(_ tone: Tone, _ samples: [Float]) -> Float {
        let energy = samples.reduce(0) { $0 + $1 * $1 }
        guard loudness(samples) > silence else { return 0 }
        let coefficient = 2 * cos(2 * Float.pi * Float(tone.frequency) / 8_000)
        var (last, before): (Float, Float) = (0, 0)
        for sample in samples { (last, before) = (sample + coefficient * last - before, last) }
        let square = last * last + before * before - coefficient * last * before
        return square * 2 / Float(samples.count) / energy
    }

    /// Root mean square, full scale 1.
    static func loudness(_ samples: [Float]) -> Float {
        guard !samples.isEmpty else { return 0 }
        return (samples.reduce(0) { $0 + $1 * $1 } / Float(samples.count)).squareRoot()
    }
}
