/// A SIP URI of the plain kind, `sip:user@host[:port]` (RFC 3261 §19.1), from which a dial string can be built safely.
public struct SIPAddress: Sendable, Hashable {
    /// The part before the `@`: letters, digits and `._+-`, at most 64.
    public let user: String
    /// Host name or IPv4 address, at most 255 characters.
    public let host: String
    /// UDP or TCP port; `nil` leaves it to DNS and the standard.
    public let port: Int?

    /// Reads `sip:user@host[:port]`. Parameters, headers, passwords and IPv6 literals are refused.
    public init?(_ text: String) {
        guard let match = text.wholeMatch(of: /sip:([A-Za-z0-9._+\-]{1,64})@([A-Za-z0-9.\-]{1,255})(?::([0-9]{1,5}))?/)
        else { return nil }
        user = String(match.1)
        host = String(match.2)
        guard let digits = match.3 else {
            port = nil
            return
        }
        guard let number = Int(digits), (1...65_535).contains(number) else { return nil }
        port = number
    }
}

extension SIPAddress: TextCodable {
    init?(text: String) { self.init(text) }

    /// The URI.
    public var description: String { "sip:\(user)@\(host)" + (port.map { ":\($0)" } ?? "") }
}
