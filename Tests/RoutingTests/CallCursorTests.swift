import Routing
import Testing

@Suite struct CallCursorTests {
    @Test("survives its own text, odd characters included")
    func roundTrip() {
        var cursor = CallCursor(revision: 12)
        cursor.stage = .lastOperator
        cursor.isMember = true
        cursor.language = "en"
        cursor.trunk = 1
        cursor.diversion = DiversionChain(.init(by: .user("101"), reason: .noAnswer))
        cursor.tried = [
            .user("101"), .phone("101"), .mobile("101"), .number("+79160000102"), .sip("sip:a+b.c@host.example:5061"),
            .group("a/b:c+d, (e) группа"), .menu("m.n"),
        ]
        let frames: [CallCursor.Frame?] = [
            nil, .user("101"), .group("a/b.c d", remaining: [2, 0, 11], ringing: 1),
            .group("g", remaining: [], ringing: nil),
            .familiar(user: "103", number: "+74951234567", rule: 4), .menu("main menu", attempt: 2),
            .number(for: [.noAnswer, .unreachable]),
            .member(MemberCall(.number("+79160000199"), confirm: true, ring: Seconds(20))),
            .member(MemberCall(.group("a/b"), ring: Seconds(5))),
        ]
        let safe = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:+/.@%_-")
        for frame in frames {
            cursor.frame = frame
            #expect(CallCursor(cursor.description) == cursor)
            #expect(cursor.description.allSatisfy(safe.contains))
        }
        #expect(CallCursor(CallCursor(revision: 0).description) == CallCursor(revision: 0))
    }

    @Test("every stage survives", arguments: [CallCursor.Stage.rules, .transferor, .lastOperator, .lastVoicemail])
    func stages(stage: CallCursor.Stage) {
        var cursor = CallCursor(revision: 1)
        cursor.stage = stage
        #expect(CallCursor(cursor.description)?.stage == stage)
    }

    @Test(
        "refuses anything else",
        arguments: [
            "", "2", "1:1:r:-:-:", "2:x:r:-:-:-:-:-:", "2:-1:r:-:-:-:-:-:", "2:1:z:-:-:-:-:-:", "2:1:r:x:-:-:-:-:",
            "2:1:r:-:-:x:-:-:", "2:1:r:-:-:g/a/x/:-:-:", "2:1:r:-:-:m/a:-:-:", "2:1:r:-:-:-:x:-:",
            "2:1:r:-:-:-:-1:-:", "2:1:r:-:-:-:-:u1:", "2:1:r:-:-:-:-:u1/never/u1/no-answer/1:",
            "2:1:r:-:-:-:-:-:x1", "2:1:r:-:-:-:-:-:u", "2:1:r:-:-:-:-:-:u%", "2:1:r:-:-:-:-:-:u1:",
            "2:1:r:-:-:-:-:-:" + String(repeating: "u1+", count: 600),
        ])
    func refuses(text: String) {
        #expect(CallCursor(text) == nil)
    }
}
