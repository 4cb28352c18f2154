import Foundation
import Routing
import Storage

/// A fact in words for people, in the office's language and on its clock. What came from the wire is shown without control
/// characters.
struct AlertText {
    /// One line.
    let subject: String
    /// Lines.
    let body: String

    init(_ fact: AlertFact, table: RoutingTable) {
        let words = AlertWords.of(language: table.settings.language)
        let clock = Clock(zone: table.zone)
        var lines: [(String, String?)]
        switch fact {
        case .missedCall(let call):
            let who = Self.person(call.number, call.name, words)
            subject = "\(words.missedCall): \(who)"
            let dialled = call.entry.map { "\(call.dialled) (\($0))" } ?? call.dialled
            lines = [
                (words.caller, who), (words.dialled, dialled), (words.when, clock.span(call.began, call.ended)),
                (words.end, words.ends[call.disposition] ?? call.disposition.rawValue),
            ]
            lines += call.tried.map { one in
                (words.tried, one.who + (one.outcome.map { ": \(words.outcomes[$0] ?? $0.rawValue)" } ?? ""))
            }
            if call.tried.isEmpty { lines.append((words.tried, words.nobody)) }
            lines.append((words.call, call.call))
        case .voicemailLeft(let message):
            let who = Self.person(message.number, message.name, words)
            subject = "\(words.voicemail) \(message.mailbox): \(who)"
            let box = table.user(message.mailbox).map { "\($0.extension) (\($0.name))" } ?? message.mailbox
            lines = [
                (words.mailbox, box), (words.caller, who), (words.when, clock.text(message.left)),
                (words.length, message.seconds.map { Clock.duration($0) }),
                (words.recording, message.recording == nil ? words.onlyByPhone : nil), (words.call, message.call),
            ]
        case .callbackRequested(let callback):
            let who = Self.person(callback.number, callback.name, words)
            subject = "\(words.callbackRequested): \(who)"
            lines = [(words.queue, callback.queue), (words.client, who), (words.when, clock.text(callback.requested))]
        case .callbackFailed(let callback):
            let who = Self.person(callback.number, callback.name, words)
            subject = "\(words.callbackFailed): \(who)"
            lines = [
                (words.queue, callback.queue), (words.client, who), (words.requested, clock.text(callback.requested)),
                (words.attempts, "\(callback.attempts)"), (words.end, callback.ended.map(clock.text)),
                (words.reason, callback.reason),
            ]
        case .trunkDown(let trunk):
            subject = "\(words.trunkDown): \(trunk.trunk)"
            lines = [
                (words.trunk, trunk.trunk), (words.since, clock.text(trunk.since)), (words.meaning, words.noCalls),
            ]
        case .trunkUp(let trunk):
            subject = "\(words.trunkUp): \(trunk.trunk)"
            lines = [
                (words.trunk, trunk.trunk), (words.wasDown, clock.span(trunk.since, trunk.until ?? trunk.since)),
            ]
        case .recordingQuota(let quota):
            let share = quota.quota > 0 ? "\(quota.used * 100 / quota.quota) %" : "–"
            subject = "\(words.recordingQuota): \(share)"
            lines = [
                (words.used, "\(Self.megabytes(quota.used)) / \(Self.megabytes(quota.quota)) (\(share))"),
                (words.when, clock.text(quota.noticed)), (words.meaning, words.oldestRemoved),
            ]
        }
        body = lines.compactMap { name, value in value.map { "\(name): \(Self.line($0))\n" } }.joined()
    }

    /// `Ivan <+79035551234>`: the name is the caller's own choice.
    private static func person(_ number: String?, _ name: String?, _ words: AlertWords) -> String {
        let number = number.map(line) ?? words.anonymous
        guard let name = name.map(line), !name.isEmpty, name != number else { return number }
        return "\(name) <\(number)>"
    }

    /// At most 200 characters of one line; what is not seen or ends lines (Unicode's Cc, Cf, Zl, Zp) becomes U+FFFD.
    private static func line(_ text: String) -> String {
        let scalars = text.prefix(200).unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
            default: scalar
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private static func megabytes(_ bytes: Int64) -> String { String(format: "%.0f MB", Double(bytes) / 1e6) }

    /// Times as the office's clock shows them: `2026-11-21 17:31:29`.
    private struct Clock {
        let zone: TimeZone

        func text(_ date: Date) -> String {
            date.formatted(
                Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: zone).year().month().day()
                    .time(includingFractionalSeconds: false))
        }

        func span(_ start: Date, _ end: Date) -> String {
            "\(text(start)), \(Self.duration(end.timeIntervalSince(start)))"
        }

        /// `0:25`, `1:02:03`
        static func duration(_ seconds: Double) -> String {
            let whole = max(0, Int(seconds.rounded()))
            let rest = String(format: "%02d", whole % 60)
            return whole < 3_600
                ? "\(whole / 60):\(rest)" : "\(whole / 3_600):" + String(format: "%02d:", whole / 60 % 60) + rest
        }
    }
}
