/// A schedule held open or closed by hand, until the time is over or somebody takes it back.
public struct ScheduleOverride: Sendable, Hashable, Codable {
    /// The schedule's name.
    public var schedule: String
    /// Whether it is held open, or closed.
    public var isOpen: Bool
    /// When it ends by itself, on the schedule's clock; `nil`: when it is taken back.
    public var until: LocalDateTime?

    /// An override of these values, unchecked.
    public init(schedule: String, isOpen: Bool, until: LocalDateTime? = nil) {
        self.schedule = schedule
        self.isOpen = isOpen
        self.until = until
    }
}
