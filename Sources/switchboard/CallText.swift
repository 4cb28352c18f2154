import Foundation
import Storage

/// How calls are written for people. What came from the wire is shown without control characters: a caller's name could
/// play tricks on the terminal.
struct CallText {
    /// Of all times.
    let zone: TimeZone
    /// The users' names, by extension.
    var names: [String: String] = [:]

    /// `2026-09-21 17:13:20`
    func dateAndTime(_ date: Date) -> String {
        date.formatted(
            Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: zone).year().month().day()
                .time(includingFractionalSeconds: false))
    }

    /// `17:13:20`; with the date where it is another day than the reference's.
    func time(_ date: Date, near reference: Date) -> String {
        let (day, text) = (dateAndTime(reference).prefix(10), dateAndTime(date))
        return text.hasPrefix(day) ? String(text.dropFirst(11)) : text
    }

    /// `user 101 (Account manager)`
    func user(_ extension: String) -> String {
        "user \(`extension`.printable)" + (names[`extension`].map { " (\($0.printable))" } ?? "")
    }

    /// Who answered: a user's extension or a number.
    func person(_ name: String) -> String { names[name] == nil ? name.printable : user(name) }

    /// `25 s`, `1 min 17 s`, `2 h 5 min`: whole seconds, rounded down.
    static func duration(from start: Date, to end: Date) -> String {
        // Times are kept to the millisecond, and a Date holds them not quite exactly.
        let seconds = max(0, Int((end.timeIntervalSince(start) + 0.0005).rounded(.down)))
        return switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3_600: "\(seconds / 60) min" + (seconds % 60 == 0 ? "" : " \(seconds % 60) s")
        default: "\(seconds / 3_600) h" + (seconds / 60 % 60 == 0 ? "" : " \(seconds / 60 % 60) min")
        }
    }
}

extension String {
    /// Without what is not seen: control and format characters (Unicode categories Cc, Cf, Zl, Zp), which move the cursor
    /// or turn the direction of writing, become U+FFFD.
    var printable: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
                    default: scalar
                    }
                }))
    }
}
