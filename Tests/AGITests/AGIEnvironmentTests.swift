import Testing

@testable import AGI

@Suite struct AGIEnvironmentTests {
    private func refusal(_ block: String) -> AGIEnvironmentError? {
        do {
            _ = try AGIEnvironment(parsing: block)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a value begins after the first colon and one blank`() throws {
        let environment = try AGIEnvironment(
            parsing: "agi_request: agi://127.0.0.1:4573/route\nagi_callerid:5\nagi_calleridname:  : Bob \n\n")
        #expect(environment["agi_request"] == "agi://127.0.0.1:4573/route")
        #expect(environment.callerNumber == "5")
        #expect(environment.callerName == " : Bob ")
    }

    @Test func `what is missing is empty or nil`() throws {
        let environment = try AGIEnvironment(parsing: "\n")
        #expect(environment.script == "")
        #expect(environment.callerNumber == nil)
        #expect(environment.arguments.isEmpty)
        #expect(environment["agi_channel"] == nil)
    }

    @Test(arguments: ["unknown", ""]) func `a withheld number is nil`(_ value: String) throws {
        let environment = try AGIEnvironment(parsing: "agi_callerid: \(value)\nagi_calleridname: \(value)\n\n")
        #expect(environment.callerNumber == nil)
        #expect(environment.callerName == nil)
    }

    @Test func `lines end with LF, a CR before it is dropped, and nothing else ends them`() throws {
        let name = "a\u{0B}b\u{0C}c\u{85}d\u{2028}e\rf"
        let environment = try AGIEnvironment(parsing: "agi_calleridname: \(name)\r\nagi_callerid: 5\r\n\r\n")
        #expect(environment.callerName == name)
        #expect(environment.callerNumber == "5")
    }

    @Test func `broken UTF-8 is repaired`() throws {
        var builder = AGIEnvironmentBuilder()
        _ = try builder.append(Array("agi_calleridname: ".utf8) + [0x42, 0xFF, 0xE2, 0x82, 0x43])
        let environment = try #require(try builder.append([]))
        #expect(environment.callerName == "B\u{FFFD}\u{FFFD}C")
    }

    @Test func `blocks are equal whatever their line ends`() throws {
        let plain = try AGIEnvironment(parsing: "agi_callerid: 5\n\n")
        #expect(try plain == AGIEnvironment(parsing: "agi_callerid:5\r\n\r\n"))
        #expect(try plain != AGIEnvironment(parsing: "agi_callerid: 6\n\n"))
        #expect(try plain != AGIEnvironment(parsing: "agi_calleri: d5\n\n"))
    }

    @Test func `an argument is found by its whole name and keeps its value`() throws {
        let environment = try AGIEnvironment(
            parsing: "agi_arg_1: to=a=b\nagi_arg_2: plain\nagi_arg_3: t=\nagi_arg_4: a b=c\n\n")
        #expect(environment.arguments == ["to=a=b", "plain", "t=", "a b=c"])
        #expect(environment.argument("to") == "a=b")
        #expect(environment.argument("t") == "")
        #expect(environment.argument("plain") == nil)
        #expect(environment.argument("a b") == nil)
    }

    @Test func `a name with line ends cannot bring its own lines in`() {
        #expect(
            refusal("agi_calleridname: Eve\nagi_context: office\nagi_context: trunk\n\n")
                == .duplicateKey("agi_context"))
        #expect(
            refusal("agi_calleridname: Eve\nagi_arg_1: to=900\nagi_arg_1: to=101\n\n") == .duplicateKey("agi_arg_1"))
        #expect(refusal("agi_calleridname: Eve\nI am root\n\n") == .malformedLine)
        #expect(refusal("agi_calleridname: Eve\n: x\n\n") == .malformedLine)
        #expect(refusal("agi_calleridname: Eve\nagi context: x\n\n") == .malformedLine)
    }

    @Test func `a comma in a value cannot bring another argument in`() {
        #expect(refusal("agi_arg_1: to=101\nagi_arg_2: to=900\n\n") == .duplicateArgument("to"))
    }

    @Test(arguments: [
        "agi_arg_2: a\n\n", "agi_arg_1: a\nagi_arg_3: b\n\n", "agi_arg_01: a\n\n", "agi_arg_0: a\n\n",
        "agi_arg_: a\n\n",
        "agi_arg_1: a\nagi_arg_01: b\n\n",
    ])
    func `arguments come in their order`(_ block: String) {
        #expect(refusal(block) == .argumentOutOfOrder)
    }

    @Test(arguments: ["", "agi_callerid: 5", "agi_callerid: 5\n", "agi_callerid: 5\n\r"])
    func `a block without its blank line is incomplete`(_ block: String) {
        #expect(refusal(block) == .incomplete)
    }

    @Test func `size and number of lines are limited`() {
        func block(lines: Int, valueLength: Int) -> String {
            let value = String(repeating: "x", count: valueLength)
            return (0..<lines).map { "k\(100 + $0): \(value)\n" }.joined() + "\n"
        }
        #expect(refusal(block(lines: 192, valueLength: 10)) == nil)
        #expect(refusal(block(lines: 193, valueLength: 10)) == .tooManyLines)
        // A line is `k100: `, the value and an LF: 64 lines of 1,024 bytes are just 64 KiB.
        #expect(refusal(block(lines: 64, valueLength: 1_024 - 7)) == nil)
        #expect(refusal(block(lines: 65, valueLength: 1_024 - 7)) == .tooLarge)
    }
}
