import CPhoneNumber
import Routing

extension LibPhoneNumber {
    /// The fewest national digits of a number in no known range, when it is written in national form.
    ///
    /// Shorter ones are extensions and services (Germany's 11880), never a subscriber worth a guess.
    private static let fewestGuessedDigits = 7

    /// Reads a number in any form an office dials or a carrier sends.
    ///
    /// - International: `+39…`, the region's own prefix (Russia: `810 39…`) and `00 39…`, which is understood in every
    ///   country, since users dial it in every country.
    /// - National: with the trunk prefix (`8916…`), without (`916…`), and with the region's own country code but no plus
    ///   (`7916…`), as carriers send it.
    ///
    /// Spaces and `- . / ( )` between digits are skipped. Letters, `*`, `#`, `;ext=`, control characters and digits of
    /// other scripts make it no number.
    ///
    /// - Returns: `nil` when it is not a possible number. A number of the right length in no range known to the plan is
    ///   returned with kind ``PhoneNumber/Kind/other``, unless a premium-rate number stands at its beginning.
    public func number(_ text: String, region: String) -> PhoneNumber? {
        guard let written = WrittenNumber(text) else { return nil }
        // "ZZ" is no region: then only the international form can be read.
        let region = Self.isCode(region) ? region : "ZZ"
        let own = Reading(written.text, region: region)
        if let own, own.isValid { return own.number }
        if let international = written.afterDoubleZero, own?.isInternational != true {
            return Reading(international, region: region)?.number
        }
        guard let own, own.isInternational || own.nationalLength >= Self.fewestGuessedDigits else { return nil }
        return own.number
    }
}

/// What libphonenumber made of a ``WrittenNumber``.
private struct Reading {
    var number: PhoneNumber
    var isValid: Bool
    var isInternational: Bool
    var nationalLength: Int

    init?(_ text: String, region: String) {
        var reading = cphonenumber_reading()
        guard cphonenumber_read(text, region, &reading) else { return nil }
        let e164 = withUnsafeBytes(of: reading.e164) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        let home = withUnsafeBytes(of: reading.region) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        number = PhoneNumber(e164: e164, region: home, kind: PhoneNumber.Kind(reading.kind))
        isValid = reading.valid
        isInternational = reading.international
        nationalLength = Int(reading.national_length)
    }
}

extension PhoneNumber.Kind {
    fileprivate init(_ kind: cphonenumber_kind) {
        switch kind {
        case CPHONENUMBER_GEOGRAPHIC: self = .geographic
        case CPHONENUMBER_MOBILE: self = .mobile
        case CPHONENUMBER_TOLL_FREE: self = .tollFree
        case CPHONENUMBER_PREMIUM_RATE: self = .premiumRate
        case CPHONENUMBER_SHARED_COST: self = .sharedCost
        default: self = .other
        }
    }
}
