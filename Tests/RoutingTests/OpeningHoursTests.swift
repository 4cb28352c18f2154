import Foundation
import Routing
import Testing

@Suite("opening hours") struct OpeningHoursTests {
    /// Hours and the moments, written with their offset, at which they are open and closed.
    struct Row: Sendable, CustomTestStringConvertible {
        var open: [String]
        var except: [String] = []
        var zone = "Europe/Moscow"
        var isOpen: [String] = []
        var isClosed: [String] = []
        var testDescription: String { "\(open) except \(except) in \(zone)" }
    }

    @Test("open and closed", arguments: weekdays + dates + nights + clockChanges)
    func openAndClosed(row: Row) throws {
        let hours = try OpeningHours(open: row.open, except: row.except, zone: zone(row.zone))
        for moment in row.isOpen { #expect(try hours.isOpen(at: date(moment)), "\(moment)") }
        for moment in row.isClosed { #expect(try !hours.isOpen(at: date(moment)), "\(moment)") }
    }

    // 2026-11-20 is a Friday.
    static let weekdays = [
        Row(
            open: ["Mon-Fri 09:00-18:00"],
            isOpen: ["2026-11-20T09:00:00+03:00", "2026-11-20T17:59:59+03:00", "2026-11-16T12:00:00+03:00"],
            isClosed: [
                "2026-11-20T08:59:59+03:00", "2026-11-20T18:00:00+03:00", "2026-11-21T12:00:00+03:00",
                "2026-11-22T12:00:00+03:00",
            ]),
        Row(
            open: ["monday - FRIDAY  9:00 - 13:00 ,14:00-18:00", "Sat 10:00-14:00"],
            isOpen: ["2026-11-20T12:59:59+03:00", "2026-11-20T14:00:00+03:00", "2026-11-21T10:00:00+03:00"],
            isClosed: ["2026-11-20T13:00:00+03:00", "2026-11-20T13:59:59+03:00", "2026-11-21T14:00:00+03:00"]),
        Row(
            open: ["Mon, wed,Fri 09:00-12:00"],
            isOpen: ["2026-11-16T09:00:00+03:00", "2026-11-18T09:00:00+03:00", "2026-11-20T09:00:00+03:00"],
            isClosed: ["2026-11-17T09:00:00+03:00", "2026-11-19T09:00:00+03:00", "2026-11-21T09:00:00+03:00"]),
        Row(
            open: ["Fri-Mon 10:00-12:00"],
            isOpen: [
                "2026-11-20T11:00:00+03:00", "2026-11-21T11:00:00+03:00", "2026-11-22T11:00:00+03:00",
                "2026-11-23T11:00:00+03:00",
            ],
            isClosed: ["2026-11-19T11:00:00+03:00", "2026-11-24T11:00:00+03:00", "2026-11-25T11:00:00+03:00"]),
        Row(
            open: ["Tue-Tue,Sun 10:00-12:00"], isOpen: ["2026-11-17T11:00:00+03:00", "2026-11-22T11:00:00+03:00"],
            isClosed: ["2026-11-16T11:00:00+03:00", "2026-11-18T11:00:00+03:00"]),
        Row(open: ["Daily"], isOpen: ["2026-11-21T00:00:00+03:00", "2026-11-21T23:59:59+03:00"]),
        Row(open: ["daily 00:00-24:00"], isOpen: ["2026-11-21T00:00:00+03:00", "2026-11-21T23:59:59+03:00"]),
        Row(open: [], isClosed: ["2026-11-20T12:00:00+03:00"]),
        // Before 1970: 1961-04-12 was a Wednesday.
        Row(
            open: ["Wed 09:00-10:00"], isOpen: ["1961-04-12T09:07:00+03:00"], isClosed: ["1961-04-11T09:07:00+03:00"]),
        // The schedule's zone, not the caller's or the office's, says what day it is.
        Row(
            open: ["Mon-Fri 09:00-18:00"], zone: "Asia/Tokyo",
            isOpen: ["2026-11-23T03:00:00+03:00", "2026-11-22T16:00:00-08:00"],
            isClosed: ["2026-11-23T02:59:59+03:00", "2026-11-23T12:00:00+03:00", "2026-11-21T00:00:00Z"]),
        Row(
            open: ["daily 09:00-18:00"], zone: "Asia/Kathmandu", isOpen: ["2026-11-23T03:15:00Z"],
            isClosed: ["2026-11-23T03:14:59Z", "2026-11-23T12:15:00Z"]),
    ]

    static let dates = [
        Row(
            open: ["Mon-Fri 09:00-18:00"], except: ["2026-12-31 .. 2027-01-08", "*-05-09", "2026-11-20"],
            isOpen: [
                "2026-12-30T12:00:00+03:00", "2027-01-11T12:00:00+03:00", "2025-12-31T12:00:00+03:00",
                "2028-05-08T12:00:00+03:00", "2026-11-19T12:00:00+03:00", "2029-11-20T12:00:00+03:00",
            ],
            isClosed: [
                "2026-12-31T09:00:00+03:00", "2027-01-04T12:00:00+03:00", "2027-01-08T17:59:59+03:00",
                "2028-05-09T12:00:00+03:00", "2029-05-09T12:00:00+03:00", "2026-11-20T12:00:00+03:00",
            ]),
        Row(
            open: ["daily"], except: ["*-12-31..*-01-08"],
            isOpen: ["2026-12-30T23:59:59+03:00", "2027-01-09T00:00:00+03:00", "2030-06-01T12:00:00+03:00"],
            isClosed: [
                "2026-12-31T00:00:00+03:00", "2027-01-08T23:59:59+03:00", "2030-12-31T12:00:00+03:00",
                "2031-01-01T12:00:00+03:00",
            ]),
        Row(
            open: ["*-07-01..*-08-31 08:00-15:00", "*-12-31 09:00-13:00"],
            isOpen: [
                "2026-07-01T08:00:00+03:00", "2031-08-31T14:59:59+03:00", "2026-12-31T12:59:59+03:00",
                "2027-12-31T09:00:00+03:00",
            ],
            isClosed: [
                "2026-06-30T12:00:00+03:00", "2026-09-01T12:00:00+03:00", "2026-08-31T15:00:00+03:00",
                "2026-12-30T10:00:00+03:00",
            ]),
        Row(
            open: ["2026-12-30 09:00-14:00", "2027-02-01..2027-02-03 10:00-11:00, 12:00-13:00"],
            isOpen: ["2026-12-30T13:59:59+03:00", "2027-02-01T10:00:00+03:00", "2027-02-03T12:59:59+03:00"],
            isClosed: [
                "2026-12-30T14:00:00+03:00", "2025-12-30T10:00:00+03:00", "2027-02-02T11:30:00+03:00",
                "2027-02-04T10:30:00+03:00", "2027-01-31T10:30:00+03:00",
            ]),
        // 2028 is a leap year, 2027 and 2100 are not.
        Row(
            open: ["daily"], except: ["*-02-29"],
            isOpen: [
                "2028-02-28T23:59:59+03:00", "2028-03-01T00:00:00+03:00", "2027-02-28T12:00:00+03:00",
                "2027-03-01T12:00:00+03:00", "2100-03-01T12:00:00+03:00",
            ],
            isClosed: ["2028-02-29T00:00:00+03:00", "2028-02-29T23:59:59+03:00", "2032-02-29T12:00:00+03:00"]),
        Row(
            open: ["daily"], except: ["*-02-29..*-03-02", "2032-02-29"],
            isOpen: ["2027-02-28T23:59:59+03:00", "2027-03-03T00:00:00+03:00", "2032-02-28T12:00:00+03:00"],
            isClosed: ["2027-03-01T00:00:00+03:00", "2028-02-29T12:00:00+03:00", "2032-02-29T12:00:00+03:00"]),
    ]

    static let nights = [
        // The night that begins on an excepted day is closed whole; the one that runs into it is not.
        Row(
            open: ["daily 22:00-06:00"], except: ["2026-05-09"],
            isOpen: [
                "2026-05-08T22:00:00+03:00", "2026-05-08T23:59:59+03:00", "2026-05-09T00:00:00+03:00",
                "2026-05-09T05:59:59+03:00", "2026-05-10T22:00:00+03:00",
            ],
            isClosed: [
                "2026-05-08T21:59:59+03:00", "2026-05-09T06:00:00+03:00", "2026-05-09T22:00:00+03:00",
                "2026-05-10T00:00:00+03:00", "2026-05-10T05:59:59+03:00", "2026-05-10T21:59:59+03:00",
            ]),
        Row(
            open: ["Fri 22:00-02:00"], isOpen: ["2026-11-20T22:00:00+03:00", "2026-11-21T01:59:59+03:00"],
            isClosed: ["2026-11-20T01:00:00+03:00", "2026-11-21T02:00:00+03:00", "2026-11-21T22:00:00+03:00"]),
        Row(
            open: ["Sun 22:00-02:00"], isOpen: ["2026-11-23T01:59:59+03:00"],
            isClosed: ["2026-11-22T01:00:00+03:00", "2026-11-23T02:00:00+03:00"]),
        Row(
            open: ["2026-12-31 20:00-04:00"], isOpen: ["2027-01-01T03:59:59+03:00"],
            isClosed: ["2026-12-31T03:00:00+03:00", "2027-01-01T20:00:00+03:00"]),
        Row(
            open: ["Fri 22:00-24:00", "Mon 22:00-00:00"],
            isOpen: ["2026-11-20T23:59:59+03:00", "2026-11-23T23:59:59+03:00"],
            isClosed: ["2026-11-21T00:00:00+03:00", "2026-11-24T00:00:00+03:00"]),
    ]

    // Rome: 2026-03-29 02:00 → 03:00 and 2026-10-25 03:00 → 02:00 (EU Directive 2000/84/EC).
    // New York: 2026-03-08 02:00 → 03:00 and 2026-11-01 02:00 → 01:00 (15 U.S.C. 260a).
    static let clockChanges = [
        Row(
            open: ["Sun 02:30-04:00"], zone: "Europe/Rome",
            isOpen: [
                "2026-03-29T03:00:00+02:00", "2026-03-29T03:59:59+02:00", "2026-10-25T02:30:00+02:00",
                "2026-10-25T02:30:00+01:00", "2026-10-25T03:59:59+01:00",
            ],
            isClosed: [
                "2026-03-29T01:59:59+01:00", "2026-03-29T04:00:00+02:00", "2026-10-25T02:29:59+02:00",
                "2026-10-25T02:29:59+01:00", "2026-10-25T04:00:00+01:00",
            ]),
        Row(
            open: ["Sun 02:00-03:00"], zone: "Europe/Rome",
            isOpen: ["2026-10-25T02:00:00+02:00", "2026-10-25T02:59:59+01:00"],
            isClosed: ["2026-03-29T01:59:59+01:00", "2026-03-29T03:00:00+02:00", "2026-10-25T03:00:00+01:00"]),
        Row(
            open: ["Sun 01:30-02:30"], zone: "America/New_York",
            isOpen: [
                "2026-03-08T01:30:00-05:00", "2026-03-08T01:59:59-05:00", "2026-11-01T01:30:00-04:00",
                "2026-11-01T01:30:00-05:00", "2026-11-01T02:29:59-05:00",
            ],
            isClosed: [
                "2026-03-08T01:29:59-05:00", "2026-03-08T03:00:00-04:00", "2026-11-01T01:29:59-04:00",
                "2026-11-01T01:00:00-05:00", "2026-11-01T02:30:00-05:00",
            ]),
    ]

    @Test("a part of a second belongs to its minute")
    func fractions() throws {
        let hours = try OpeningHours(open: ["Mon-Fri 09:00-18:00"], except: [], zone: zone("Europe/Moscow"))
        let end = try date("2026-11-20T18:00:00+03:00")
        #expect(hours.isOpen(at: end - 0.001))
        #expect(hours.nextChange(after: end - 0.001) == end)
        #expect(!hours.isOpen(at: end + 0.001))
    }

    @Test(
        "the reason names the line",
        arguments: [
            ("2026-11-20T12:00:00+03:00", "open: Mon-Fri 09:00-13:00"),
            ("2026-11-20T13:00:00+03:00", "closed: outside its hours"),
            ("2026-11-21T23:00:00+03:00", "open: Sat 22:00-06:00"),
            ("2026-12-31T12:00:00+03:00", "closed: 2026-12-31..2027-01-08"),
            ("2027-01-01T03:00:00+03:00", "closed: 2026-12-31..2027-01-08"),
            // 2026-05-09 is a Saturday: its night is closed until Sunday morning.
            ("2026-05-10T03:00:00+03:00", "closed: *-05-09"),
            ("2026-05-10T06:00:00+03:00", "closed: outside its hours"),
        ])
    func reason(moment: String, reason: String) throws {
        let hours = try OpeningHours(
            open: [" Mon-Fri   09:00-13:00", "Sat 22:00-06:00"], except: ["2026-12-31..2027-01-08", "*-05-09"],
            zone: zone("Europe/Moscow"))
        #expect(try hours.reason(at: date(moment)) == reason)
    }

    /// A schedule of one line, and when it changes next.
    struct Change: Sendable, CustomTestStringConvertible {
        let open: String
        var except: [String] = []
        var zone = "Europe/Moscow"
        let after: String
        let next: String?
        var testDescription: String { "\(open) except \(except) in \(zone) after \(after)" }
    }

    @Test(
        "the next change",
        arguments: [
            Change(open: "Mon-Fri 09:00-18:00", after: "2026-11-20T08:59:59+03:00", next: "2026-11-20T09:00:00+03:00"),
            Change(open: "Mon-Fri 09:00-18:00", after: "2026-11-20T09:00:00+03:00", next: "2026-11-20T18:00:00+03:00"),
            Change(open: "Mon-Fri 09:00-18:00", after: "2026-11-20T18:00:00+03:00", next: "2026-11-23T09:00:00+03:00"),
            Change(
                open: "Mon-Fri 09:00-18:00", except: ["2026-12-31..2027-01-08"], after: "2026-12-30T18:00:00+03:00",
                next: "2027-01-11T09:00:00+03:00"),
            // Hours that touch are no change, nor is midnight within a night or between whole days.
            Change(
                open: "Fri 09:00-13:00, 13:00-18:00", after: "2026-11-20T12:00:00+03:00",
                next: "2026-11-20T18:00:00+03:00"),
            Change(open: "daily 22:00-06:00", after: "2026-11-20T23:00:00+03:00", next: "2026-11-21T06:00:00+03:00"),
            Change(open: "Sat,Sun 00:00-24:00", after: "2026-11-21T12:00:00+03:00", next: "2026-11-23T00:00:00+03:00"),
            Change(
                open: "daily 22:00-06:00", except: ["2026-11-21"], after: "2026-11-21T06:00:00+03:00",
                next: "2026-11-22T22:00:00+03:00"),
            // Within 400 days: 2027-02-05 is the 400th after 2026-01-01.
            Change(open: "daily", after: "2026-11-20T12:00:00+03:00", next: nil),
            Change(open: "2025-12-31 09:00-18:00", after: "2026-01-01T00:00:00+03:00", next: nil),
            Change(
                open: "2027-02-05 00:00-24:00", after: "2026-01-01T00:00:00+03:00", next: "2027-02-05T00:00:00+03:00"),
            Change(open: "2027-02-05 00:01-24:00", after: "2026-01-01T00:00:00+03:00", next: nil),
            Change(open: "*-02-29 09:00-10:00", after: "2026-03-01T00:00:00+03:00", next: nil),
            Change(open: "*-02-29 09:00-10:00", after: "2027-03-01T00:00:00+03:00", next: "2028-02-29T09:00:00+03:00"),
            // Spring: the hour that is skipped.
            Change(
                open: "Sun 02:30-04:00", zone: "Europe/Rome", after: "2026-03-29T00:00:00+01:00",
                next: "2026-03-29T03:00:00+02:00"),
            Change(
                open: "Sun 01:00-02:30", zone: "Europe/Rome", after: "2026-03-29T01:00:00+01:00",
                next: "2026-03-29T03:00:00+02:00"),
            Change(
                open: "Sun 02:00-03:00", zone: "Europe/Rome", after: "2026-03-29T00:00:00+01:00",
                next: "2026-04-05T02:00:00+02:00"),
            Change(
                open: "Mon 09:00-18:00", zone: "Europe/Rome", after: "2026-03-23T18:00:00+01:00",
                next: "2026-03-30T09:00:00+02:00"),
            Change(
                open: "Sun 01:30-02:30", zone: "America/New_York", after: "2026-03-08T01:30:00-05:00",
                next: "2026-03-08T03:00:00-04:00"),
            // Autumn: the hour that comes twice.
            Change(
                open: "Sun 02:30-04:00", zone: "Europe/Rome", after: "2026-10-25T02:30:00+02:00",
                next: "2026-10-25T02:00:00+01:00"),
            Change(
                open: "Sun 02:30-04:00", zone: "Europe/Rome", after: "2026-10-25T02:00:00+01:00",
                next: "2026-10-25T02:30:00+01:00"),
            Change(
                open: "Sun 02:00-03:00", zone: "Europe/Rome", after: "2026-10-25T02:00:00+02:00",
                next: "2026-10-25T03:00:00+01:00"),
            Change(
                open: "Sun 01:30-02:30", zone: "America/New_York", after: "2026-11-01T01:30:00-04:00",
                next: "2026-11-01T01:00:00-05:00"),
            Change(
                open: "Mon 09:00-18:00", zone: "America/New_York", after: "2026-10-26T18:00:00-04:00",
                next: "2026-11-02T09:00:00-05:00"),
            // Not DST: Kazakhstan put its standard time back at the end of 2024-02-29, a Thursday; Samoa skipped
            // Friday 2011-12-30 (tz database, asia and australasia).
            Change(
                open: "Thu 23:00-24:00", zone: "Asia/Almaty", after: "2024-02-29T23:30:00+06:00",
                next: "2024-03-01T00:00:00+05:00"),
            Change(
                open: "Fri 09:00-12:00", zone: "Pacific/Apia", after: "2011-12-29T12:00:00-10:00",
                next: "2012-01-06T09:00:00+14:00"),
        ])
    func nextChange(change: Change) throws {
        let hours = try OpeningHours(open: [change.open], except: change.except, zone: zone(change.zone))
        #expect(try hours.nextChange(after: date(change.after)) == change.next.map(date))
    }

    @Test("without lines nothing changes")
    func empty() throws {
        let hours = try OpeningHours(open: [], except: ["*-05-09"], zone: .gmt)
        #expect(try hours.nextChange(after: date("2026-05-08T12:00:00Z")) == nil)
    }

    private func date(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    private func zone(_ name: String) throws -> TimeZone { try #require(TimeZone(identifier: name)) }
}
