/// Where a call can be sent, written in the office file as one line.
public enum Destination: Sendable, Hashable {
    /// `user 101`: a user by extension.
    case user(String)
    /// `group sales`: a hunt group by name.
    case group(String)
    /// `queue support`: a queue by name.
    case queue(String)
    /// `menu main`: an auto-attendant menu by name.
    case menu(String)
    /// `speakers en`: every user who speaks the language, all at once.
    case speakers(String)
    /// `voicemail 101`: the mailbox of a user.
    case voicemail(String)
    /// `mobile`: the mobile of the user whose rule this is.
    case mobile
    /// `number +79160000199`: an outside number, E.164 with the plus.
    case number(String)
    /// `sip:desk@example.org`: a SIP address.
    case sip(SIPAddress)
    /// `operator`: the office's attendant.
    case `operator`
    /// `play closed`: an announcement by name, then the end.
    case play(String)
    /// `busy`: the caller hears busy.
    case busy
    /// `hangup`: the call ends.
    case hangup

    /// How destinations are written, for messages to the administrator.
    public static let forms =
        "user 101 · group NAME · queue NAME · menu NAME · speakers en · voicemail 101 · mobile · number +… · sip:user@host · operator · play NAME · busy · hangup"

    /// Reads one line of the office file; `nil` when it has none of the ``forms``. Whether the thing exists is not asked here.
    public init?(_ line: String) {
        let words = line.split(separator: " ", maxSplits: 1).map { $0.trimmingSpaces }
        let argument = words.count == 2 ? words[1] : nil
        switch (words.first, argument) {
        case ("user", let name?): self = .user(name)
        case ("group", let name?): self = .group(name)
        case ("queue", let name?): self = .queue(name)
        case ("menu", let name?): self = .menu(name)
        case ("speakers", let language?): self = .speakers(language)
        case ("voicemail", let name?): self = .voicemail(name)
        case ("number", let number?): self = .number(number)
        case ("play", let name?): self = .play(name)
        case ("mobile", nil): self = .mobile
        case ("operator", nil): self = .operator
        case ("busy", nil): self = .busy
        case ("hangup", nil): self = .hangup
        case (let word?, nil) where word.hasPrefix("sip:"):
            guard let address = SIPAddress(word) else { return nil }
            self = .sip(address)
        default: return nil
        }
    }
}

extension Destination {
    /// Whether what rings there is outside the office, where a mailbox that is not ours may pick up.
    var isOutside: Bool {
        switch self {
        case .mobile, .number, .sip: true
        default: false
        }
    }
}

extension Destination: TextCodable {
    init?(text: String) { self.init(text) }

    /// The line as an administrator writes it.
    public var description: String {
        switch self {
        case .user(let name): "user \(name)"
        case .group(let name): "group \(name)"
        case .queue(let name): "queue \(name)"
        case .menu(let name): "menu \(name)"
        case .speakers(let language): "speakers \(language)"
        case .voicemail(let name): "voicemail \(name)"
        case .mobile: "mobile"
        case .number(let number): "number \(number)"
        case .sip(let address): "\(address)"
        case .operator: "operator"
        case .play(let name): "play \(name)"
        case .busy: "busy"
        case .hangup: "hangup"
        }
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
