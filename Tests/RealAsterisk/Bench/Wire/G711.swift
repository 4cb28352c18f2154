/// The two codecs of ITU-T G.711, from byte to amplitude; full scale is 1.
enum G711 {
    static let ulaw: [Float] = (0..<256).map { code in
        let inverted = ~UInt8(code)
        let exponent = Int(inverted >> 4 & 7)
        let magnitude = (((Int(inverted & 15) << 3) + 0x84) << exponent) - 0x84
        return Float(inverted & 0x80 == 0 ? magnitude : -magnitude) / 32_768
    }

    /// The µ-law codes nearest to samples.
    static func ulawCodes(of samples: [Float]) -> [UInt8] {
        samples.map { sample in
            UInt8(ulaw.indices.min { abs(ulaw[$0] - sample) < abs(ulaw[$1] - sample) } ?? 0xFF)
        }
    }

    static let alaw: [Float] = (0..<256).map { code in
        let toggled = UInt8(code) ^ 0x55
        let exponent = Int(toggled >> 4 & 7)
        let mantissa = Int(toggled & 15) << 4
        let magnitude = exponent == 0 ? mantissa + 8 : (mantissa + 0x108) << (exponent - 1)
        return Float(toggled & 0x80 == 0 ? -magnitude : magnitude) / 32_768
    }
}
