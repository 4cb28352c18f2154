import Testing

@testable import AMI

@Suite struct AMIActionEncodingTests {
    private func text(_ action: AMIAction) throws -> String {
        String(decoding: try action.encoded(id: "t-1"), as: UTF8.self)
    }

    @Test func `headers keep their order and may repeat`() throws {
        let action = AMIAction(
            "Originate", ["Variable": "B=2", "Channel": "Local/1@a:b", "Variable": "A=ü", "Data": ""])
        #expect(
            try text(action)
                == "Action: Originate\r\nActionID: t-1\r\nVariable: B=2\r\nChannel: Local/1@a:b\r\n"
                + "Variable: A=ü\r\nData: \r\n\r\n")
    }

    @Test(arguments: ["\r", "\n", "\0", "\r\n"])
    func `nothing in a field becomes another line`(_ hostile: String) {
        for value in [hostile, "a\(hostile)Action: Originate", "a\(hostile)"] {
            #expect(throws: AMIEncodingError.controlCharacter(field: "Exten")) {
                try text(AMIAction("Redirect", ["Channel": "a", "Exten": value]))
            }
            #expect(throws: AMIEncodingError.invalidName(value)) { try text(AMIAction("Redirect", [value: "1"])) }
            #expect(throws: AMIEncodingError.controlCharacter(field: "Action")) { try text(AMIAction(value)) }
        }
    }

    @Test(arguments: ["", "A:B", ":"])
    func `a name is a name`(_ name: String) {
        #expect(throws: AMIEncodingError.invalidName(name)) { try text(AMIAction("Ping", [name: "1"])) }
    }

    @Test(arguments: ["Action", "actionid", "ACTIONID"])
    func `what the connection writes is no field`(_ name: String) {
        #expect(throws: AMIEncodingError.reservedName(name)) { try text(AMIAction("Ping", [name: "1"])) }
    }

    /// Tried on Asterisk 22.10: 1,024 bytes with CR LF are read, 1,025 are "line too long".
    @Test func `a line may have 1,024 bytes and no more`() throws {
        let longest = String(repeating: "x", count: 1_024 - 5)
        #expect(try text(AMIAction("Ping", ["X": longest])).contains("X: \(longest)\r\n"))
        #expect(throws: AMIEncodingError.tooLong(field: "X")) { try text(AMIAction("Ping", ["X": longest + "x"])) }
        // Bytes, not characters.
        #expect(throws: AMIEncodingError.tooLong(field: "X")) {
            try text(AMIAction("Ping", ["X": String(repeating: "ü", count: 600)]))
        }
    }

    /// Tried on Asterisk 22.10: 128 headers are read, 129 are "Too many lines in message".
    @Test func `an action may have 128 headers and no more`() throws {
        let field = AMIAction.Field("X", "x")
        #expect(try text(AMIAction("Ping", Array(repeating: field, count: 126))).hasSuffix("X: x\r\n\r\n"))
        #expect(throws: AMIEncodingError.tooManyHeaders(129)) {
            try text(AMIAction("Ping", Array(repeating: field, count: 127)))
        }
    }

    @Test func `an error names the field and not its value`() {
        #expect(AMIEncodingError.controlCharacter(field: "Exten").description.contains("Exten"))
        #expect(AMIEncodingError.tooLong(field: "Exten").description.contains("1024"))
    }
}
