import Foundation

extension RawCall {
    /// Keys digits as a telephone does (RFC 4733), also faster than the world's Asterisk can: at once, or with the answer
    /// when there is none yet. Silence is sent between them and for 0.5 s after the last one; then it returns.
    /// - Parameters:
    ///   - digits: 0-9, A-D, *, #.
    ///   - tone: how long each is, in seconds, 8 at most.
    ///   - gap: how long nothing is after each, in seconds.
    /// - Throws: `BenchError` when the call is refused or over, or with other characters.
    public func keys(_ digits: String, tone: Double = 0.1, gap: Double = 0.08) async throws {
        let codes = try digits.map { digit in
            guard let code = KeyedDigit.code(of: digit) else { throw BenchError("\(digit) is not on any telephone") }
            return code
        }
        let isKeyed = await withCheckedContinuation { continuation in
            whenAnswered { port in
                guard let port else { return continuation.resume(returning: false) }
                // A thread of its own: those that run tasks may be busy for longer than a digit is.
                Thread.detachNewThread { [self] in
                    let packets = state.withLock { $0.source.digits(codes, tone: tone, gap: gap) }
                    var due = Date()
                    for (wait, packet) in packets {
                        // What was late makes nothing early.
                        due = max(due, Date() - 0.005) + wait
                        Thread.sleep(until: due)
                        audio.send(packet, to: port)
                    }
                    continuation.resume(returning: true)
                }
            }
        }
        guard isKeyed else { throw BenchError("\(digits) cannot be keyed: the call is \(status)") }
    }
}

extension RTPSource {
    /// Packets, each with the seconds to wait before it.
    fileprivate mutating func digits(
        _ codes: [UInt8], tone: Double, gap: Double
    ) -> [(wait: Double, packet: [UInt8])] {
        var packets: [(Double, [UInt8])] = []
        var wait = 0.0
        for code in codes {
            // Repeated every 20 ms, and three times at the end (RFC 4733 sections 2.5.1.2 and 2.5.1.4).
            for part in Self.parts(of: tone) {
                packets.append((wait, event(code, duration: Self.samples(part.lowerBound), isEnd: false)))
                wait = part.upperBound - part.lowerBound
            }
            for _ in 0..<3 {
                packets.append((wait, event(code, duration: Self.samples(tone), isEnd: true)))
                wait = 0
            }
            timestamp &+= UInt32(Self.samples(tone))
            packets += silence(for: gap)
        }
        return packets + silence(for: 0.5)
    }

    private mutating func silence(for seconds: Double) -> [(Double, [UInt8])] {
        Self.parts(of: seconds).map { part in
            timestamp &+= UInt32(Self.samples(part.upperBound - part.lowerBound))
            return (part.upperBound - part.lowerBound, silence())
        }
    }

    /// Pieces of 20 ms, and what is left.
    private static func parts(of seconds: Double) -> [Range<Double>] {
        stride(from: 0, to: seconds - 0.001, by: 0.02).map { $0..<min($0 + 0.02, seconds) }
    }

    private static func samples(_ seconds: Double) -> UInt16 { UInt16(clamping: Int((seconds * 8_000).rounded())) }
}
