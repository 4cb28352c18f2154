extension AMIMessage {
    /// The channel variables in headers of this name, each `NAME=value`, split at the first `=`; of two with the same
    /// name the first counts.
    ///
    /// The values of `ChanVariable` (and `DestChanVariable` and the like) come escaped and are unescaped here
    /// (main/manager_channels.c, `ast_manager_build_channel_state_string_prefix`); those of `Variable` come as they
    /// are (main/manager.c, `generate_status`).
    public func variables(of name: String) -> [String: String] {
        let isEscaped = name.lowercased().hasSuffix("chanvariable")
        let pairs = values(of: name).compactMap { text -> (String, String)? in
            guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            let value = String(text[text.utf8.index(after: equals)...])
            return (String(text[..<equals]), isEscaped ? value.unescapingC : value)
        }
        return Dictionary(pairs) { first, _ in first }
    }

    /// The value of the first header of this name with its escapes undone.
    ///
    /// Asterisk escapes `CallerIDName`, `ConnectedLineName` and the `Value` of `VarSet` so that they stay on one line.
    /// Numbers, contexts and extensions it does not.
    public func unescaped(_ name: String) -> String? {
        self[name]?.unescapingC
    }
}

extension String {
    /// The text `ast_escape_c` (main/utils.c) was given.
    var unescapingC: String {
        guard utf8.contains(UInt8(ascii: "\\")) else { return self }
        var result: [UInt8] = []
        var isEscape = false
        for byte in utf8 {
            if !isEscape, byte == UInt8(ascii: "\\") {
                isEscape = true
            } else {
                result.append(isEscape ? byte.unescapedC : byte)
                isEscape = false
            }
        }
        if isEscape { result.append(UInt8(ascii: "\\")) }
        return String(decoding: result, as: UTF8.self)
    }
}

extension UInt8 {
    /// What a backslash before this character means; quotes, `?` and the backslash stand for themselves.
    fileprivate var unescapedC: UInt8 {
        switch self {
        case UInt8(ascii: "a"): 0x07
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "v"): 0x0B
        default: self
        }
    }
}
