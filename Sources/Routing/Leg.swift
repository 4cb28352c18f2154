/// One thing that rings.
public enum Leg: Sendable, Hashable {
    /// A phone or gateway port of the office, by Asterisk's name of the device.
    case phone(String)
    /// An outside number through a trunk: the dial string that was built for it.
    case outside(number: String, trunk: String, dial: String)
    /// A SIP address.
    case sip(SIPAddress)

    /// Whether it leaves the office: its failures may be the way's, and its number is nobody's business.
    public var isOutside: Bool {
        if case .phone = self { false } else { true }
    }
}
