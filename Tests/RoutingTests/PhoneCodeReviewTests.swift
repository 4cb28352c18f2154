import Foundation
import Testing

@testable import Routing

/// What the review of the codes found: each row failed on the version of 09:12.
@Suite("phone codes, review") struct PhoneCodeReviewTests {
    @Test(
        "a digit is one ASCII character and nothing else",
        arguments: ["*721\u{301}", "*721\u{FE0F}\u{20E3}", "*720\u{200D}", "**21*1\u{301}#", "**21*10\u{301}1#"])
    func combining(dialled: String) {
        if case .request(let request) = PhoneCodes.standard.reading(of: dialled) {
            Issue.record("\(dialled.debugDescription) is \(request)")
        }
    }

    @Test(
        "a code of digits has only digits",
        arguments: [
            [.voicemail: "7\u{301}2"], [.alwaysOn: "*7\u{301}2"], [.forwardAlways: "2\u{301}1"],
        ] as [[PhoneCodes.Name: String]])
    func combiningCode(changed: [PhoneCodes.Name: String]) {
        #expect(problems(changed) == Array(changed.keys))
    }

    @Test(
        "no code stands in for what GSM's form means",
        arguments: [
            [.voicemail: "*21#"], [.voicemail: "##002#"], [.voicemail: "*#43#"], [.voicemail: "*43*11"],
            [.busyOn: "*21*"], [.busyOn: "**21*"], [.busyOn: "*61*8"], [.noAnswerOff: "#004#"],
        ] as [[PhoneCodes.Name: String]])
    func hidesService(changed: [PhoneCodes.Name: String]) {
        #expect(problems(changed) == Array(changed.keys))
    }

    @Test(
        "what only looks like GSM's form is taken",
        arguments: [
            [.voicemail: "*210"], [.voicemail: "*0021"], [.alwaysOn: "*20"], [.voicemail: "21"], [.voicemail: "*99#"],
        ] as [[PhoneCodes.Name: String]])
    func neighbour(changed: [PhoneCodes.Name: String]) {
        #expect(problems(changed) == [])
    }

    @Test(
        "a time that would be lost is refused",
        arguments: ["*61***20#", "*61***20", "*004***20#", "#61***20#", "##61***20#", "*#61***20#"])
    func lostTime(dialled: String) {
        guard case .malformed = PhoneCodes.standard.reading(of: dialled) else {
            Issue.record("\(dialled) is \(PhoneCodes.standard.reading(of: dialled))")
            return
        }
    }

    @Test("the same codes are stored as the same text, and read back")
    func coding() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let codes = PhoneCodes(
            [.forwardAlways: "31", .voicemail: "*97", .alwaysOn: "*82"], off: [.forwardBusy, .busyOff])
        let body = try encoder.encode(codes)
        #expect(
            String(decoding: body, as: UTF8.self)
                == #"{"changed":{"alwaysOn":"*82","busyOff":null,"forwardAlways":"31","forwardBusy":null,"voicemail":"*97"}}"#
        )
        #expect(try JSONDecoder().decode(PhoneCodes.self, from: body) == codes)
        #expect(PhoneCodes([.busyOn: "*80"], off: [.busyOn]) == PhoneCodes(off: [.busyOn]))
    }

    private func problems(_ changed: [PhoneCodes.Name: String]) -> [PhoneCodes.Name] {
        PhoneCodes(changed).problems(extensions: ["100"], isEmergency: { $0 == "112" }).map(\.name)
    }
}
