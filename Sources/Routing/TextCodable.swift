/// A value that is stored as the one word an administrator writes for it.
protocol TextCodable: Codable, CustomStringConvertible {
    init?(text: String)
}

extension TextCodable {
    /// Reads the word; an unreadable one is a `DecodingError`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Self(text: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "unreadable \(Self.self): \(text)")
        }
        self = value
    }

    /// Writes the word.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Character {
    /// 0 to 9 and nothing else; `isNumber` would also take other scripts' digits, and the range alone a digit with a
    /// combining mark, which sorts between two digits.
    var isASCIIDigit: Bool { isASCII && ("0"..."9").contains(self) }
    /// What may stand in names of devices, prompts and mailboxes.
    var isASCIIWord: Bool { isASCII && (isLetter || isASCIIDigit) }
}
