extension Collection<UInt8> {
    /// Whether this is `[A-Za-z_][A-Za-z0-9_]*`: what a channel variable or an application may be called.
    var isVariableName: Bool {
        guard let first, !first.isASCIIDigit else { return false }
        return allSatisfy { $0.isASCIIWord }
    }
}

extension BidirectionalCollection<UInt8> {
    /// A line read up to its LF, without the CR that may stand before it.
    var droppingFinalCR: SubSequence {
        last == UInt8(ascii: "\r") ? dropLast() : self[...]
    }
}

extension UInt8 {
    /// `0`…`9`.
    var isASCIIDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }

    /// A letter, a digit or `_`.
    var isASCIIWord: Bool {
        isASCIIDigit || UInt8(ascii: "a")...UInt8(ascii: "z") ~= self
            || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self || self == UInt8(ascii: "_")
    }
}
