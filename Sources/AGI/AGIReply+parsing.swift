extension AGIReply {
    /// Reads a reply of one line, without its line end; nil if it is none.
    ///
    /// The forms are those of the `ast_agi_send` calls in res/res_agi.c: `200 result=1`,
    /// `200 result=1 (value)`, `200 result=0 endpos=8000`, `200 result=-1 (hangup) endpos=0`,
    /// `200 result=1 (speech) endpos=0 results=1 …`, `510 …`, `511 …`, `520 …`.
    init?(parsing line: some BidirectionalCollection<UInt8>) {
        guard let code = line.replyCode, line.dropFirst(3).first == UInt8(ascii: " ") else { return nil }
        self.init(code: code)
        let rest = line.dropFirst(4)
        let key = "result=".utf8
        guard rest.starts(with: key) else {
            // Only failures come without a result.
            guard code != 200 else { return nil }
            return
        }
        let afterKey = rest.dropFirst(key.count)
        let end = afterKey.firstIndex(of: UInt8(ascii: " ")) ?? afterKey.endIndex
        result = String(decoding: afterKey[..<end], as: UTF8.self)
        guard parseTail(afterKey[end...].dropFirst()) else { return nil }
    }

    /// Reads `(value) endpos=1`; false if a parenthesis stays open.
    private mutating func parseTail(_ tail: some BidirectionalCollection<UInt8>) -> Bool {
        var attributes = tail[...]
        if tail.first == UInt8(ascii: "(") {
            // A variable's value may hold parentheses, and ends the line. What has something after it is a word of
            // Asterisk's, without any.
            let parenthesis = UInt8(ascii: ")")
            let isLast = tail.last == parenthesis
            guard let close = isLast ? tail.lastIndex(of: parenthesis) : tail.firstIndex(of: parenthesis) else {
                return false
            }
            value = String(decoding: tail[..<close].dropFirst(), as: UTF8.self)
            attributes = tail[tail.index(after: close)...]
        }
        let key = "endpos=".utf8
        for attribute in attributes.split(separator: UInt8(ascii: " ")) where attribute.starts(with: key) {
            endpos = Int(String(decoding: attribute.dropFirst(key.count), as: UTF8.self))
            break
        }
        return true
    }
}

extension Collection<UInt8> {
    /// The three digits a reply begins with, 100 to 999.
    var replyCode: Int? {
        let digits = prefix(3)
        guard digits.count == 3, digits.first != UInt8(ascii: "0"), digits.allSatisfy(\.isASCIIDigit) else {
            return nil
        }
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}
