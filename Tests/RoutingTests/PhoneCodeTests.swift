import OfficeFile
import Routing
import Testing

/// What a dialled text is as a code: GSM's own form and the codes in one piece, odd and hostile ones.
@Suite("phone codes") struct PhoneCodeTests {
    private static let number = "89035550001"

    @Test(
        "GSM's own form, with its final # or without",
        arguments: [
            ("**21*\(number)", .registerForward(.one(.always), number: number, after: nil)),
            ("**67*\(number)", .registerForward(.one(.busy), number: number, after: nil)),
            ("**61*\(number)", .registerForward(.one(.noAnswer), number: number, after: nil)),
            ("**62*\(number)", .registerForward(.one(.unreachable), number: number, after: nil)),
            ("**002*\(number)", .registerForward(.all, number: number, after: nil)),
            ("**004*\(number)", .registerForward(.conditional, number: number, after: nil)),
            ("**21*+79035550001", .registerForward(.one(.always), number: "+79035550001", after: nil)),
            ("**21*101", .registerForward(.one(.always), number: "101", after: nil)),
            // 22.030 §6.5.2: a single * with a number registers, without one it activates.
            ("*21*\(number)", .registerForward(.one(.always), number: number, after: nil)),
            ("*61*\(number)**30", .registerForward(.one(.noAnswer), number: number, after: Seconds(30))),
            ("**61*\(number)**5", .registerForward(.one(.noAnswer), number: number, after: Seconds(5))),
            ("**61*\(number)**05", .registerForward(.one(.noAnswer), number: number, after: Seconds(5))),
            ("**61*\(number)**1", .registerForward(.one(.noAnswer), number: number, after: Seconds(1))),
            ("**61*\(number)**600", .registerForward(.one(.noAnswer), number: number, after: Seconds(600))),
            ("**61*\(number)*11*20", .registerForward(.one(.noAnswer), number: number, after: Seconds(20))),
            ("**61*\(number)*10", .registerForward(.one(.noAnswer), number: number, after: nil)),
            ("**004*\(number)*11*15", .registerForward(.conditional, number: number, after: Seconds(15))),
            ("**002*\(number)**15", .registerForward(.all, number: number, after: Seconds(15))),
            ("**61*\(number)**", .registerForward(.one(.noAnswer), number: number, after: nil)),
            ("*21", .activateForward(.one(.always))), ("*67", .activateForward(.one(.busy))),
            ("*61", .activateForward(.one(.noAnswer))), ("*62", .activateForward(.one(.unreachable))),
            ("*002", .activateForward(.all)), ("*004", .activateForward(.conditional)),
            ("*21**11", .activateForward(.one(.always))),
            ("#21", .deactivateForward(.one(.always))), ("#67", .deactivateForward(.one(.busy))),
            ("#61", .deactivateForward(.one(.noAnswer))), ("#62", .deactivateForward(.one(.unreachable))),
            ("#002", .deactivateForward(.all)), ("#004", .deactivateForward(.conditional)),
            ("##21", .eraseForward(.one(.always))), ("##67", .eraseForward(.one(.busy))),
            ("##61", .eraseForward(.one(.noAnswer))), ("##62", .eraseForward(.one(.unreachable))),
            ("##002", .eraseForward(.all)), ("##004", .eraseForward(.conditional)),
            ("##61**11", .eraseForward(.one(.noAnswer))),
            ("*#21", .interrogateForward(.one(.always))), ("*#67", .interrogateForward(.one(.busy))),
            ("*#61", .interrogateForward(.one(.noAnswer))), ("*#62", .interrogateForward(.one(.unreachable))),
            ("*#002", .interrogateForward(.all)), ("*#004", .interrogateForward(.conditional)),
            ("*43", .setCallWaiting(true)), ("**43", .setCallWaiting(true)), ("#43", .setCallWaiting(false)),
            ("##43", .setCallWaiting(false)), ("*#43", .interrogateCallWaiting),
            ("*45", .agent(.login, queue: nil)), ("*45*700", .agent(.login, queue: "700")),
            ("**45*700", .agent(.login, queue: "700")), ("#45", .agent(.logout, queue: nil)),
            ("##45*700", .agent(.logout, queue: "700")), ("*#45", .interrogateAgent(queue: nil)),
            ("*46", .agent(.pause, queue: nil)), ("#46*700", .agent(.resume, queue: "700")),
            ("*#46*700", .interrogateAgent(queue: "700")),
            // 22.030 annex B: the basic service is call waiting's first part.
            ("*43*11", .setCallWaiting(true)), ("#43*10", .setCallWaiting(false)),
        ] as [(String, PhoneCodeRequest)])
    func gsm(dialled: String, request: PhoneCodeRequest) {
        #expect(PhoneCodes.standard.reading(of: dialled) == .request(request))
        #expect(PhoneCodes.standard.reading(of: dialled + "#") == .request(request))
    }

    @Test(
        "codes in one piece",
        arguments: [
            ("*72", .askNumber(.one(.always))), ("*90", .askNumber(.one(.busy))),
            ("*52", .askNumber(.noAnswerAndUnreachable)),
            ("*72\(number)", .registerForward(.one(.always), number: number, after: nil)),
            ("*90102", .registerForward(.one(.busy), number: "102", after: nil)),
            ("*52+79035550001", .registerForward(.noAnswerAndUnreachable, number: "+79035550001", after: nil)),
            ("*73", .eraseForward(.one(.always))), ("*91", .eraseForward(.one(.busy))),
            ("*53", .eraseForward(.noAnswerAndUnreachable)), ("*98", .voicemail),
        ] as [(String, PhoneCodeRequest)])
    func onePiece(dialled: String, request: PhoneCodeRequest) {
        #expect(PhoneCodes.standard.reading(of: dialled) == .request(request))
        #expect(PhoneCodes.standard.reading(of: dialled + "#") == .request(request), "some phones send the # along")
    }

    @Test(
        "codes with something wrong in them",
        arguments: [
            "**21", "**21#", "**21*", "*21*", "**21*#", "**21**#", "**61***20#", "**21*+#", "**21*12+3#",
            "**21*123456789012345678901#", "**21*89035550001**20#", "**67*89035550001**20#", "**61*89035550001**0#",
            "**61*89035550001**601#", "**61*89035550001**9999#", "**61*89035550001**+5#", "**61*89035550001*13#",
            "**21*89035550001*20#", "**21*89035550001*11*5*1#", "##21*x#", "*43*89035550001#", "*43*11*5#", "#43**1#",
        ])
    func malformed(dialled: String) {
        guard case .malformed(let reason) = PhoneCodes.standard.reading(of: dialled) else {
            Issue.record("\(dialled) is \(PhoneCodes.standard.reading(of: dialled))")
            return
        }
        #expect(!reason.isEmpty)
    }

    @Test(
        "what begins as codes do and is none",
        arguments: [
            "*", "#", "**", "##", "*#", "#*", "*1", "*99", "#99#", "**99*89035550001#", "*#06#", "*210", "*21#5",
            "#*21#",
            "***21#", "###21#", "**#21*5#", "* 21#", "*21 #", "*72*",
            "*72123456789012345678901",
            "*735", "*981", "*72+", "*72++7", "*２１#", "*٢١#", "*21\n#", "*21\0",
            "*" + String(repeating: "2", count: 60), "#" + String(repeating: "#", count: 300),
        ])
    func unknown(dialled: String) {
        #expect(PhoneCodes.standard.reading(of: dialled) == .unknown)
    }

    @Test(
        "numbers, extensions and nonsense are no codes",
        arguments: [
            "", "*\u{301}21#", "21", "101", "72", "89035550001", "+79035550001", "112", "21#", "2*21#", "s", "＊21#",
            " *21#",
            String(repeating: "9", count: 300),
        ])
    func noCode(dialled: String) {
        #expect(PhoneCodes.standard.reading(of: dialled) == .notACode)
    }

    // MARK: Configured codes

    @Test("an office with codes of its own")
    func configured() {
        let codes = PhoneCodes(
            [.forwardAlways: "31", .callWaiting: "210", .alwaysOn: "*7", .alwaysOff: "*77", .voicemail: "86"],
            off: [.forwardBusy, .busyOn])
        let readings: [(String, PhoneCodeReading)] = [
            ("**31*\(Self.number)#", .request(.registerForward(.one(.always), number: Self.number, after: nil))),
            ("*#31#", .request(.interrogateForward(.one(.always)))), ("*#21#", .unknown),
            ("*210#", .request(.setCallWaiting(true))), ("*43#", .unknown),
            ("*7", .request(.askNumber(.one(.always)))),
            ("*75", .request(.registerForward(.one(.always), number: "5", after: nil))),
            // The longer code is meant, though the shorter one with a number would fit.
            ("*77", .request(.eraseForward(.one(.always)))), ("*771", .unknown),
            ("86", .request(.voicemail)), ("861", .notACode), ("*98", .unknown),
            ("*#67#", .unknown), ("*90", .unknown), ("*91", .request(.eraseForward(.one(.busy)))),
            ("*#61#", .request(.interrogateForward(.one(.noAnswer)))),
        ]
        for (dialled, reading) in readings { #expect(codes.reading(of: dialled) == reading, "\(dialled)") }
        #expect(codes[.voicemail] == "86")
        #expect(codes[.busyOn] == nil)
        #expect(PhoneCodes([.voicemail: "*98"]) == .standard, "a code that is the standard one is no change")
    }

    @Test("every code can be switched off", arguments: PhoneCodes.Name.allCases)
    func off(name: PhoneCodes.Name) {
        let codes = PhoneCodes(off: [name])
        let code = PhoneCodes.standard[name] ?? ""
        for dialled in [code, "*#\(code)#", "**\(code)*\(Self.number)#", "\(code)\(Self.number)"] {
            let reading = codes.reading(of: dialled)
            #expect(reading == .unknown || reading == .notACode, "\(dialled)")
        }
    }

    @Test(
        "codes that clash are refused",
        arguments: [
            ("forwardBusy: \"21\"", "codes.forwardBusy: 21 is the code of forwardAlways"),
            ("voicemail: \"*72\"", "codes.voicemail: *72 is the code of alwaysOn"),
            ("voicemail: \"102\"", "codes.voicemail: 102 hides extension 102"),
            ("alwaysOn: \"10\"", "codes.alwaysOn: 10 is how numbers begin"),
            ("voicemail: \"*21\"", "codes.voicemail: *21 hides the code of forwardAlways"),
            ("voicemail: \"##43\"", "codes.voicemail: ##43 hides the code of callWaiting"),
            ("alwaysOn: \"**\"", "codes.alwaysOn: ** hides the code of"),
            ("alwaysOn: \"*2\"", "codes.alwaysOn: *2 hides the code of forwardAlways"),
            ("forwardAlways: \"*21\"", "codes.forwardAlways: \"*21\" is not a service code"),
            ("forwardAlways: \"2\"", "codes.forwardAlways: \"2\" is not a service code"),
            ("forwardAlways: \"٢١\"", "is not a service code"),
            (
                "alwaysOn: \"*7\", alwaysOff: \"*70\"",
                "codes.alwaysOn: *7 with a number behind it may read as the code of alwaysOff"
            ),
            ("alwaysOn: \"*\"", "codes.alwaysOn: \"*\" can't be dialled as a code"),
            ("alwaysOn: \"*7a\"", "codes.alwaysOn: \"*7a\" can't be dialled as a code"),
            ("alwaysOn: \"*723456\"", "can't be dialled as a code"),
            ("voicemail: \"112\"", "codes.voicemail: 112 hides the emergency number 112"),
            ("alwaysOn: \"11\"", "codes.alwaysOn: 11 is how numbers begin"),
        ])
    func clash(code: String, says: String) throws {
        let text = TestOffice.yaml(
            """
            users:
              - { extension: 100, name: Reception, phone: PJSIP/100 }
              - { extension: 102, name: Sales, phone: PJSIP/102 }
            codes: { \(code) }
            """)
        let error = try #require(throws: OfficeFileError.self) { try TestOffice(text) }
        #expect(error.problems.contains { $0.description.contains(says) }, "\(error)")
    }

    @Test("codes that only look alike are taken")
    func neighbours() throws {
        _ = try TestOffice(
            TestOffice.yaml(
                """
                users: [ { extension: 100, name: Reception, phone: PJSIP/100 } ]
                codes: { alwaysOn: "*7", alwaysOff: "*80", callWaiting: "100", forwardBusy: off, voicemail: "98" }
                """))
    }
}
