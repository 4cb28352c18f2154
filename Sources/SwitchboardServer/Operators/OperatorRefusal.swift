/// Why an operator's command is not carried out; what he is told.
public enum OperatorRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// A field is not there.
    case missing(String)
    /// A field has a value that is none of those expected.
    case unknown(String, String, String)
    /// Nobody may command calls by AMI here.
    case off
    /// No operator of this name.
    case stranger(String)
    /// Not signed with the operator's key, or the fields were changed.
    case badSignature(String)
    /// Signed too long ago or ahead.
    case badTime(String)
    /// A command of this ActionID was taken already.
    case repeated(String)
    /// The operator may not do this.
    case notAllowed(operator: String, OperatorRight)

    /// In plain words.
    public var description: String {
        switch self {
        case .missing(let field): "\(field) is missing"
        case .unknown(let field, let value, let expected): "\(field): \"\(value)\" is unknown; expected \(expected)"
        case .off: "no operator may command calls by AMI: see operators in Switchboard's settings"
        case .stranger(let name):
            "\(name.isEmpty ? "nobody" : name) is no operator: see operators in Switchboard's settings"
        case .badSignature(let name): "the signature is not \(name)'s for these fields"
        case .badTime(let name): "\(name)'s Time is missing or more than a minute off"
        case .repeated(let id): "a command with ActionID \(id) was taken already"
        case .notAllowed(let name, let right):
            "\(name) may not \(right == .callback ? "handle callbacks" : right.rawValue)"
        }
    }
}
