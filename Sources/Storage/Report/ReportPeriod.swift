import Foundation

/// What a report is about: from a moment on, up to another, on the office's clock.
public struct ReportPeriod: Sendable, Hashable {
    /// What began then or later counts.
    public var from: Date
    /// What began before counts.
    public var to: Date
    /// Whose hours are told.
    public var zone: TimeZone
    /// A caller is served in time when he is answered within so many seconds.
    public var within: Int

    /// A period of these values.
    public init(from: Date, to: Date, zone: TimeZone, within: Int = 20) {
        self.from = from
        self.to = to
        self.zone = zone
        self.within = within
    }
}

/// The head of every report.
public struct ReportHead: Sendable, Hashable, Codable {
    /// What began then or later counts.
    public var from: Date
    /// What began before counts.
    public var to: Date
    /// IANA name of the zone whose hours are told.
    public var timezone: String
    /// Seconds within which a caller is served in time.
    public var within: Int

    init(_ period: ReportPeriod) {
        (from, to, timezone, within) = (period.from, period.to, period.zone.identifier, period.within)
    }
}
