/// Writes one sender's RTP packets (RFC 3550 section 5.1): 20 ms of µ-law, or a part of a digit (RFC 4733).
struct RTPSource: Sendable {
    private let source = UInt32.random(in: 0 ... .max)
    private var sequence = UInt16.random(in: 0 ... .max)
    /// In samples. It goes on with the sender's clock, also while nothing but digits is sent.
    var timestamp = UInt32.random(in: 0 ... .max)

    /// 160 samples.
    mutating func silence() -> [UInt8] { audio([UInt8](repeating: 0xFF, count: 160)) }

    /// - Parameter codes: of µ-law.
    mutating func audio(_ codes: [UInt8]) -> [UInt8] { packet(payloadType: 0, payload: codes) }

    /// - Parameters:
    ///   - code: 0 to 15.
    ///   - duration: samples since the digit began.
    mutating func event(_ code: UInt8, duration: UInt16, isEnd: Bool) -> [UInt8] {
        // The volume is -10 dBm0.
        packet(
            payloadType: AudioStream.eventPayloadType,
            payload: [code, (isEnd ? 0x80 : 0) | 10, UInt8(duration >> 8), UInt8(duration & 255)])
    }

    private mutating func packet(payloadType: UInt8, payload: [UInt8]) -> [UInt8] {
        defer { sequence &+= 1 }
        let numbers = [timestamp, source].flatMap { number in
            stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
        }
        return [0x80, payloadType, UInt8(sequence >> 8), UInt8(sequence & 255)] + numbers + payload
    }
}
