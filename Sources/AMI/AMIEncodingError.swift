/// Why an action was not sent. The text of a name is the program's, never a caller's; values are not repeated.
public enum AMIEncodingError: Error, Equatable, Sendable {
    /// A CR, LF or NUL in this field's value: the first two would begin another header, the last would cut this one.
    case controlCharacter(field: String)
    /// A name that is empty or has a colon, CR, LF or NUL.
    case invalidName(String)
    /// `Action` or `ActionID` as a field: the connection writes these itself.
    case reservedName(String)
    /// A line of more than 1,024 bytes with its name, CR and LF. Asterisk discards the action.
    case tooLong(field: String)
    /// More than 128 headers, with `Action` and `ActionID`. Asterisk discards the action.
    case tooManyHeaders(Int)
}

extension AMIEncodingError: CustomStringConvertible {
    /// What is wrong, and what is expected.
    public var description: String {
        switch self {
        case .controlCharacter(let field): "\(field) has a CR, LF or NUL: a value stands on one line"
        case .invalidName(let name):
            "\(name.debugDescription) is no name of a header: it must have no colon, CR, LF or NUL"
        case .reservedName(let name): "\(name) is written by the connection: leave it out of the fields"
        case .tooLong(let field): "\(field) makes a line of more than \(AMIAction.maximumLineLength) bytes"
        case .tooManyHeaders(let count): "\(count) headers: Asterisk takes \(AMIAction.maximumHeaders)"
        }
    }
}
