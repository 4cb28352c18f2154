/// Who is calling, as a rule of a number asks for it.
public enum CallerMatch: Sendable, Hashable {
    /// One number, E.164 with the plus.
    case number(String)
    /// Every number that begins so: `+7495*`.
    case prefix(String)
    /// Every number of a country, ISO 3166-1 alpha-2: `country DE`.
    case country(String)
    /// `abroad`: a number of another country than the office's.
    case abroad
    /// `anonymous`: no number is shown.
    case anonymous
    /// `list vip`: a number of a caller list.
    case list(String)

    /// How callers are written, for messages to the administrator.
    public static let forms = "a number · a prefix like +7495* · country DE · abroad · anonymous · list NAME"

    /// Reads one of the ``forms``. Whether number, country and list exist is not asked here.
    public init?(_ text: String) {
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        switch (words.first, words.count == 2 ? words[1] : nil) {
        case ("abroad", nil): self = .abroad
        case ("anonymous", nil): self = .anonymous
        case ("country", let code?): self = .country(code)
        case ("list", let name?): self = .list(name)
        default:
            if text.hasSuffix("*") {
                let digits = text.dropLast()
                guard digits.first == "+", (2...16).contains(digits.count),
                    digits.dropFirst().allSatisfy(\.isASCIIDigit)
                else { return nil }
                self = .prefix(String(digits))
            } else {
                guard text.contains(where: \.isASCIIDigit), !text.contains(where: \.isLetter) else { return nil }
                self = .number(text)
            }
        }
    }
}

extension CallerMatch: TextCodable {
    init?(text: String) { self.init(text) }

    /// As it is written.
    public var description: String {
        switch self {
        case .number(let number): number
        case .prefix(let digits): digits + "*"
        case .country(let code): "country \(code)"
        case .abroad: "abroad"
        case .anonymous: "anonymous"
        case .list(let name): "list \(name)"
        }
    }
}

/// The callers a rule is for: any of these.
public struct CallerCondition: Sendable, Hashable {
    /// At least one.
    public var anyOf: [CallerMatch]

    /// A condition of these.
    public init(anyOf: [CallerMatch]) {
        self.anyOf = anyOf
    }
}

extension CallerCondition: Codable {
    /// Version 0.1 stored `{"numbers": {"_0": […]}}` or `{"abroad": {}}`.
    private struct Earlier: Decodable {
        struct Numbers: Decodable {
            let _0: [String]
        }
        let numbers: Numbers?
    }

    /// Reads the list.
    public init(from decoder: any Decoder) throws {
        if let matches = try? decoder.singleValueContainer().decode([CallerMatch].self) {
            self.init(anyOf: matches)
        } else {
            let earlier = try Earlier(from: decoder)
            self.init(anyOf: earlier.numbers?._0.map(CallerMatch.number) ?? [.abroad])
        }
    }

    /// Writes the list.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(anyOf)
    }
}
