/// Whose a leg that left the office is, as its channel is marked: `mobile 103`, `number +79160000199`,
/// `sip:desk@example.org`.
public enum OutsideLeg: Sendable, Hashable {
    /// The mobile of this user.
    case mobile(String)
    /// A number, E.164 with the plus.
    case number(String)
    /// A SIP address.
    case sip(SIPAddress)

    /// Reads ``mark``; `nil` for anything else.
    public init?(mark: String) {
        let words = mark.split(separator: " ", maxSplits: 1).map(String.init)
        switch (words.first, words.count) {
        case ("mobile", 2): self = .mobile(words[1])
        case ("number", 2): self = .number(words[1])
        case (let word?, 1):
            guard let address = SIPAddress(word) else { return nil }
            self = .sip(address)
        default: return nil
        }
    }

    /// What the channel is marked with.
    public var mark: String {
        switch self {
        case .mobile(let name): "mobile \(name)"
        case .number(let e164): "number \(e164)"
        case .sip(let address): "\(address)"
        }
    }
}
