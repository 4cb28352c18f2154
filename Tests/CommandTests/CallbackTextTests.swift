import Foundation
import OfficeFile
import PhoneNumbers
import Routing
import Storage
import SwitchboardServer
import Testing

@testable import switchboard

/// So many seconds after 2026-09-21 17:13:20 in Moscow.
private func at(_ seconds: TimeInterval) -> Date { Date(timeIntervalSince1970: 1_790_000_000 + seconds) }

@Suite struct CallbackTextTests {
    private static func text(now: TimeInterval = 60, during: String = "") throws -> CallbackText {
        let numbering = LibPhoneNumber()
        let office = """
            version: 1
            office: { name: A, country: RU, timezone: Europe/Moscow, language: ru, operator: user 101 }
            trunks: [ { name: main, dial: "PJSIP/{number}@main", callerId: +74951234567, allow: [RU] } ]
            users: [ { extension: 101, name: A, phone: PJSIP/101 } ]
            schedules: [ { name: morning, open: ["daily 09:00-12:00"] } ]
            queues:
              - { extension: 700, name: support, strategy: linear, members: [user 101], ring: 15s, otherwise: { to: busy },
                  callback: { key: 1, offer: 30s, window: 10m, retry: 5m, attempts: 2\(during) } }
            """
        let table = RoutingTable(
            try OfficeFile.read(office, named: "test", numbering: numbering), revision: 1, numbering: numbering)
        return CallbackText(
            text: CallText(zone: try #require(TimeZone(identifier: "Europe/Moscow"))), table: table, now: at(now))
    }

    private static func record(_ change: (inout CallbackRecord) -> Void = { _ in }) -> CallbackRecord {
        var record = CallbackRecord(
            queue: "700", number: "+79035550001", name: "Иванов", language: "ru", call: "1790000000.42",
            arrived: at(-60), asked: at(0), mostAttempts: 2, window: 600, retry: 300)
        record.id = 12
        change(&record)
        return record
    }

    private static let head = "12  support  +79035550001 \"Иванов\"  asked 2026-09-21 17:13:20  "

    @Test("one that waits for its next attempt")
    func waiting() throws {
        var record = Self.record { $0.until = at(340) }
        record.attempts = [.init(number: 1, began: at(5), call: "2.1", ended: at(40), result: "noAnswer")]
        #expect(try Self.text().line(of: record) == Self.head + "1 of 2 attempts  attempt 2 at 17:19:00")
        #expect(
            try Self.text(now: 341).line(of: record)
                == Self.head + "1 of 2 attempts  attempt 2 is next, until 17:23:20")
    }

    @Test(
        "what comes next",
        arguments: [
            ("queued", "", "attempt 1 waits for an agent, until 17:23:20"),
            ("dialing", "", "attempt 1: the client is being called"),
            ("waiting", ", during: morning", "attempt 1 waits for the hours of morning"),
            ("waiting", "", "attempt 1 is next, until 17:23:20"),
        ])
    func open(state: String, during: String, words: String) throws {
        let record = Self.record {
            $0.state = state
            $0.attempt = state == "waiting" ? nil : 1
        }
        #expect(try Self.text(during: during).line(of: record) == Self.head + "0 of 2 attempts  " + words)
    }

    @Test("quiet hours are over, and the server has not noticed it yet") func held() throws {
        let record = Self.record { $0.windowFrom = .distantFuture }
        #expect(try Self.text().line(of: record) == Self.head + "0 of 2 attempts  attempt 1 is next")
    }

    @Test(
        "how it came out",
        arguments: [
            ("connected", nil, "connected at 17:14:10"),
            ("failed", "the client was busy", "failed at 17:14:10: the client was busy"),
            ("cancelled", "cancelled by reception", "cancelled at 17:14:10: cancelled by reception"),
        ] as [(String, String?, String)])
    func over(outcome: String, reason: String?, words: String) throws {
        let record = Self.record { ($0.state, $0.outcome, $0.reason, $0.ended) = ("ended", outcome, reason, at(50)) }
        #expect(try Self.text().line(of: record) == Self.head + "0 of 2 attempts  " + words)
    }

    @Test("the whole of one")
    func show() throws {
        let record = Self.record {
            $0.until = at(700)
            $0.attempts = [
                .init(number: 1, began: at(5), call: "1790000005.50", ended: at(45), result: "noAnswer"),
                .init(number: 2, began: at(345), call: "1790000345.60", ended: at(350), result: "voicemail"),
            ]
            ($0.state, $0.outcome, $0.reason, $0.ended) = ("ended", "failed", "nobody pressed 1", at(350))
        }
        #expect(
            try Self.text(now: 400).lines(of: record).joined(separator: "\n") == """
                callback  12
                queue     support (700)
                client    +79035550001 "Иванов", ru
                asked     2026-09-21 17:13:20, in call 1790000000.42
                place     as of 17:12:20
                attempts  2 of 2, 5 min apart, for 10 min
                state     failed at 17:19:10: nobody pressed 1

                17:13:25  attempt 1: no answer after 40 s, call 1790000005.50
                17:19:05  attempt 2: voicemail, or nobody pressed 1 after 5 s, call 1790000345.60
                """)
    }

    @Test("one that an operator asked for, in a queue that is gone")
    func byOperator() throws {
        let record = Self.record { ($0.call, $0.queue, $0.name) = ("", "799", nil) }
        let lines = try Self.text().lines(of: record)
        #expect(lines.contains("asked     2026-09-21 17:13:20, by an operator"))
        #expect(lines.contains("queue     799 (799)"))
        #expect(lines.contains("client    +79035550001, ru"))
    }

    @Test("what came from the wire plays no tricks on the terminal")
    func hostile() throws {
        let record = Self.record {
            $0.name = "\u{1B}[2J\u{202E}x"
            $0.call = "1\n2"
            ($0.state, $0.outcome, $0.ended, $0.reason) = ("ended", "failed", at(1), "\u{07}bell")
            $0.attempts = [.init(number: 1, began: at(1), call: "\u{1B}c", ended: at(2), result: "\rx")]
        }
        let text = try Self.text()
        for line in text.lines(of: record) + [text.line(of: record)] {
            #expect(line == line.printable)
        }
        #expect(text.line(of: record).contains("\"\u{FFFD}[2J\u{FFFD}x\""))
    }
}

/// What `explain --when` reads.
@Suite struct OutcomeArgumentTests {
    @Test(
        "each word has its outcome",
        arguments: [
            ("timeout", .queue(.timedOut)), ("empty", .queue(.nobodyThere)), ("full", .queue(.full)),
            ("callback", .queue(.askedForCallback)), ("busy", .leg(.busy)), ("silence", .keys("")),
            ("keys 101", .keys("101")),
        ] as [(String, StepOutcome)])
    func words(word: String, outcome: StepOutcome) {
        #expect(StepOutcome(argument: word) == outcome)
    }

    @Test("others have none", arguments: ["told", "unknown to Asterisk", "Timeout", ""])
    func others(word: String) {
        #expect(StepOutcome(argument: word) == nil)
    }
}
