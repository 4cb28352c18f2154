import Foundation
import Testing

@testable import SwitchboardServer

@Suite("a recording becomes a prompt") struct PromptFileTests {
    /// Half a second that is loud enough, as bytes.
    static let sound = WaveBytes.samples(4000, of: 8000)
    static let plain = WaveBytes.file([WaveBytes.format(), WaveBytes.chunk("data", sound)])

    static let good: [(String, Data)] = [
        ("plain", plain),
        (
            "a fmt chunk of 18",
            WaveBytes.file([WaveBytes.format(extra: Data(count: 2)), WaveBytes.chunk("data", sound)])
        ),
        (
            "chunks before, one of odd size",
            WaveBytes.file([
                WaveBytes.chunk("bext", Data(count: 602)), WaveBytes.chunk("LIST", Data("INFOabc".utf8)),
                WaveBytes.format(), WaveBytes.chunk("fact", Data(count: 4)), WaveBytes.chunk("data", sound),
            ])
        ),
        (
            "chunks after",
            WaveBytes.file([
                WaveBytes.format(), WaveBytes.chunk("data", sound),
                WaveBytes.chunk("LIST", Data(repeating: 9, count: 99)),
            ])
        ),
        (
            "extensible",
            WaveBytes.file([
                WaveBytes.format(0xFFFE, extra: WaveBytes.subformat(1)), WaveBytes.chunk("data", sound),
            ])
        ),
        ("size 0", WaveBytes.file([WaveBytes.format(), WaveBytes.chunk("data", sound, size: 0)])),
        ("size of ffmpeg", WaveBytes.file([WaveBytes.format(), WaveBytes.chunk("data", sound, size: .max)])),
        ("size of espeak-ng", WaveBytes.file([WaveBytes.format(), WaveBytes.chunk("data", sound, size: 0x7FFF_F000)])),
        ("half a sample too much", WaveBytes.file([WaveBytes.format(), WaveBytes.chunk("data", sound + [7])])),
        (
            "a wrong size of the whole",
            WaveBytes.file([WaveBytes.format(), WaveBytes.chunk("data", sound)], size: .max)
        ),
        ("a part of something larger", (Data([1, 2, 3]) + plain).dropFirst(3)),
    ]

    @Test("is read, and installed with a header of 44 bytes", arguments: good)
    func reads(what: String, data: Data) throws {
        let prompt = try PromptFile(contentsOf: data, name: "welcome.wav")
        #expect(prompt.duration == 0.5, "\(what)")
        #expect(prompt.canonical == Self.plain, "\(what)")
        #expect(prompt.canonical.count == 44 + 8000)
    }

    static let bad: [(Data, PromptFileError.Problem)] = [
        (Data(), .notWave),
        (Data("RIFF".utf8), .notWave),
        (Data("ID3".utf8) + plain, .notWave),
        (Data("RIFX".utf8) + plain.dropFirst(4), .notWave),
        (Data("RIFF\0\0\0\0AVI ".utf8), .notWave),
        (WaveBytes.file([]), .noSound),
        (WaveBytes.file([WaveBytes.format()]), .noSound),
        (WaveBytes.file([WaveBytes.format(), Data("dat".utf8)]), .noSound),
        (WaveBytes.file([WaveBytes.format(), WaveBytes.chunk("LIST", sound, size: .max)]), .noSound),
        (WaveBytes.file([WaveBytes.chunk("data", sound), WaveBytes.format()]), .damagedFormat),
        (WaveBytes.file([WaveBytes.chunk("fmt ", Data(count: 14)), WaveBytes.chunk("data", sound)]), .damagedFormat),
        (WaveBytes.file([WaveBytes.chunk("fmt ", Data(count: 16), size: 999)]), .damagedFormat),
        (plain.dropLast(4000), .cutOff(0.25, of: 0.5)),
        (plain.dropLast(1), .cutOff(3999.0 / 8000, of: 0.5)),
        (plain.prefix(44), .cutOff(0, of: 0.5)),
        (WaveBytes.file([WaveBytes.format(), WaveBytes.chunk("data", Data())]), .tooShort(0)),
        (coded(as: 1, channels: 2), .encoding(.init(format: 1, channels: 2, rate: 8000, bits: 16))),
        (coded(as: 1, rate: 44_100), .encoding(.init(format: 1, channels: 1, rate: 44_100, bits: 16))),
        // Asterisk's wav16, which needs another file name extension.
        (coded(as: 1, rate: 16_000), .encoding(.init(format: 1, channels: 1, rate: 16_000, bits: 16))),
        (coded(as: 1, bits: 8), .encoding(.init(format: 1, channels: 1, rate: 8000, bits: 8))),
        (coded(as: 3, bits: 32), .encoding(.init(format: 3, channels: 1, rate: 8000, bits: 32))),
        (coded(as: 7, bits: 8), .encoding(.init(format: 7, channels: 1, rate: 8000, bits: 8))),
        (
            coded(as: 0xFFFE, bits: 16, extra: WaveBytes.subformat(3)),
            .encoding(.init(format: 3, channels: 1, rate: 8000, bits: 16))
        ),
        // An extension that ends too soon, or names a format of somebody's own.
        (
            coded(as: 0xFFFE, bits: 16, extra: WaveBytes.subformat(1).dropLast(1)),
            .encoding(.init(format: 0xFFFE, channels: 1, rate: 8000, bits: 16))
        ),
        (
            coded(as: 0xFFFE, bits: 16, extra: WaveBytes.subformat(1).dropLast(1) + [0]),
            .encoding(.init(format: 0xFFFE, channels: 1, rate: 8000, bits: 16))
        ),
    ]

    static func coded(
        as format: UInt16, channels: UInt16 = 1, rate: UInt32 = 8000, bits: UInt16 = 16, extra: Data = Data()
    ) -> Data {
        WaveBytes.file([
            WaveBytes.format(format, channels: channels, rate: rate, bits: bits, extra: extra),
            WaveBytes.chunk("data", sound),
        ])
    }

    @Test("is refused", arguments: bad)
    func refuses(data: Data, problem: PromptFileError.Problem) {
        #expect(throws: PromptFileError(file: "greeting.wav", problem: problem)) {
            try PromptFile(contentsOf: data, name: "greeting.wav")
        }
    }

    @Test("neither shorter than 0.1 s nor longer than 5 minutes", arguments: [(800, 799), (2_400_000, 2_400_001)])
    func durations(allowed: Int, refused: Int) throws {
        func file(_ count: Int, size: UInt32? = nil) -> Data {
            WaveBytes.file([
                WaveBytes.format(), WaveBytes.chunk("data", WaveBytes.samples(count, of: 8000), size: size),
            ])
        }
        let prompt = try PromptFile(contentsOf: file(allowed), name: "a.wav")
        #expect(prompt.duration == Double(allowed) / 8000)
        let seconds = Double(refused) / 8000
        let problem: PromptFileError.Problem = refused < allowed ? .tooShort(seconds) : .tooLong(seconds)
        for size in [nil, UInt32.max] {
            #expect(throws: PromptFileError(file: "a.wav", problem: problem)) {
                try PromptFile(contentsOf: file(refused, size: size), name: "a.wav")
            }
        }
    }

    @Test("of a long file the beginning is enough to refuse it")
    func beginning() {
        let data = WaveBytes.file([WaveBytes.format(), WaveBytes.chunk("data", Self.sound, size: 16_000_000)])
        #expect(throws: PromptFileError(file: "a.wav", problem: .tooLong(1000))) {
            try PromptFile(contentsOf: data, name: "a.wav")
        }
    }

    /// -50 dBFS is 32,768 × 10^(-50/20) = 103.6.
    @Test(
        "one sample of -50 dBFS is enough",
        arguments: [(104, true), (-104, true), (-32_768, true), (103, false), (-103, false), (0, false)]
            as [(Int16, Bool)])
    func silence(sample: Int16, isHeard: Bool) {
        let data = WaveBytes.file([
            WaveBytes.format(), WaveBytes.chunk("data", Data(count: 1600) + WaveBytes.samples(1, of: sample)),
        ])
        #expect(((try? PromptFile(contentsOf: data, name: "a.wav")) != nil) == isHeard)
    }

    @Test(
        "an error says what was found and what to do",
        arguments: [
            (
                "greeting.wav", coded(as: 1, channels: 2, rate: 44_100),
                "greeting.wav: 44,100 Hz stereo; Asterisk plays 8,000 Hz mono, 16 bit PCM: "
                    + "sox greeting.wav -r 8000 -c 1 -b 16 -e signed-integer out.wav"
            ),
            (
                "my file's.wav", coded(as: 3, channels: 6, rate: 48_000, bits: 32),
                "my file's.wav: 48,000 Hz 6 channels, 32 bit, floating point; Asterisk plays 8,000 Hz mono, 16 bit PCM: "
                    + #"sox 'my file'\''s.wav' -r 8000 -c 1 -b 16 -e signed-integer out.wav"#
            ),
            (
                "-n.wav", coded(as: 1, rate: 16_000),
                "-n.wav: 16,000 Hz mono; Asterisk plays 8,000 Hz mono, 16 bit PCM: "
                    + "sox ./-n.wav -r 8000 -c 1 -b 16 -e signed-integer out.wav"
            ),
            ("a.wav", plain.dropLast(4000), "a.wav: cut off: 0.25 s of 0.5 s are there; copy it again"),
            (
                "a.wav", WaveBytes.file([WaveBytes.format(), WaveBytes.chunk("data", Data(count: 1600))]),
                "a.wav: silent: every sample is 0; a prompt reaches at least -50 dBFS: record it again, or make it louder"
            ),
            (
                "a.wav",
                WaveBytes.file([WaveBytes.format(), WaveBytes.chunk("data", WaveBytes.samples(800, of: 103))]),
                "a.wav: silent: it peaks at -51 dBFS; a prompt reaches at least -50 dBFS: record it again, or make it louder"
            ),
        ])
    func text(name: String, data: Data, text: String) {
        let error = #expect(throws: PromptFileError.self) { try PromptFile(contentsOf: data, name: name) }
        #expect(error?.description == text)
    }
}
