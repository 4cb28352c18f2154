import Foundation

/// A recording that Asterisk can play: 16 bit PCM, mono, 8,000 Hz (format_wav.c, `check_header_fmt`).
///
/// Files are read more tolerantly than Asterisk does: extra chunks, WAVE_FORMAT_EXTENSIBLE and writers that did not know
/// the size beforehand. What is installed is `canonical`.
public struct PromptFile: Sendable, Hashable {
    /// Samples a second.
    static let rate = 8000
    /// What may be spoken: shorter is a click, longer is no prompt. Seconds.
    static let durations = 0.1...300.0
    /// A file whose loudest sample is below this is silent. dBFS.
    static let quietest = -50.0
    /// More of a file need not be read to judge it: five minutes are 4.8 MB. Bytes.
    public static let largest = 16 << 20

    /// The sound: 16 bit little-endian samples.
    private let sound: Data

    /// Reads a WAV file and checks that it can be a prompt.
    ///
    /// - Parameters:
    ///   - data: the whole file, or its first `largest` bytes.
    ///   - name: what the file is called, for the error.
    public init(contentsOf data: Data, name: String) throws(PromptFileError) {
        do throws(PromptFileError.Problem) {
            sound = try Self.sound(of: WaveFile(data))
        } catch {
            throw PromptFileError(file: name, problem: error)
        }
    }

    /// How long it is, in seconds.
    public var duration: Double { Double(sound.count / 2) / Double(Self.rate) }

    /// The file as it is installed: a header of 44 bytes, then the sound.
    ///
    /// Asterisk takes the sound's length for the place in the file where the sound ends (format_wav.c, `wav_read`): as
    /// many bytes as stand before the sound are missing at its end. With 44 bytes that is 3 ms; with a picture in front
    /// it would be words (seen: 40,000 bytes in front, the last 2.5 s not played).
    public var canonical: Data {
        let bytes = UInt32(sound.count)
        var file = Data("RIFF".utf8)
        file.append(littleEndian: 36 + bytes)
        file.append(Data("WAVEfmt ".utf8))
        file.append(littleEndian: UInt32(16))
        file.append(littleEndian: WaveFile.Encoding.pcm)
        file.append(littleEndian: UInt16(1))
        file.append(littleEndian: UInt32(Self.rate))
        file.append(littleEndian: UInt32(Self.rate * 2))
        file.append(littleEndian: UInt16(2))
        file.append(littleEndian: UInt16(16))
        file.append(Data("data".utf8))
        file.append(littleEndian: bytes)
        file.append(sound)
        return file
    }

    private static func sound(of file: WaveFile) throws(PromptFileError.Problem) -> Data {
        let encoding = file.encoding
        guard encoding.format == WaveFile.Encoding.pcm, encoding.bits == 16, encoding.channels == 1,
            encoding.rate == rate
        else { throw .encoding(encoding) }
        let announced = Double((file.announced ?? file.sound.count) / 2) / Double(rate)
        guard announced <= durations.upperBound else { throw .tooLong(announced) }
        let sound = file.sound.prefix(file.sound.count / 2 * 2)
        let seconds = Double(sound.count / 2) / Double(rate)
        if let size = file.announced, file.sound.count < size { throw .cutOff(seconds, of: announced) }
        guard seconds >= durations.lowerBound else { throw .tooShort(seconds) }
        let peak = 20 * log10(Double(peak(of: sound)) / 32_768)
        guard peak >= quietest else { throw .silent(peak) }
        return Data(sound)
    }

    /// The largest distance of a sample from silence: 0 to 32,768.
    private static func peak(of sound: Data) -> Int {
        sound.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count - 1, by: 2).reduce(0) { peak, index in
                max(peak, abs(Int(Int16(bitPattern: UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8))))
            }
        }
    }
}

extension Data {
    fileprivate mutating func append(littleEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
