import PhoneNumbers
import Routing
import Testing

/// Numbers whose country and kind the national numbering plans tell.
@Suite struct NumberingPlanTests {
    let plan = LibPhoneNumber()

    @Test(
        "country and kind",
        arguments: [
            Expected("84951234567", in: "RU", "+74951234567", "RU", .geographic),
            Expected("88001234567", in: "RU", "+78001234567", "RU", .tollFree),
            Expected("88091234567", in: "RU", "+78091234567", "RU", .premiumRate),
            Expected("+77012345678", in: "RU", "+77012345678", "KZ", .mobile),
            Expected("87272345678", in: "RU", "+77272345678", "KZ", .geographic),
            Expected("800123456", in: "IT", "+39800123456", "IT", .tollFree),
            Expected("899123456", in: "IT", "+39899123456", "IT", .premiumRate),
            Expected("0669812345", in: "IT", "+390669812345", "VA", .geographic),
            Expected("03012345678", in: "DE", "+493012345678", "DE", .geographic),
            Expected("09001234567", in: "DE", "+499001234567", "DE", .premiumRate),
            Expected("01805123456", in: "DE", "+491805123456", "DE", .sharedCost),
            Expected("09098790123", in: "GB", "+449098790123", "GB", .premiumRate),
            Expected("08001234567", in: "GB", "+448001234567", "GB", .tollFree),
            Expected("+441481960194", in: "GB", "+441481960194", "GG", .geographic),
            Expected("+447624123456", in: "GB", "+447624123456", "IM", .mobile),
            Expected("+14165551234", in: "US", "+14165551234", "CA", .geographic),
            Expected("2125551234", in: "US", "+12125551234", "US", .geographic),
            Expected("9005551234", in: "US", "+19005551234", "US", .premiumRate),
            Expected("8765551234", in: "US", "+18765551234", "JM", .mobile),
            Expected("+881612345678", in: "RU", "+881612345678", "001", .mobile),
            Expected("+80012345678", in: "RU", "+80012345678", "001", .tollFree),
            Expected("+979123456789", in: "RU", "+979123456789", "001", .premiumRate),
        ])
    func number(_ expected: Expected) {
        #expect(plan.number(expected.text, region: expected.region) == expected.number)
    }

    // Ranges nobody has been given: 10 digits in Russia are a number, whatever they begin with; +1 555 is no area code.
    @Test(
        "a number of the right length in no known range is one of kind other",
        arguments: [
            Expected("87890123456", in: "RU", "+77890123456", "KZ", .other),
            Expected("+72101234567", in: "IT", "+72101234567", "RU", .other),
            Expected("0072101234567", in: "RU", "+72101234567", "RU", .other),
            Expected("+18760000000", in: "US", "+18760000000", "JM", .other),
            Expected("5550001234", in: "US", "+15550001234", "US", .other),
        ])
    func possible(_ expected: Expected) {
        #expect(plan.number(expected.text, region: expected.region) == expected.number)
    }

    @Test(
        "a premium-rate number with a digit too many is still one",
        arguments: [
            ("+4990012345678", "DE"), ("+39899123456789", "IT"), ("+398924241234", "IT"), ("0900 1234567 8", "DE"),
        ])
    func tooManyDigits(_ text: String, region: String) {
        #expect(plan.number(text, region: region)?.kind == .premiumRate)
    }

    @Test(
        "what is too short or too long for its country is no number",
        arguments: [
            Expected(refused: "101", in: "RU"), Expected(refused: "1010", in: "RU"), Expected(refused: "100", in: "IT"),
            Expected(refused: "112", in: "RU"), Expected(refused: "1010", in: "DE"),
            Expected(refused: "11880", in: "DE"),
            Expected(refused: "5551234", in: "US"), Expected(refused: "891612345678", in: "RU"),
            Expected(refused: "+7916123456", in: "RU"), Expected(refused: "+791612345678", in: "RU"),
            Expected(refused: "390612345678", in: "RU"), Expected(refused: "810", in: "RU"),
            Expected(refused: "0044", in: "RU"), Expected(refused: "00", in: "RU"), Expected(refused: "+7", in: "RU"),
            Expected(refused: "+000390612345678", in: "RU"), Expected(refused: "0000000000", in: "RU"),
            Expected(refused: "+390000000", in: "IT"), Expected(refused: "+2109161234567", in: "RU"),
        ])
    func refused(_ expected: Expected) {
        #expect(plan.number(expected.text, region: expected.region) == nil)
    }

    @Test(
        "emergency numbers",
        arguments: [
            ("112", "RU"), ("101", "RU"), ("103", "RU"), ("112", "IT"), ("118", "IT"), ("110", "DE"), ("999", "GB"),
            ("911", "US"), ("000", "AU"),
        ])
    func emergency(_ digits: String, region: String) {
        #expect(plan.isEmergency(digits, region: region))
    }

    @Test(
        "no emergency numbers",
        arguments: [
            ("100", "RU"), ("1120", "RU"), ("+112", "RU"), ("1 1 2", "RU"), ("112#", "RU"), ("911", "IT"), ("", "RU"),
            ("112", ""), ("112", "XX"), ("112", "ru"), ("89161234567", "RU"), ("112\0", "RU"), ("١١٢", "RU"),
        ])
    func noEmergency(_ digits: String, region: String) {
        #expect(!plan.isEmergency(digits, region: region))
    }

    @Test func regions() {
        for region in ["RU", "IT", "DE", "KZ", "GG", "US", "VA"] {
            #expect(plan.knows(region: region), "\(region)")
        }
        for region in ["", "R", "ru", "RUS", "XX", "ZZ", "001", "00", "R\0", "РУ"] {
            #expect(!plan.knows(region: region), "\(region)")
        }
    }
}
