/// A telephone number, read and checked.
public struct PhoneNumber: Sendable, Hashable, Codable {
    /// What sort of line a number belongs to, as far as its numbering plan tells.
    public enum Kind: String, Sendable, Hashable, Codable {
        case geographic, mobile, tollFree, premiumRate, sharedCost, other
    }

    /// International form with the plus sign (ITU-T E.164), at most 15 digits: `+79161234567`.
    public var e164: String
    /// ISO 3166-1 alpha-2 region (`RU`); `001` for numbers that belong to no country.
    public var region: String
    /// The line's type.
    public var kind: Kind

    /// Puts together a number that a ``NumberingPlan`` has read.
    public init(e164: String, region: String, kind: Kind) {
        self.e164 = e164
        self.region = region
        self.kind = kind
    }

    /// The digits alone, as trunks dial them.
    public var digits: String { String(e164.dropFirst()) }
}
