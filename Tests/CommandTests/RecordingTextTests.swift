import Foundation
import Storage
import Testing

@testable import switchboard

/// How `recording list` and `call show` write a recording.
@Suite struct RecordingTextTests {
    private let text: CallText
    private static let began = Date(timeIntervalSince1970: 1_790_000_000)

    init() throws {
        text = CallText(zone: try #require(TimeZone(identifier: "Europe/Moscow")), names: ["101": "Account manager"])
    }

    private func recording(ended: Date?, _ purpose: Recording.Purpose) -> Recording {
        Recording(
            id: 12, file: "1.1+1.1+1.wav", call: "1790000000.42", channel: "1790000000.42", began: Self.began,
            ended: ended, bytes: 1_040_044, purpose: purpose)
    }

    @Test("number, when, how long, how much, who, for whom, and the call")
    func ended() {
        let purpose = Recording.Purpose(number: "+74951234567", queue: "support", user: "101", caller: "+79035550000")
        #expect(
            text.line(of: recording(ended: Self.began.addingTimeInterval(65), purpose))
                == "12  2026-09-21 17:13:20  1 min 5 s  1 MB  +79035550000  number +74951234567  queue support  "
                + "user 101 (Account manager)  call 1790000000.42")
    }

    @Test("one under way, of somebody whose number is not known; names move no cursor")
    func underWay() {
        #expect(
            text.line(of: recording(ended: nil, .init(group: "a\u{1B}[2J")))
                == "12  2026-09-21 17:13:20  under way  1 MB  anonymous  group a\u{FFFD}[2J  call 1790000000.42")
    }
}
