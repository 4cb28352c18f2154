/// A way to the public network.
public struct Trunk: Sendable, Hashable, Codable {
    /// Its name in the office file.
    public var name: String
    /// Asterisk dial string; `{number}` stands for E.164 without the plus: `PJSIP/{number}@main`.
    public var dial: String
    /// Number shown when the client's own may not be shown, E.164.
    public var callerId: String
    /// The carrier accepts the client's number on forwarded calls.
    public var passCallerId: Bool
    /// ISO 3166-1 alpha-2 regions that may be called. Premium-rate numbers never may.
    public var allow: [String]

    /// A trunk of these values, unchecked.
    public init(name: String, dial: String, callerId: String, passCallerId: Bool = false, allow: [String]) {
        self.name = name
        self.dial = dial
        self.callerId = callerId
        self.passCallerId = passCallerId
        self.allow = allow
    }

    /// Whether this trunk may carry a call to the number.
    public func mayCall(_ number: PhoneNumber) -> Bool {
        number.kind != .premiumRate && allow.contains(number.region)
    }

    /// The device whose state tells whether the trunk can be reached: `PJSIP/main` of `PJSIP/{number}@main` and of
    /// `PJSIP/main/sip:{number}@192.0.2.10` (chan_pjsip.c, request_outbound_task); `nil`: Asterisk has none for it.
    public var device: String? {
        guard dial.hasPrefix("PJSIP/") else { return nil }
        let resource = dial.dropFirst("PJSIP/".count)
        guard let slash = resource.firstIndex(of: "/") else {
            return resource.lastIndex(of: "@").map { "PJSIP/\(resource[resource.index(after: $0)...])" }
        }
        return "PJSIP/\(resource[..<slash])"
    }

    /// The dial string for digits that have been read by a numbering plan.
    func dialString(digits: String) -> String {
        dial.replacing("{number}", with: digits)
    }
}
