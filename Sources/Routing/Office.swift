/// What the administrator wrote: the whole office, as data. ``RoutingTable`` is what calls are decided by.
public struct Office: Sendable, Hashable {
    /// The office itself.
    public var settings: OfficeSettings
    /// Ways to the public network, in the order they are tried.
    public var trunks: [Trunk]
    /// People and desks.
    public var users: [User]
    /// Hunt groups.
    public var groups: [HuntGroup]
    /// Waiting queues.
    public var queues: [Queue]
    /// Auto-attendant menus.
    public var menus: [Menu]
    /// Opening hours by name.
    public var schedules: [Schedule]
    /// The numbers outside callers dial.
    public var numbers: [InboundNumber]
    /// Callers under a name.
    public var lists: [CallerList]
    /// What phones dial to change their user's rules.
    public var codes: PhoneCodes
    /// Schedules held open or closed by hand. Not in the office file: they pass.
    public var overrides: [ScheduleOverride]

    /// An office of these parts; nothing is checked here, see ``RoutingTable/init(_:revision:numbering:)``.
    public init(
        settings: OfficeSettings, trunks: [Trunk] = [], users: [User] = [], groups: [HuntGroup] = [],
        queues: [Queue] = [], menus: [Menu] = [], schedules: [Schedule] = [], numbers: [InboundNumber] = [],
        lists: [CallerList] = [], codes: PhoneCodes = .standard, overrides: [ScheduleOverride] = []
    ) {
        self.settings = settings
        self.trunks = trunks
        self.users = users
        self.groups = groups
        self.queues = queues
        self.menus = menus
        self.schedules = schedules
        self.numbers = numbers
        self.lists = lists
        self.codes = codes
        self.overrides = overrides
    }
}
