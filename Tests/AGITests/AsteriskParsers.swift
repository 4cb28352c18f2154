/// What Asterisk does with a command line, after its C source: byte by byte, in place, and with its quirks.
///
/// Tried against a real Asterisk 22.10 with random lines.
enum AsteriskParsers {
    /// Where C would read beyond the end of its string.
    struct Overread: Error {}

    /// res/res_agi.c, `parse_args`: a command line without its LF, to its arguments.
    static func agiArguments(_ line: [UInt8]) -> [[UInt8]] {
        var arguments: [[UInt8]] = []
        var quoted = false
        var escaped = false
        var whitespace = true
        for byte in line {
            switch byte {
            case UInt8(ascii: "\"") where !escaped:
                quoted.toggle()
                if quoted && whitespace {
                    arguments.append([])
                    whitespace = false
                }
                escaped = false
            case UInt8(ascii: " ") where !quoted && !escaped, UInt8(ascii: "\t") where !quoted && !escaped:
                whitespace = true
            case UInt8(ascii: "\\") where !escaped:
                escaped = true
            default:
                if whitespace {
                    arguments.append([])
                    whitespace = false
                }
                arguments[arguments.count - 1].append(byte)
                escaped = false
            }
        }
        return arguments
    }

    /// main/app.c, `__ast_app_separate_args` with `remove_chars` 1.
    ///
    /// - Parameter limit: `arraylen`; what is beyond stays in the last one, as it is.
    static func separate(_ text: [UInt8], at delimiter: UInt8, limit: Int) throws -> [[UInt8]] {
        var buffer = text + [0]
        var scan = 0
        var starts: [Int] = []
        var lastDelimiter = -1
        var parentheses = 0
        var brackets = 0
        var quote = false
        while buffer[scan] != 0, starts.count < limit - 1 {
            starts.append(scan)
            scanning: while true {
                guard buffer.indices.contains(scan) else { throw Overread() }
                switch buffer[scan] {
                case 0: break scanning
                case UInt8(ascii: "("): parentheses += 1
                case UInt8(ascii: ")"): parentheses = max(0, parentheses - 1)
                case UInt8(ascii: "["): brackets += 1
                case UInt8(ascii: "]"): brackets = max(0, brackets - 1)
                case UInt8(ascii: "\""):
                    quote.toggle()
                    buffer.remove(at: scan)
                    scan -= 1
                case UInt8(ascii: "\\"): buffer.remove(at: scan)
                case delimiter where parentheses == 0 && brackets == 0 && !quote:
                    lastDelimiter = scan
                    buffer[scan] = 0
                    scan += 1
                    break scanning
                default: break
                }
                scan += 1
            }
        }
        if buffer[scan] != 0 || (scan > 0 && scan - 1 == lastDelimiter) { starts.append(scan) }
        return starts.map { Array(buffer[$0...].prefix { $0 != 0 }) }
    }

    /// main/pbx_variables.c, `pbx_builtin_setvar_multiple`: MSet's data, to names and values.
    static func setVariables(_ data: [UInt8]) throws -> [(name: [UInt8], value: [UInt8])] {
        try separate(data, at: UInt8(ascii: ","), limit: 99).compactMap { pair in
            let parts = try separate(pair, at: UInt8(ascii: "="), limit: 2)
            return parts.count == 2 ? (parts[0], parts[1]) : nil
        }
    }

    /// What variables a line would set, if it is `EXEC MSet`.
    static func variables(setBy line: [UInt8]) throws -> [(name: [UInt8], value: [UInt8])]? {
        let arguments = agiArguments(line)
        guard arguments.count == 3, arguments[0].elementsEqual("EXEC".utf8), arguments[1].elementsEqual("MSet".utf8)
        else { return nil }
        return try setVariables(arguments[2])
    }
}
