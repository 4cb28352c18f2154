import Foundation

/// A schedule, compiled, and what holds it open or closed.
struct SchedulePlan: Sendable {
    let schedule: Schedule
    let zone: TimeZone
    private let hours: OpeningHours?
    let override: ScheduleOverride?

    static func plans(of office: Office) -> [SchedulePlan] {
        let overrides = Dictionary(office.overrides.map { ($0.schedule, $0) }, uniquingKeysWith: { first, _ in first })
        return office.schedules.map { schedule in
            let zone = TimeZone(identifier: schedule.zone ?? office.settings.timezone) ?? .gmt
            return SchedulePlan(
                schedule: schedule, zone: zone,
                hours: try? OpeningHours(open: schedule.open, except: schedule.except, zone: zone),
                override: overrides[schedule.name])
        }
    }

    /// The override that holds at a moment.
    func override(at moment: Date) -> ScheduleOverride? {
        guard let override else { return nil }
        if let until = override.until, until.moment(in: zone) <= moment { return nil }
        return override
    }

    /// Whether it is open, and why.
    func state(at moment: Date) -> (isOpen: Bool, reason: String) {
        if let override = override(at: moment) {
            let until = override.until.map { " until \($0)" } ?? ""
            return (override.isOpen, "held \(override.isOpen ? "open" : "closed") by hand\(until)")
        }
        guard let hours else { return (false, "closed: its hours can't be read") }
        return (hours.isOpen(at: moment), hours.reason(at: moment))
    }

    /// The override that turns it over until its hours do so themselves.
    func turnedOver(at moment: Date) -> ScheduleOverride {
        let isOpen = state(at: moment).isOpen
        let until = hours?.nextChange(after: moment).map { change in
            let time = LocalDateTime(change, in: zone)
            // In the hour that a clock shows twice the first pass is meant: then an hour more, not an end in the past.
            return time.moment(in: zone) > moment ? time : LocalDateTime(change.addingTimeInterval(3_600), in: zone)
        }
        return ScheduleOverride(schedule: schedule.name, isOpen: !isOpen, until: until)
    }
}
