import PhoneNumbers
import Routing
import Testing

/// The forms users dial and carriers send, for a Russian and an Italian office.
@Suite struct WrittenFormsTests {
    let plan = LibPhoneNumber()

    @Test(
        "a Russian office reads a mobile in every usual form",
        arguments: [
            "+79161234567", "89161234567", "9161234567", "79161234567", "0079161234567", "81079161234567",
            "8 (916) 123-45-67", "+7 916 123-45-67", "(+7) 916.123.45.67", "8-916-123-45-67",
        ])
    func russianMobile(_ text: String) {
        #expect(plan.number(text, region: "RU") == PhoneNumber(e164: "+79161234567", region: "RU", kind: .mobile))
    }

    @Test(
        "Rome's leading zero stays",
        arguments: [
            ("+390612345678", "IT"), ("0612345678", "IT"), ("06 1234 5678", "IT"), ("00390612345678", "IT"),
            ("390612345678", "IT"),
            ("+390612345678", "RU"), ("00390612345678", "RU"), ("810390612345678", "RU"), ("810 39 06 12345678", "RU"),
        ])
    func italianLandline(_ text: String, region: String) {
        #expect(
            plan.number(text, region: region) == PhoneNumber(e164: "+390612345678", region: "IT", kind: .geographic))
    }

    @Test("an Italian mobile has none", arguments: ["3471234567", "+393471234567", "00393471234567", "347 123 4567"])
    func italianMobile(_ text: String) {
        #expect(plan.number(text, region: "IT") == PhoneNumber(e164: "+393471234567", region: "IT", kind: .mobile))
    }

    @Test(
        "00 is international where the country's own prefix is another",
        arguments: ["RU", "US", "CA", "JP", "AU", "KZ", "SG", "TH"])
    func doubleZero(_ region: String) {
        #expect(plan.number("00442079460000", region: region)?.e164 == "+442079460000")
    }

    @Test(
        "the country's own international prefix",
        arguments: [
            ("011442079460000", "US"), ("0011442079460000", "AU"), ("010442079460000", "JP"), ("810442079460000", "KZ"),
        ])
    func ownPrefix(_ text: String, region: String) {
        #expect(plan.number(text, region: region)?.e164 == "+442079460000")
    }

    @Test("only the international form needs no region", arguments: ["", "ZZ", "XX", "ru", "RUS", "R\0", "001"])
    func unknownRegion(_ region: String) {
        #expect(plan.number("+79161234567", region: region)?.e164 == "+79161234567")
        #expect(plan.number("89161234567", region: region) == nil)
    }
}
