import Foundation

/// The chunks of a RIFF/WAVE file that matter: how the sound is coded, and the sound.
struct WaveFile {
    /// The `fmt ` chunk.
    struct Encoding: Sendable, Hashable {
        /// WAVE_FORMAT_PCM.
        static let pcm: UInt16 = 1
        private static let extensible: UInt16 = 0xFFFE
        /// KSDATAFORMAT_SUBTYPE_*: any format's code, then these bytes.
        private static let subformatTail: [UInt8] = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]

        /// The format's code; that of the subformat where the file is WAVE_FORMAT_EXTENSIBLE.
        var format: UInt16
        /// 1 is mono, 2 is stereo.
        var channels: Int
        /// Samples a second.
        var rate: Int
        /// Bits a sample.
        var bits: Int
    }

    /// How the sound is coded.
    let encoding: Encoding
    /// The sound, as far as it is there.
    let sound: Data
    /// How many bytes of sound the header tells of; `nil` when its writer did not know.
    let announced: Int?

    /// Walks through the chunks. The size in the RIFF header is not looked at: Asterisk does not either, and writers to
    /// a pipe leave it wrong.
    init(_ data: Data) throws(PromptFileError.Problem) {
        var rest = data
        guard let riff = rest.take(4), let _ = rest.take(4), let wave = rest.take(4), riff == Data("RIFF".utf8),
            wave == Data("WAVE".utf8)
        else { throw .notWave }
        var encoding: Encoding?
        while let name = rest.take(4), let size = rest.take(4)?.littleEndian(UInt32.self) {
            switch name {
            case Data("fmt ".utf8):
                guard let chunk = rest.take(Int(size)), let read = Encoding(chunk) else { throw .damagedFormat }
                encoding = read
            case Data("data".utf8):
                guard let encoding else { throw .damagedFormat }
                self.encoding = encoding
                announced = Self.isUnknown(size) ? nil : Int(size)
                sound = rest.prefix(announced ?? rest.count)
                return
            default:
                guard rest.take(Int(size)) != nil else { throw .noSound }
            }
            // A chunk of odd size is followed by a byte that it does not count.
            if size % 2 == 1 { _ = rest.take(1) }
        }
        throw .noSound
    }

    /// Writers that do not know the size when they begin leave 0, 0xFFFFFFFF (ffmpeg) or a little under 0x7FFFFFFF (sox,
    /// espeak-ng).
    private static func isUnknown(_ size: UInt32) -> Bool {
        size == 0 || size == .max || (0x7FFF_0000...0x7FFF_FFFF).contains(size)
    }
}

extension WaveFile.Encoding {
    /// Reads the chunk's contents; `nil` when it is too short.
    fileprivate init?(_ chunk: Data) {
        var rest = chunk
        guard let format = rest.take(2)?.littleEndian(UInt16.self),
            let channels = rest.take(2)?.littleEndian(UInt16.self),
            let rate = rest.take(4)?.littleEndian(UInt32.self),
            let _ = rest.take(6), let bits = rest.take(2)?.littleEndian(UInt16.self)
        else { return nil }
        self.init(format: format, channels: Int(channels), rate: Int(rate), bits: Int(bits))
        // The size of the extension, the bits that are used, where the channels stand: 8 bytes before the subformat.
        guard format == Self.extensible, let _ = rest.take(8), let code = rest.take(2)?.littleEndian(UInt16.self),
            rest.take(14) == Data(Self.subformatTail)
        else { return }
        self.format = code
    }
}

extension Data {
    /// Takes so many bytes off the front; `nil`, and nothing taken, when there are fewer.
    fileprivate mutating func take(_ count: Int) -> Data? {
        guard self.count >= count else { return nil }
        defer { self = dropFirst(count) }
        return prefix(count)
    }

    fileprivate func littleEndian<Value: FixedWidthInteger & UnsignedInteger>(_ type: Value.Type) -> Value {
        reversed().reduce(0) { $0 << 8 | Value($1) }
    }
}
