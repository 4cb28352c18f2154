import Foundation

/// WAV files, byte by byte (Microsoft, "Multiple Channel Audio Data and WAVE Files"; RFC 2361).
enum WaveBytes {
    /// A RIFF file of these chunks; `size` is what its header says, if that is not true.
    static func file(_ chunks: [Data], size: UInt32? = nil) -> Data {
        let body = Data("WAVE".utf8) + chunks.reduce(Data(), +)
        return Data("RIFF".utf8) + bytes(size ?? UInt32(body.count)) + body
    }

    /// A chunk, with the byte that makes it even.
    static func chunk(_ name: String, _ contents: Data, size: UInt32? = nil) -> Data {
        Data(name.utf8) + bytes(size ?? UInt32(contents.count)) + contents + Data(count: contents.count % 2)
    }

    /// A `fmt ` chunk; `extra` follows the 16 bytes of PCM.
    static func format(
        _ format: UInt16 = 1, channels: UInt16 = 1, rate: UInt32 = 8000, bits: UInt16 = 16, extra: Data = Data()
    ) -> Data {
        let frame = channels * bits / 8
        return chunk(
            "fmt ",
            bytes(format) + bytes(channels) + bytes(rate) + bytes(rate * UInt32(frame)) + bytes(frame) + bytes(bits)
                + extra)
    }

    /// What WAVE_FORMAT_EXTENSIBLE has beyond PCM: 22 bytes follow, 16 bits are used, one speaker, the format's GUID.
    static func subformat(_ format: UInt16) -> Data {
        bytes(UInt16(22)) + bytes(UInt16(16)) + bytes(UInt32(4)) + bytes(format)
            + Data([0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71])
    }

    /// So many samples, all of one value.
    static func samples(_ count: Int, of value: Int16) -> Data {
        Array(repeating: value.littleEndian, count: count).withUnsafeBytes { Data($0) }
    }

    private static func bytes(_ value: some FixedWidthInteger) -> Data {
        withUnsafeBytes(of: value.littleEndian) { Data($0) }
    }
}
