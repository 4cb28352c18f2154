/// The digits of a number as somebody wrote or keyed it, with `+` in front if it was there; nothing else is let through.
struct WrittenNumber {
    /// The longest text looked at, in bytes: a prefix, 15 digits (ITU-T E.164) and generous punctuation.
    static let longestText = 40

    /// `+` and digits, or digits.
    let text: String

    /// `nil`: something in it belongs to no telephone number.
    init?(_ written: String) {
        guard written.utf8.count <= Self.longestText else { return nil }
        var digits: [UInt8] = []
        for byte in written.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte)
            case UInt8(ascii: "+") where digits.isEmpty: digits.append(byte)
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "("),
                UInt8(ascii: ")"):
                continue
            default: return nil
            }
        }
        guard digits.contains(where: \.isDigit) else { return nil }
        text = String(decoding: digits, as: UTF8.self)
    }

    /// `00` read as "international", in the form with `+`; `nil` when it does not begin so. No country code begins with 0.
    var afterDoubleZero: String? {
        guard text.hasPrefix("00"), text.dropFirst(2).first.map({ $0 != "0" }) == true else { return nil }
        return "+" + text.dropFirst(2)
    }
}
