import Foundation
import Routing
import Storage

/// How reports are written for people.
struct ReportText {
    /// Of all times.
    let zone: TimeZone
    /// The queues' names, by extension.
    var queues: [String: String] = [:]
    /// The users' names, by extension.
    var users: [String: String] = [:]

    init(_ office: Office?) {
        zone = office.flatMap { TimeZone(identifier: $0.settings.timezone) } ?? .current
        queues = Dictionary((office?.queues ?? []).map { ($0.extension, $0.name) }) { first, _ in first }
        users = Dictionary((office?.users ?? []).map { ($0.extension, $0.name) }) { first, _ in first }
    }

    init(zone: TimeZone, queues: [String: String] = [:], users: [String: String] = [:]) {
        self.zone = zone
        self.queues = queues
        self.users = users
    }

    /// `2026-11-01 00:00 to 2026-11-22 00:00, Europe/Moscow`
    func title(_ what: String, _ head: ReportHead) -> String {
        func minute(_ date: Date) -> String { LocalDateTime(date, in: zone).description.replacing("T", with: " ") }
        return "\(what) from \(minute(head.from)) to \(minute(head.to)), \(head.timezone)"
    }

    /// Columns as wide as their widest field, the first ones to the left, figures to the right.
    static func columns(_ rows: [[String]], left: Int = 1) -> [String] {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            let fields = row.enumerated().map { column, field in
                let space = String(repeating: " ", count: widths[column] - field.count)
                return column < left ? field + space : space + field
            }
            return fields.joined(separator: "  ").trimmingSuffix(" ")
        }
    }

    /// `7.4 s`, `1 min 17 s`: below a minute to a tenth.
    static func duration(_ seconds: Double?) -> String {
        guard let seconds else { return "-" }
        let tenths = (seconds * 10).rounded()
        guard tenths >= 600 else { return "\(Int(tenths) / 10).\(Int(tenths) % 10) s" }
        return CallText.duration(from: .distantPast, to: .distantPast + seconds.rounded())
    }

    /// `87.5 %`
    static func share(_ share: Double?) -> String {
        share.map { String(format: "%.1f %%", $0 * 100) } ?? "-"
    }

    /// Seconds to a thousandth; empty: not known.
    static func number(_ value: Double?) -> String { value.map { Self.fixed($0, 3) } ?? "" }

    /// From 0 to 1; empty: of nothing.
    static func ratio(_ value: Double?) -> String { value.map { Self.fixed($0, 4) } ?? "" }

    /// With so many decimals, and a point whatever the locale.
    static func fixed(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }

    /// A bar for each hour in which somebody came: `#` answered, `.` not; the longest is 50 characters long.
    static func chart(_ hours: [BusyHour]) -> [String] {
        guard let first = hours.first(where: { $0.offered > 0 })?.hour,
            let last = hours.last(where: { $0.offered > 0 })?.hour
        else { return [] }
        let most = hours.map(\.offered).max() ?? 1
        let width = String(most).count
        let lines = hours[first...last].map { hour in
            let length = (hour.offered * 50 + most - 1) / most
            let filled = hour.offered == 0 ? 0 : (hour.answered * length + hour.offered / 2) / hour.offered
            let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: length - filled)
            let count = String(hour.offered)
            let start = String(format: "%02d:00  ", hour.hour)
            return (start + String(repeating: " ", count: width - count.count) + count + "  " + bar).trimmingSuffix(" ")
        }
        return ["", "By hour of the day (# answered, . not):"] + lines
    }
}

extension String {
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        String(reversed().drop { $0 == character }.reversed())
    }
}
