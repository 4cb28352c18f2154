import Testing

@testable import AMI

@Suite struct AMIMessageTests {
    let message = AMIMessage(["Event": "X", "Variable": "A=1=2", "variable": "B", "VARIABLE": "A=3", "Variable": "C="])

    @Test func `names are compared without case, and the first counts`() {
        #expect(message["EVENT"] == "X")
        #expect(message["variable"] == "A=1=2")
        #expect(message["Variabl"] == nil)
        #expect(message.values(of: "Variable") == ["A=1=2", "B", "A=3", "C="])
        #expect(AMIMessage(["Ä": "1"])["ä"] == nil)
        // `@` and the backquote differ in the same bit as a letter and its capital.
        #expect(AMIMessage(["@": "1"])["`"] == nil)
    }

    @Test func `variables are split at the first equals sign, and the first counts`() {
        #expect(message.variables(of: "Variable") == ["A": "1=2", "C": ""])
    }

    @Test(arguments: [
        ("plain", "plain"), (#"a\nb"#, "a\nb"), (#"a\\nb"#, #"a\nb"#), (#"\"\'\?\\"#, #""'?\"#),
        (#"\a\b\f\r\t\v"#, "\u{07}\u{08}\u{0C}\r\t\u{0B}"), (#"end\"#, #"end\"#), (#"é\"é"#, #"é"é"#),
    ])
    func `only what Asterisk escapes is unescaped`(_ wire: String, _ meant: String) {
        #expect(AMIMessage(["CallerIDName": wire]).unescaped("CallerIDName") == meant)
        #expect(AMIMessage(["DestChanVariable": "A=\(wire)"]).variables(of: "DestChanVariable") == ["A": meant])
        #expect(AMIMessage(["Variable": "A=\(wire)"]).variables(of: "Variable") == ["A": wire])
    }

    @Test func `only the first header says what a message is`() {
        let event = AMIMessage(["Event": "UserEvent", "Response": "Success"])
        #expect(event.event == "UserEvent")
        #expect(event.response == nil)
        let response = AMIMessage(["Response": "Error", "Event": "Hangup"])
        #expect(response.event == nil)
        #expect(response.response == "Error")
        #expect(AMIMessage([:]).event == nil)
    }
}
