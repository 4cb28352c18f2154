import Foundation

// Letters, digits and `:+/.@%_-` only, so that it passes through dialplan and AGI arguments untouched:
// `2:12:r:-:-:u/101:0:-:u101+p101`. Fields are parted by ":", parts of a field by "/", names are percent-encoded.
extension CallCursor: CustomStringConvertible {
    /// The text that travels.
    public var description: String {
        [
            "2", String(revision), stage.rawValue, isMember ? mustAccept ? "c" : "m" : "-",
            language?.cursorEscaped ?? "-",
            frame?.text ?? "-", trunk.map(String.init) ?? "-", diversion?.text ?? "-",
            tried.map(\.text).joined(separator: "+"),
        ]
        .joined(separator: ":")
    }

    /// Reads what ``description`` wrote; `nil` for anything else.
    public init?(_ text: String) {
        let fields = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard text.utf8.count <= 1_500, fields.count == 9, fields[0] == "2", let revision = Int(fields[1]),
            revision >= 0, let stage = Stage(rawValue: fields[2]), ["m", "c", "-"].contains(fields[3])
        else { return nil }
        self.revision = revision
        self.stage = stage
        isMember = fields[3] != "-"
        mustAccept = fields[3] == "c"
        if fields[4] != "-" {
            guard let language = fields[4].removingPercentEncoding else { return nil }
            self.language = language
        }
        if fields[5] != "-" {
            guard let frame = Frame(text: fields[5]) else { return nil }
            self.frame = frame
        }
        if fields[6] != "-" {
            guard let trunk = Int(fields[6]), trunk >= 0 else { return nil }
            self.trunk = trunk
        }
        if fields[7] != "-" {
            guard let diversion = DiversionChain(text: fields[7]) else { return nil }
            self.diversion = diversion
        }
        for word in fields[8].split(separator: "+") {
            guard let one = Tried(text: word) else { return nil }
            tried.append(one)
        }
    }
}

extension CallCursor.Frame {
    fileprivate var text: String {
        switch self {
        case .user(let name): "u/" + name.cursorEscaped
        case .group(let name, let remaining, let ringing):
            "g/\(name.cursorEscaped)/\(remaining.map(String.init).joined(separator: "."))/\(ringing.map(String.init) ?? "")"
        case .familiar(let user, let number, let rule): "f/\(user.cursorEscaped)/\(number.cursorEscaped)/\(rule)"
        case .menu(let name, let attempt): "m/\(name.cursorEscaped)/\(attempt)"
        case .number(let conditions): "n/" + conditions.map(\.rawValue).joined(separator: ".")
        case .queue(let name, let arrived): "q/\(name.cursorEscaped)/\(arrived)"
        case .member(let call): "b/\(call.target.text)/\(call.confirm ? 1 : 0)/\(call.ring.count)"
        }
    }

    fileprivate init?(text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let name = parts.count > 1 ? parts[1].removingPercentEncoding ?? "" : ""
        switch (parts[0], parts.count) {
        case ("u", 2) where !name.isEmpty: self = .user(name)
        case ("g", 4):
            let remaining = parts[2].split(separator: ".").map { Int($0) }
            guard !remaining.contains(nil), parts[3].isEmpty || Int(parts[3]) != nil else { return nil }
            self = .group(name, remaining: remaining.compactMap(\.self), ringing: Int(parts[3]))
        case ("f", 4):
            guard let number = parts[2].removingPercentEncoding, let rule = Int(parts[3]) else { return nil }
            self = .familiar(user: name, number: number, rule: rule)
        case ("m", 3):
            guard let attempt = Int(parts[2]) else { return nil }
            self = .menu(name, attempt: attempt)
        case ("n", 2):
            let conditions = parts[1].split(separator: ".").map { ForwardingCondition(rawValue: String($0)) }
            guard !conditions.contains(nil) else { return nil }
            self = .number(for: conditions.compactMap(\.self))
        case ("q", 3):
            guard let arrived = Int(parts[2]), arrived >= 0 else { return nil }
            self = .queue(name, arrived: arrived)
        case ("b", 4):
            guard let target = MemberCall.Target(text: parts[1]), let ring = Int(parts[3]) else { return nil }
            self = .member(MemberCall(target, confirm: parts[2] == "1", ring: Seconds(ring)))
        default: return nil
        }
    }
}

extension MemberCall.Target {
    fileprivate var text: String {
        switch self {
        case .leg(let name): "l" + name.cursorEscaped
        case .telephones(let name): "t" + name.cursorEscaped
        case .user(let name): "u" + name.cursorEscaped
        case .number(let number): "n" + number.cursorEscaped
        case .sip(let address): "s" + address.description.cursorEscaped
        case .group(let name): "g" + name.cursorEscaped
        }
    }

    fileprivate init?(text: String) {
        guard let value = String(text.dropFirst()).removingPercentEncoding, !value.isEmpty else { return nil }
        switch text.first {
        case "l": self = .leg(value)
        case "t": self = .telephones(value)
        case "u": self = .user(value)
        case "n": self = .number(value)
        case "s":
            guard let address = SIPAddress(value) else { return nil }
            self = .sip(address)
        case "g": self = .group(value)
        default: return nil
        }
    }
}

extension DiversionChain {
    fileprivate var text: String { "\(first.text)/\(last.text)/\(count)" }

    fileprivate init?(text: String) {
        let parts = text.split(separator: "/").map(String.init)
        guard parts.count == 5, let first = Diversion(parts[0], parts[1]), let last = Diversion(parts[2], parts[3]),
            let count = Int(parts[4]), count > 0
        else { return nil }
        self.init(first)
        self.last = last
        self.count = count
    }
}

extension DiversionChain.Diversion {
    fileprivate var text: String {
        switch by {
        case .user(let name): "u\(name.cursorEscaped)/\(reason.rawValue)"
        case .number(let number): "n\(number.cursorEscaped)/\(reason.rawValue)"
        }
    }

    fileprivate init?(_ diverter: String, _ reason: String) {
        guard let reason = DiversionChain.Reason(rawValue: reason),
            let name = String(diverter.dropFirst()).removingPercentEncoding, !name.isEmpty
        else { return nil }
        switch diverter.first {
        case "u": self.init(by: .user(name), reason: reason)
        case "n": self.init(by: .number(name), reason: reason)
        default: return nil
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
        case .group(let name): "g" + name.cursorEscaped
        case .menu(let name): "a" + name.cursorEscaped
        case .queue(let name): "q" + name.cursorEscaped
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
        case "g": self = .group(value)
        case "q": self = .queue(value)
        case "a": self = .menu(value)
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
