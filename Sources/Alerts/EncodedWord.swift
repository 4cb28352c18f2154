import Foundation

/// Text in a header: as it is where that is safe, else as encoded words (RFC 2047).
enum EncodedWord {
    /// Bytes of text in one word: with `=?utf-8?B?` and `?=` it has the 75 characters that RFC 2047 §2 allows.
    private static let bytes = 45
    /// What a plain header line may have: one line of at most 78 characters, with the name in front (RFC 5322 §2.1.1).
    private static let plain = 60

    /// The text for a header, folded; control characters and line ends have become spaces.
    static func header(_ text: String) -> String {
        let line = oneLine(text)
        guard !isPlain(line) else { return line }
        return words(line).map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// The same for a name in front of an address: RFC 5322's phrase takes letters, digits and spaces without quotes.
    static func phrase(_ text: String) -> String {
        let line = oneLine(text)
        let isAtoms =
            line.utf8.count <= plain && line.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == " ") }
        guard !isAtoms else { return line }
        return words(line).map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// Without what ends a line or is not seen (Unicode's Cc, Cf, Zl, Zp).
    static func oneLine(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: " "
            default: scalar
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// Printable ASCII that no reader takes for an encoded word.
    private static func isPlain(_ line: String) -> Bool {
        line.utf8.count <= plain && line.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !line.contains("=?")
    }

    /// Each a whole number of characters as Unicode counts them in scalars: a word is decoded by itself (RFC 2047 §5).
    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        var count = 0
        for scalar in line.unicodeScalars {
            let size = UTF8.width(scalar)
            if count + size > bytes {
                words.append(String(word))
                (word, count) = (.init(), 0)
            }
            word.append(scalar)
            count += size
        }
        return words + [String(word)]
    }
}
