/// The addresses that mail goes to and comes from.
public enum MailAddress {
    /// Whether a text is one ASCII address without a name, a comment or quotes: what can stand in RCPT and in a header
    /// without being taken for more (RFC 5321 §4.1.2; dot-atoms only, 254 octets).
    public static func isValid(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2, (1...64).contains(parts[0].count), !parts[1].isEmpty else {
            return false
        }
        return isDotted(parts[0]) { isAlphanumeric($0) || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
            && isDotted(parts[1]) { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }

    /// The part behind the `@`.
    static func domain(of address: String) -> String {
        String(address[(address.lastIndex(of: "@").map(address.index(after:)) ?? address.startIndex)...])
    }

    private static func isDotted(_ text: Substring.UTF8View, _ isAllowed: (UInt8) -> Bool) -> Bool {
        text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.allSatisfy(isAllowed)
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}
