import Testing

@testable import AGI

@Suite struct AGIReplyTests {
    static let forms: [(String, AGIReply)] = [
        ("200 result=0", AGIReply(code: 200, result: "0")),
        ("200 result=-1", AGIReply(code: 200, result: "-1")),
        ("200 result=", AGIReply(code: 200)),
        ("200 result=102# (timeout)", AGIReply(code: 200, result: "102#", value: "timeout")),
        ("200 result= (timeout)", AGIReply(code: 200, value: "timeout")),
        ("200 result=1 (PJSIP/101)", AGIReply(code: 200, result: "1", value: "PJSIP/101")),
        ("200 result=1 ()", AGIReply(code: 200, result: "1", value: "")),
        ("200 result=1 (a (b) c))", AGIReply(code: 200, result: "1", value: "a (b) c)")),
        ("200 result=1 (x) endpos=5 ()", AGIReply(code: 200, result: "1", value: "x) endpos=5 (")),
        ("200 result=49 endpos=8000", AGIReply(code: 200, result: "49", endpos: 8_000)),
        ("200 result=-1 (hangup) endpos=0", AGIReply(code: 200, result: "-1", value: "hangup", endpos: 0)),
        ("200 result=1 (digit) digit=5 endpos=7", AGIReply(code: 200, result: "1", value: "digit", endpos: 7)),
        (
            "200 result=1 (speech) endpos=9 results=1 text0=\"a) b\" grammar0=g",
            AGIReply(code: 200, result: "1", value: "speech", endpos: 9)
        ),
        ("200 result=0 Gosub complete", AGIReply(code: 200, result: "0")),
        ("503 result=-2 Memory allocation failure", AGIReply(code: 503, result: "-2")),
        ("510 Invalid or unknown command", AGIReply(code: 510)),
        ("511 Command Not Permitted on a dead channel or intercept routine", AGIReply(code: 511)),
        ("520 Invalid command syntax.  Proper usage not available.", AGIReply(code: 520)),
    ]

    @Test(arguments: forms) func `every form of res_agi is read`(_ line: String, _ expected: AGIReply) {
        #expect(AGIReply(parsing: Array(line.utf8)) == expected)
    }

    @Test func `only 200 is success`() {
        #expect(AGIReply(code: 200, result: "-1").isSuccess)
        #expect(!AGIReply(code: 511).isSuccess)
    }

    @Test func `broken UTF-8 is repaired`() {
        let line = Array("200 result=1 (".utf8) + [0xC3, 0x28, 0xFF] + Array(")".utf8)
        #expect(AGIReply(parsing: line)?.value == "\u{FFFD}(\u{FFFD}")
    }
}
