import NIOCore
import Testing

@testable import AMI

@Suite struct AMIParserTests {
    private func messages(_ text: String) throws -> [AMIMessage] {
        var parser = AMIParser()
        parser.append(ByteBuffer(string: text))
        var messages: [AMIMessage] = []
        while let message = try parser.nextMessage() { messages.append(message) }
        return messages
    }

    @Test(arguments: [
        ("A: b", "A", "b"), ("A:b", "A", "b"), ("A:", "A", ""), ("A: ", "A", ""), ("A", "A", ""), ("A:  b", "A", " b"),
        ("A: b ", "A", "b "), ("A: b: c", "A", "b: c"), (": b", "", "b"), ("A: \u{2028}\u{85}", "A", "\u{2028}\u{85}"),
        ("A: b\rc", "A", "b\rc"), ("A: b\nc", "A", "b\nc"), ("A: b\n\nEvent: c", "A", "b\n\nEvent: c"),
        ("A: b\n", "A", "b\n"),
    ])
    func `a line is a name and a value`(_ line: String, _ name: String, _ value: String) throws {
        let messages = try messages(line + "\r\n\r\n")
        #expect(messages.count == 1)
        let header = try #require(messages.first?.headers.first)
        #expect(header.name == name)
        #expect(header.value == value)
        #expect(messages.first?.headers.count == 1)
    }

    @Test func `blank lines between messages are none`() throws {
        #expect(
            try messages("\r\n\r\nA: 1\r\n\r\n\r\nA: 2\r\n\r\n") == [AMIMessage(["A": "1"]), AMIMessage(["A": "2"])])
    }

    @Test func `a message that is not complete is none`() throws {
        #expect(try messages("A: 1\r\nB: 2\r\n").isEmpty)
        #expect(try messages("A: 1\r\nB: 2\r\n\r").isEmpty)
    }

    @Test func `a message may have 1 MiB and no byte more`() throws {
        let limit = AMIParser.maximumMessageSize
        // With its name, its line end and the blank line.
        let longest = String(repeating: "x", count: limit - 7)
        #expect(try messages("A: \(longest)\r\n\r\n").first?["A"]?.utf8.count == limit - 7)
        #expect(throws: AMIParser.MessageTooLarge.self) { try messages("A: \(longest)x\r\n\r\n") }
        // Without an end, too.
        #expect(throws: AMIParser.MessageTooLarge.self) { try messages("A: \(longest)xxxxx") }
        #expect(throws: AMIParser.MessageTooLarge.self) {
            try messages(String(repeating: "A: \(String(repeating: "x", count: 1_019))\r\n", count: 1_025))
        }
        // The limit is one message's.
        let half = "A: " + String(repeating: "x", count: limit / 2) + "\r\n\r\n"
        #expect(try messages(half + half + half).count == 3)
    }

    @Test func `what follows a banner is read from its first byte`() throws {
        var parser = AMIParser()
        parser.append(ByteBuffer(bytes: Array("X".utf8) + [0xE9, 0xFF] + Array("\r\nA: 1\r\n\r\n".utf8)))
        #expect(try parser.nextLine() == "X\u{FFFD}\u{FFFD}")
        #expect(try parser.nextMessage() == AMIMessage(["A": "1"]))
    }

    @Test func `a banner without an end is refused`() throws {
        var parser = AMIParser()
        parser.append(ByteBuffer(repeating: UInt8(ascii: "x"), count: AMIParser.maximumMessageSize + 1))
        #expect(throws: AMIParser.MessageTooLarge.self) { try parser.nextLine() }
    }
}
