/// Which leg a channel is: what the dialplan wrote on it (`SWITCHBOARD_LEG`), else the device its name tells.
public enum LegMark: Sendable, Hashable {
    /// A phone, gateway port or trunk: `PJSIP/101`.
    case device(String)
    /// The mobile of a user, by his extension.
    case mobile(of: String)
    /// An outside number, as E.164.
    case number(String)
    /// A SIP address.
    case sip(String)

    /// What the variable says; `nil`: nothing that is known.
    public init?(mark: String) {
        if mark.hasPrefix("mobile "), mark.utf8.count > 7 {
            self = .mobile(of: String(mark.dropFirst(7)))
        } else if mark.hasPrefix("number "), mark.utf8.count > 7 {
            self = .number(String(mark.dropFirst(7)))
        } else if mark.hasPrefix("sip:"), mark.utf8.count > 4 {
            self = .sip(mark)
        } else {
            return nil
        }
    }

    /// The device of a channel name: `PJSIP/101-0000002a` is a channel of `PJSIP/101`.
    public init(channelName name: String) {
        self = .device(name.lastIndex(of: "-").map { String(name[..<$0]) } ?? name)
    }

    /// As the variable has it; a device by its name.
    public var text: String {
        switch self {
        case .device(let name): name
        case .mobile(let user): "mobile \(user)"
        case .number(let number): "number \(number)"
        case .sip(let address): address
        }
    }
}
