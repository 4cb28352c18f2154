/// A switch of the office file that is off unless written: stored only where it is on, so that what an earlier version
/// stored reads the same.
@propertyWrapper
public struct OffByDefault: Sendable, Hashable, Codable {
    /// Whether it is on.
    public var wrappedValue: Bool

    /// Off, unless said otherwise.
    public init(wrappedValue: Bool = false) {
        self.wrappedValue = wrappedValue
    }

    /// Reads `true` or `false`.
    public init(from decoder: any Decoder) throws {
        wrappedValue = try decoder.singleValueContainer().decode(Bool.self)
    }

    /// Writes `true` or `false`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue)
    }
}

extension KeyedDecodingContainer {
    func decode(_ type: OffByDefault.Type, forKey key: Key) throws -> OffByDefault {
        try decodeIfPresent(type, forKey: key) ?? OffByDefault()
    }
}

extension KeyedEncodingContainer {
    mutating func encode(_ value: OffByDefault, forKey key: Key) throws {
        if value.wrappedValue { try encode(true, forKey: key) }
    }
}
