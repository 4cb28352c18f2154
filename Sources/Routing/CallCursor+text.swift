import Foundation

extension CallCursor: CustomStringConvertible {
    /// Letters, digits and `:+.@%_-` only, so that it passes through dialplan and AGI arguments untouched:
    /// `1:12:r:101:0:u101+p101+n%2B79160000102`.
    public var description: String {
        let list = tried.map(\.text).joined(separator: "+")
        return "1:\(revision):\(stage.rawValue):\(owner ?? "-"):\(trunk.map(String.init) ?? "-"):\(list)"
    }

    /// Reads what ``description`` wrote; `nil` for anything else.
    public init?(_ text: String) {
        let fields = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard text.utf8.count <= 1_500, fields.count == 6, fields[0] == "1", let revision = Int(fields[1]),
            revision >= 0,
            let stage = Stage(rawValue: fields[2])
        else { return nil }
        self.revision = revision
        self.stage = stage
        owner = fields[3] == "-" ? nil : fields[3]
        if fields[4] != "-" {
            guard let trunk = Int(fields[4]), trunk >= 0 else { return nil }
            self.trunk = trunk
        }
        for word in fields[5].split(separator: "+") {
            guard let one = Tried(text: word) else { return nil }
            tried.append(one)
        }
    }
}

extension CallCursor.Tried {
    fileprivate var text: String {
        switch self {
        case .user(let name): "u" + name.cursorEscaped
        case .phone(let name): "p" + name.cursorEscaped
        case .mobile(let name): "m" + name.cursorEscaped
        case .number(let number): "n" + number.cursorEscaped
        case .sip(let address): "s" + address.cursorEscaped
        }
    }

    fileprivate init?(text: Substring) {
        guard let value = String(text.dropFirst()).removingPercentEncoding, !value.isEmpty else { return nil }
        switch text.first {
        case "u": self = .user(value)
        case "p": self = .phone(value)
        case "m": self = .mobile(value)
        case "n": self = .number(value)
        case "s": self = .sip(value)
        default: return nil
        }
    }
}

extension String {
    /// Percent-encoded, but for letters, digits and `.@_-`.
    fileprivate var cursorEscaped: String {
        addingPercentEncoding(withAllowedCharacters: .cursorSafe) ?? ""
    }
}

extension CharacterSet {
    fileprivate static let cursorSafe = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.@_-")
}
