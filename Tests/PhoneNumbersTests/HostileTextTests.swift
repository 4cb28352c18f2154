import PhoneNumbers
import Routing
import Testing

/// Everything a caller may send in place of a number.
@Suite struct HostileTextTests {
    let plan = LibPhoneNumber()

    @Test(
        "no letters, extensions, feature codes, control characters or other scripts",
        arguments: [
            "", " ", "+", "-", "()", "+ ", "8800FLOWERS", "+7916123456a", "+79161234567;ext=12", "+79161234567x12",
            "+79161234567 ext. 12", "+79161234567#", "*79161234567", "+7*9161234567", "*21*89161234567#",
            "+79161234567\0", "\0", "+7916\n1234567", "+79161234567\r\nX: y", "\u{1B}[2J+79161234567",
            "tel:+79161234567",
            "sip:+79161234567@example.org", "+79161234567,PJSIP/101", "${EXTEN}", "+7916&1234567", "79161234567+",
            "++79161234567",
            "+7+9161234567", "＋７９１６１２３４５６７", "٠٠٣٩٠٦١٢٣٤٥٦٧٨", "+7916123456７", "+79161234567\u{200B}", "anonymous", "~",
            "8~9161234567",
        ])
    func refused(_ text: String) {
        #expect(plan.number(text, region: "RU") == nil)
    }

    @Test("40 characters are looked at, 41 are not")
    func length() {
        let number = "+79161234567"
        #expect(plan.number(number + String(repeating: " ", count: 28), region: "RU")?.e164 == number)
        #expect(plan.number(number + String(repeating: " ", count: 29), region: "RU") == nil)
        #expect(plan.number(String(repeating: "9", count: 40), region: "RU") == nil)
        #expect(plan.number(String(repeating: "9", count: 1_000_000), region: "RU") == nil)
    }

    @Test("no more than 15 digits")
    func digits() {
        // German numbers have no fixed length.
        #expect(plan.number("+493012345678901", region: "RU")?.e164 == "+493012345678901")
        #expect(plan.number("+4930123456789012", region: "RU") == nil)
    }

    @Test("whatever the bytes, what comes out is + and 1 to 15 digits", arguments: 1...4)
    func fuzz(seed: UInt64) {
        var random = SplitMix(state: seed)
        let alphabet = Array("0123456789012345678901234567890123456789++  -().*#;ext=AZaz\0\n\u{7F}é７".utf8)
        let regions = ["RU", "IT", "DE", "US", "GB", "BR", "AU", "", "XX", "ru"]
        var read = 0
        for _ in 0..<5_000 {
            let length = Int.random(in: 0...44, using: &random)
            let kind = Int.random(in: 0..<4, using: &random)
            let bytes = (0..<length).map { index -> UInt8 in
                switch kind {
                case 0: UInt8.random(in: 0...255, using: &random)
                case 1: alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
                default: index == 0 && kind == 2 ? UInt8(ascii: "+") : UInt8.random(in: 48...57, using: &random)
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let region = regions[Int.random(in: 0..<regions.count, using: &random)]
            _ = plan.isEmergency(text, region: region)
            guard let number = plan.number(text, region: region) else { continue }
            read += 1
            #expect(number.e164.wholeMatch(of: /\+[1-9][0-9]{0,14}/) != nil, "\(text.debugDescription) in \(region)")
            #expect(
                number.region == "001" || plan.knows(region: number.region), "\(text.debugDescription) in \(region)")
            // What was read is read as the same again, anywhere.
            #expect(
                plan.number(number.e164, region: "IT")?.e164 == number.e164, "\(text.debugDescription) in \(region)")
        }
        #expect(read > 100, "the corpus must hold numbers, too")
    }

    @Test("many threads at once read the same as one")
    func threads() async {
        let texts = (0..<500).map { "8916" + String(1_000_000 + $0) }
        let results = await withTaskGroup(of: [PhoneNumber?].self) { group in
            for _ in 0..<4 {
                group.addTask { texts.map { LibPhoneNumber().number($0, region: "RU") } }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let expected = texts.map { PhoneNumber(e164: "+7" + $0.dropFirst(), region: "RU", kind: .mobile) }
        #expect(results == Array(repeating: expected, count: 4))
    }
}

/// A seeded generator (Steele, Lea, Flood 2014), so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
