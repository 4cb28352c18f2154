/// A digit that a party keyed, as the wire had it (RFC 4733).
public struct KeyedDigit: Sendable {
    /// 0-9, A-D, * or #.
    public let digit: Character
    /// Its first packet.
    public let began: WireTime
    /// The first of the packets that say it is over, which are sent three times (section 2.5.1.4).
    public let ended: WireTime
    /// Seconds, by its sender's count.
    public let tone: Double

    /// The events in the order of RFC 4733 table 7.
    private static let digits = Array("0123456789*#ABCD")

    /// Its event; nil when it is none.
    static func code(of digit: Character) -> UInt8? { digits.firstIndex(of: digit).map { UInt8($0) } }

    /// Puts packets together, in order of their digits. One without an end was not keyed to the end.
    static func digits(of events: [AudioStream.Event]) -> [KeyedDigit] {
        Dictionary(grouping: events) { [$0.source, $0.timestamp] }.values
            .compactMap { packets in
                guard let first = packets.first, let end = packets.first(where: \.isEnd),
                    digits.indices.contains(Int(first.code))
                else { return nil }
                return KeyedDigit(
                    digit: digits[Int(first.code)], began: first.time, ended: end.time,
                    tone: Double(end.duration) / 8_000)
            }
            .sorted { $0.began < $1.began }
    }
}

extension ObservedLeg {
    /// What its party has keyed so far.
    public var keyed: [KeyedDigit] {
        let dialog = dialog
        return wire.state.withLock { $0.record.digits(keyedIn: dialog) }
    }
}
