import Foundation
import Routing
import Testing

@Suite("the syntax of opening hours") struct OpeningHoursSyntaxTests {
    /// A line, what is wrong with it, and a part of what is proposed.
    struct Row: Sendable, CustomTestStringConvertible {
        let line: String
        let message: String
        let expected: String
        init(_ line: String, _ message: String, expected: String) {
            (self.line, self.message, self.expected) = (line, message, expected)
        }
        var testDescription: String { line }
    }

    @Test("lines of open", arguments: openLines)
    func open(row: Row) throws {
        let problem = try #require(problems(open: [row.line]).first)
        #expect(problem.list == .open)
        #expect(problem.message == row.message)
        #expect(problem.expected.contains(row.expected))
        #expect(problems(open: [row.line]).count == 1)
    }

    @Test("lines of except", arguments: exceptLines)
    func except(row: Row) throws {
        let problem = try #require(problems(except: [row.line]).first)
        #expect(problem.list == .except)
        #expect(problem.message == row.message)
        #expect(problem.expected.contains(row.expected))
        #expect(problems(except: [row.line]).count == 1)
    }

    @Test("dates are read the same in both lists", arguments: exceptLines.filter(\.isDate))
    func dates(row: Row) {
        #expect(problems(open: [row.line + " 09:00-18:00"]).map(\.message) == [row.message])
    }

    static let openLines = [
        Row("", "the line is empty", expected: "Mon-Fri 09:00-18:00"),
        Row(" \n", "the line is empty", expected: "Mon-Fri 09:00-18:00"),
        Row("Mo 09:00-18:00", #""Mo" is not a day of the week"#, expected: "Mon or Monday"),
        Row("пн 09:00-18:00", #""пн" is not a day of the week"#, expected: "Mon or Monday"),
        Row("Mon, 09:00-18:00", #""Mon,09:00-18:00" has no days before its hours"#, expected: "days, a space"),
        Row("Mon,,Fri 09:00-18:00", #""" is not a day of the week"#, expected: "Mon,Wed,Fri"),
        Row("Mon,daily 09:00-18:00", #""daily" is not a day of the week"#, expected: "daily alone"),
        Row("Mon-Wed-Fri 09:00-18:00", #""Mon-Wed-Fri" is not a range of days"#, expected: "Mon-Fri"),
        Row("Mon..Fri 09:00-18:00", #""Mon..Fri" is not a day of the week"#, expected: "Mon-Fri"),
        Row("Mon–Fri 09:00-18:00", #""Mon–Fri" is not a day of the week"#, expected: "Mon-Fri"),
        Row("09:00-18:00", #""09:00-18:00" has no days before its hours"#, expected: "Mon-Fri 09:00-18:00"),
        Row("Sat", #""Sat" has no hours"#, expected: "Sat 00:00-24:00"),
        Row("2026-12-30", #""2026-12-30" has no hours"#, expected: "2026-12-30 00:00-24:00"),
        Row("2026-12-30,2026-12-31 09:00-18:00", #""2026-12-30,2026-12-31" is not a date"#, expected: "2026-05-09"),
        Row("Mon 25:00-09:30, 10:00-11:00", "there is no such time as 25:00", expected: "00:00 to 23:59"),
        Row("Mon 09:00-24:01", "there is no such time as 24:01", expected: "24:00 as an end"),
        Row("Mon 09:60-10:00", "there is no such time as 09:60", expected: "00:00 to 23:59"),
        Row("Mon 9-18:00", #""9" is not a time"#, expected: "00:00 to 23:59"),
        Row("Mon 09:00-6pm", #""6pm" is not a time"#, expected: "00:00 to 23:59"),
        Row("Mon 09:00-+8:00", #""+8:00" is not a time"#, expected: "00:00 to 23:59"),
        Row("Mon 09:00-١٨:٠٠", #""١٨:٠٠" is not a time"#, expected: "00:00 to 23:59"),
        Row("Mon 09:00:00-18:00", #""09:00:00" is not a time"#, expected: "00:00 to 23:59"),
        Row("Mon 09:00", #""09:00" is not a range of time"#, expected: "09:00-18:00"),
        Row("Mon 09:00-12:00-18:00", #""09:00-12:00-18:00" is not a range of time"#, expected: "comma"),
        Row("Mon 09:00-12:00 13:00-18:00", #""09:00-12:00 13:00-18:00" is not a range of time"#, expected: "comma"),
        Row("Mon 09:00-12:00,", #""" is not a range of time"#, expected: "09:00-18:00"),
        Row("Mon 9:00-9:00", #""9:00-9:00" ends when it begins"#, expected: "00:00-24:00"),
        Row("Mon 9:00-09:00", #""9:00-09:00" ends when it begins"#, expected: "00:00-24:00"),
        Row("daily 00:00-00:00", #""00:00-00:00" ends when it begins"#, expected: "00:00-24:00"),
        Row("Mon 24:00-06:00", "24:00 begins the next day", expected: "00:00"),
        Row("Mon 24:00-24:00", "24:00 begins the next day", expected: "00:00"),
    ]

    static let exceptLines = [
        Row("", "the line is empty", expected: "2026-05-09"),
        Row("Sunday", #""Sunday" is not a date"#, expected: "2026-05-09"),
        Row("09.05.2026", #""09.05.2026" is not a date"#, expected: "2026-05-09"),
        Row("2026-5-9", #""2026-5-9" is not a date"#, expected: "2026-05-09"),
        Row("05-09", #""05-09" is not a date"#, expected: "*-05-09"),
        Row("2026-05-*", #""2026-05-*" is not a date"#, expected: "*-05-09"),
        Row("2026-12-31-2027-01-08", #""2026-12-31-2027-01-08" is not a date"#, expected: "2026-12-31..2027-01-08"),
        Row("2026-12-31...2027-01-08", #"".2027-01-08" is not a date"#, expected: "2026-12-31..2027-01-08"),
        Row("..2026-12-31", #""" is not a date"#, expected: "2026-12-31..2027-01-08"),
        Row(
            "2026-01-01..2026-01-02..2026-01-03", #""2026-01-01..2026-01-02..2026-01-03" is not a range of dates"#,
            expected: "2026-12-31..2027-01-08"),
        Row("2026-02-30", "there is no such day as 2026-02-30", expected: "calendar"),
        Row("2027-02-29", "there is no such day as 2027-02-29", expected: "calendar"),
        Row("2026-13-01", "there is no such day as 2026-13-01", expected: "calendar"),
        Row("*-02-30", "there is no such day as *-02-30", expected: "calendar"),
        Row("*-04-31..*-05-01", "there is no such day as *-04-31", expected: "calendar"),
        Row("*-00-10", "there is no such day as *-00-10", expected: "calendar"),
        Row(
            "2027-01-08..2026-12-31", #""2027-01-08..2026-12-31" ends before it begins"#,
            expected: "2026-12-31..2027-01-08"),
        Row("2026-12-31..*-01-08", #""2026-12-31..*-01-08" has a year at one end only"#, expected: "both ends"),
        Row("2026-05-09 10:00-12:00", #""10:00-12:00" comes after the date"#, expected: "2026-05-09 alone"),
    ]

    @Test("every problem is reported at its place")
    func places() {
        let problems = problems(
            open: ["Mon-Fri 09:00-18:00", "Xyz-Abc 25:00-18:00, 9-18", "Sat 10:00-14:00", "2026-02-30 10:00-10:00"],
            except: ["2026-05-09", "today", "2026-02-30..2026-04-31"])
        #expect(
            problems.map { "\($0.list)[\($0.index)] \($0.message)" } == [
                #"open[1] "Xyz" is not a day of the week"#, #"open[1] "Abc" is not a day of the week"#,
                "open[1] there is no such time as 25:00", #"open[1] "9" is not a time"#,
                #"open[1] "18" is not a time"#, "open[3] there is no such day as 2026-02-30",
                #"open[3] "10:00-10:00" ends when it begins"#, #"except[1] "today" is not a date"#,
                "except[2] there is no such day as 2026-02-30", "except[2] there is no such day as 2026-04-31",
            ])
    }

    @Test("the text of the error has a line for each")
    func text() {
        #expect(throws: ScheduleSyntaxErrors.self) { try OpeningHours(open: ["Sat"], except: [], zone: .gmt) }
        do throws(ScheduleSyntaxErrors) {
            _ = try OpeningHours(open: ["Sat"], except: ["2027-01-08..2026-12-31"], zone: .gmt)
        } catch {
            #expect(
                error.description == """
                    open[0]: "Sat" has no hours; expected Sat 09:00-18:00, or Sat 00:00-24:00 for all day
                    except[0]: "2027-01-08..2026-12-31" ends before it begins; expected 2026-12-31..2027-01-08
                    """)
        }
    }

    private func problems(open: [String] = [], except: [String] = []) -> [ScheduleSyntaxError] {
        do throws(ScheduleSyntaxErrors) {
            _ = try OpeningHours(open: open, except: except, zone: .gmt)
            return []
        } catch {
            return error.problems
        }
    }
}

extension OpeningHoursSyntaxTests.Row {
    /// Whether a date is what is wrong, so that the line would be wrong before hours too.
    fileprivate var isDate: Bool { line.first.map { $0.isNumber || $0 == "*" } == true && !line.contains(":") }
}
