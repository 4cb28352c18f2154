import AMI
import Foundation
import Testing

@testable import SwitchboardServer

/// What the dialplan writes down of messages.
@Suite("messages left") struct LeftMessageTests {
    private static func message(_ value: String) -> LeftMessage? {
        LeftMessage(
            AMIMessage([
                "Event": "DBGetTreeResponse", "Key": "/switchboard-messages/5/497222/1790000000.42", "Val": value,
            ]))
    }

    @Test("an entry is read")
    func whole() throws {
        let read = try #require(Self.message("1790000000.41|1790000012.345|101|msg0003|+79035551234|Ivan | Co"))
        #expect(read.channel == "1790000000.42")
        #expect(read.call == "1790000000.41")
        #expect(abs(read.moment.timeIntervalSince1970 - 1_790_000_012.345) < 0.001)
        #expect(read.mailbox == "101")
        #expect(read.file == "msg0003")
        #expect(read.number == "+79035551234")
        #expect(read.name == "Ivan | Co")
        let hidden = try #require(Self.message("1.1|1790000012|101|msg0003||"))
        #expect(hidden.number == nil)
        #expect(hidden.name == nil)
    }

    @Test(
        "what could lead to another file, and slots, are no messages",
        arguments: [
            "497222", "1.1|1790000012|101|msg0003", "1.1|1790000012|../../etc|msg0003||",
            "1.1|1790000012|101|../passwd||",
            "1.1|1790000012|101|msg||", "1.1|1790000012|101|msg00/3||", "1.1|1790000012||msg0003||",
            "1.1|x|101|msg0003||",
            "1.1|1790000012|101|IMAP_STORAGE||", "1.1|1790000012|١٠١|msg0003||", "",
        ])
    func hostile(value: String) { #expect(Self.message(value) == nil) }
}
