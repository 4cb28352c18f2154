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

    /// An office of these parts; nothing is checked here, see ``RoutingTable/init(_:revision:numbering:)``.
    public init(
        settings: OfficeSettings, trunks: [Trunk] = [], users: [User] = [], groups: [HuntGroup] = [],
        queues: [Queue] = [], menus: [Menu] = [], schedules: [Schedule] = [], numbers: [InboundNumber] = []
    ) {
        self.settings = settings
        self.trunks = trunks
        self.users = users
        self.groups = groups
        self.queues = queues
        self.menus = menus
        self.schedules = schedules
        self.numbers = numbers
    }
}
