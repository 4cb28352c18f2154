/// A length of time in whole seconds, written with its unit as in the office file: `20s`, `5m`, `2h`.
public struct Seconds: Sendable, Hashable, Comparable {
    /// The number of seconds, never negative.
    public let count: Int

    /// A length of `count` seconds; a negative one becomes zero.
    public init(_ count: Int) {
        self.count = max(0, count)
    }

    /// Reads `20s`, `5m` or `2h`; `nil` for anything else, a bare number included, and for more than a day.
    public init?(_ text: some StringProtocol) {
        guard let unit = text.last, let factor = ["s": 1, "m": 60, "h": 3_600][unit],
            let amount = Int(text.dropLast()), (0...86_400).contains(amount), amount * factor <= 86_400,
            text.dropLast().allSatisfy(\.isASCIIDigit)
        else { return nil }
        self.init(amount * factor)
    }

    /// Both one after the other.
    public static func + (left: Seconds, right: Seconds) -> Seconds { Seconds(left.count + right.count) }

    /// The shorter of the two comes first.
    public static func < (left: Seconds, right: Seconds) -> Bool { left.count < right.count }
}

extension Seconds: CustomStringConvertible {
    /// The largest unit that divides it: `90s`, `5m`, `1h`.
    public var description: String {
        if count > 0, count.isMultiple(of: 3_600) { return "\(count / 3_600)h" }
        if count > 0, count.isMultiple(of: 60) { return "\(count / 60)m" }
        return "\(count)s"
    }
}

extension Seconds: TextCodable {
    init?(text: String) { self.init(text) }
}
