import Routing
import Testing

@Suite struct CallCursorTests {
    @Test("survives its own text, odd characters included")
    func roundTrip() {
        var cursor = CallCursor(revision: 12)
        cursor.stage = .lastOperator
        cursor.owner = "101"
        cursor.trunk = 1
        cursor.tried = [
            .user("101"), .phone("101"), .mobile("101"), .number("+79160000102"), .sip("sip:a+b.c@host.example:5061"),
        ]
        #expect(CallCursor(cursor.description) == cursor)
        let safe = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:+.@%_-")
        #expect(cursor.description.allSatisfy(safe.contains))
        #expect(CallCursor(CallCursor(revision: 0).description) == CallCursor(revision: 0))
    }

    @Test(
        "refuses anything else",
        arguments: [
            "", "1", "2:1:r:-:-:", "1:x:r:-:-:", "1:-1:r:-:-:", "1:1:z:-:-:", "1:1:r:-:x:", "1:1:r:-:-1:",
            "1:1:r:-:-:q1",
            "1:1:r:-:-:u", "1:1:r:-:-:u%", "1:1:r:-:-:u1:", "1:1:r:-:-:" + String(repeating: "u1+", count: 600),
        ])
    func refuses(text: String) {
        #expect(CallCursor(text) == nil)
    }
}
