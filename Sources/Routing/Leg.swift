/// One thing that rings.
public enum Leg: Sendable, Hashable {
    /// A phone or gateway port of the office, by Asterisk's name of the device.
    case phone(String)
    /// An outside number through a trunk: the dial string that was built for it.
    case outside(number: String, trunk: String, dial: String)
    /// A SIP address.
    case sip(SIPAddress)
    /// A leg with a decision of its own: another group, a callee who must accept, a caller shown otherwise. It begins
    /// `after` the others did, or as soon as the one before it has failed.
    case member(CallCursor, after: Seconds)

    /// Whether it leaves the office: its failures may be the way's, and its number is nobody's business.
    public var isOutside: Bool {
        switch self {
        case .phone, .member: false
        case .outside, .sip: true
        }
    }
}
