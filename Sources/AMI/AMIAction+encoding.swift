extension AMIAction {
    /// The most bytes a line may have, CR and LF included (main/manager.c, `inbuf` and `get_input`).
    public static let maximumLineLength = 1_024
    /// The most headers an action may have, with `Action` and `ActionID` (manager.h, `AST_MAX_MANHEADERS`).
    public static let maximumHeaders = 128

    /// The action as it goes to Asterisk, blank line included.
    ///
    /// - Parameter id: the `ActionID`, without control characters.
    /// - Throws: `AMIEncodingError` for whatever Asterisk would not read back as it was meant.
    public func encoded(id: String) throws(AMIEncodingError) -> [UInt8] {
        guard fields.count + 2 <= Self.maximumHeaders else { throw .tooManyHeaders(fields.count + 2) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        try Self.append("Action", name, to: &bytes)
        try Self.append("ActionID", actionID ?? id, to: &bytes)
        for field in fields {
            guard !field.isReserved else { throw .reservedName(field.name) }
            try Self.append(field.name, field.value, to: &bytes)
        }
        bytes.append(contentsOf: "\r\n".utf8)
        return bytes
    }

    private static func append(_ name: String, _ value: String, to bytes: inout [UInt8]) throws(AMIEncodingError) {
        guard !name.isEmpty, !name.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0.endsLine }) else {
            throw .invalidName(name)
        }
        guard !value.utf8.contains(where: \.endsLine) else { throw .controlCharacter(field: name) }
        let start = bytes.count
        bytes.append(contentsOf: name.utf8)
        bytes.append(contentsOf: ": ".utf8)
        bytes.append(contentsOf: value.utf8)
        bytes.append(contentsOf: "\r\n".utf8)
        guard bytes.count - start <= maximumLineLength else { throw .tooLong(field: name) }
    }
}

extension AMIAction.Field {
    /// Whether the connection writes this header itself.
    fileprivate var isReserved: Bool {
        name.utf8.equalsIgnoringCase("Action".utf8) || name.utf8.equalsIgnoringCase("ActionID".utf8)
    }
}

extension UInt8 {
    /// CR and LF end a line for Asterisk, NUL ends it too soon.
    fileprivate var endsLine: Bool {
        self == UInt8(ascii: "\r") || self == UInt8(ascii: "\n") || self == 0
    }
}
