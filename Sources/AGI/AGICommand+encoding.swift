extension AGICommand {
    /// The most variables one `setVariables` may have.
    public static let maximumVariables = 90
    /// The most bytes a line may have, its LF included.
    public static let maximumLineLength = 2_000

    /// The line as it goes to Asterisk, LF included.
    ///
    /// - Throws: `AGIEncodingError` for whatever Asterisk would not read back exactly as it was meant.
    public func encoded() throws(AGIEncodingError) -> [UInt8] {
        var line = AGICommandLine()
        switch self {
        case .exec(let application, let arguments):
            guard application.utf8.isVariableName else { throw .invalidName }
            line.append("EXEC \(application) ")
            try line.appendQuoted(try Self.joined(arguments).utf8)
        case .setVariables(let variables):
            guard 1...Self.maximumVariables ~= variables.count else { throw .variableCount(variables.count) }
            line.append("EXEC MSet ")
            try line.appendAssignments(variables)
        case .verbose(let message, let level):
            line.append("VERBOSE ")
            try line.appendQuoted(message.utf8)
            line.append(" \(level)")
        case .hangup:
            line.append("HANGUP")
        }
        line.append("\n")
        guard line.bytes.count <= Self.maximumLineLength else { throw .tooLong }
        return line.bytes
    }

    private static func joined(_ arguments: [String]) throws(AGIEncodingError) -> String {
        for argument in arguments {
            try argument.utf8.checkNoSubstitution()
            guard argument.utf8.isOneArgument else { throw .ambiguousArgument }
        }
        return arguments.joined(separator: ",")
    }
}

extension Collection<UInt8> {
    /// Whether an application reads this as one argument, the same one escaped or not.
    fileprivate var isOneArgument: Bool {
        var parentheses = 0
        var brackets = 0
        for byte in self {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): return false
            case UInt8(ascii: "("): parentheses += 1
            case UInt8(ascii: ")"): parentheses -= 1
            case UInt8(ascii: "["): brackets += 1
            case UInt8(ascii: "]"): brackets -= 1
            case UInt8(ascii: ",") where parentheses == 0 && brackets == 0: return false
            default: break
            }
            guard parentheses >= 0, brackets >= 0 else { return false }
        }
        return parentheses == 0 && brackets == 0
    }
}
