import Foundation

/// Sounds as Asterisk keeps them: PCM, 16 bit, mono, 8 kHz, in a RIFF file.
enum WAV {
    /// The samples, full scale 1.
    /// - Parameter seconds: how much of the beginning is wanted.
    /// - Throws: `BenchError` when the file is missing or anything else.
    static func samples(of file: URL, first seconds: Double = .infinity) throws -> [Float] {
        let wanted = seconds.isFinite ? Int(seconds * 8_000) : Int.max / 4
        guard let handle = try? FileHandle(forReadingFrom: file) else { throw BenchError("there is no \(file.path)") }
        defer { try? handle.close() }
        // Asterisk's own and sox's have 44 bytes before the first sample; others write what a few hundred hold.
        let most = seconds.isFinite ? wanted * 2 + 1_024 : Int.max
        let data = try handle.read(upToCount: most) ?? Data()
        return try [UInt8](data).withUnsafeBytes { bytes in
            guard let content = content(of: bytes) else {
                throw BenchError("\(file.path) is no WAV of 16 bit, mono, 8 kHz")
            }
            let count = min(content.count / 2, wanted)
            return [Float](unsafeUninitializedCapacity: count) { samples, initialized in
                var index = 0
                // Not a map: tests are built without optimisation, and sounds are long.
                while index < count {
                    let sample = bytes.loadUnaligned(fromByteOffset: content.lowerBound + index * 2, as: Int16.self)
                    samples[index] = Float(Int16(littleEndian: sample)) / 32_768
                    index += 1
                }
                initialized = count
            }
        }
    }

    /// Writes samples, full scale 1.
    static func write(_ samples: [Float], to file: URL) throws {
        let bytes = samples.flatMap { sample in
            let value = UInt16(bitPattern: Int16(sample * 32_767))
            return [UInt8(value & 255), UInt8(value >> 8)]
        }
        let little = { (number: Int) in (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
        var data = Data("RIFF".utf8) + little(36 + bytes.count) + Data("WAVEfmt ".utf8) + little(16)
        data += [1, 0, 1, 0] + little(8_000) + little(16_000) + [2, 0, 16, 0] + Data("data".utf8)
        try (data + little(bytes.count) + bytes).write(to: file)
    }

    /// Where the samples are, unless it is another format. While Asterisk still records, the length is 0: then all
    /// that is there.
    private static func content(of bytes: UnsafeRawBufferPointer) -> Range<Int>? {
        let number = { (at: Int) in Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)))
        }
        let isName = { (at: Int, name: String) in bytes[at..<at + 4].elementsEqual(name.utf8) }
        guard bytes.count >= 12, isName(0, "RIFF"), isName(8, "WAVE") else { return nil }
        var position = 12
        var isFormatKnown = false
        while position + 8 <= bytes.count {
            let length = number(position + 4)
            let start = position + 8
            if isName(position, "fmt "), start + 16 <= bytes.count {
                // PCM and one channel; 8,000 a second; 2 bytes and 16 bits a sample.
                guard number(start) == 0x0001_0001, number(start + 4) == 8_000, number(start + 12) == 0x0010_0002 else {
                    return nil
                }
                isFormatKnown = true
            } else if isName(position, "data") {
                let end = length == 0 ? bytes.count : min(bytes.count, start + length)
                return isFormatKnown ? start..<end : nil
            }
            position = start + length + length % 2
        }
        return nil
    }
}
