/// Several people behind one number.
public struct HuntGroup: Sendable, Hashable, Codable {
    /// In which order members ring: app_queue's names, and memoryhunt.
    public enum RingStrategy: String, Sendable, Hashable, Codable, CaseIterable {
        case ringall, linear, memoryhunt, rrmemory, leastrecent, fewestcalls, random, wrandom
    }

    /// One who rings.
    public struct Member: Sendable, Hashable, Codable {
        /// Whom to ring.
        public var to: Destination
        /// How long, where the group's own time does not hold.
        public var ring: Seconds?
        /// The callee must press 1 to accept.
        public var confirm: Bool
        /// With ``RingStrategy/wrandom``: how often he comes first, in proportion to the others; `nil`: 1.
        public var weight: Int?

        /// A member of these values, unchecked.
        public init(to: Destination, ring: Seconds? = nil, confirm: Bool = false, weight: Int? = nil) {
            self.to = to
            self.ring = ring
            self.confirm = confirm
            self.weight = weight
        }
    }

    /// The short number.
    public var `extension`: String
    /// Its name in destinations.
    public var name: String
    /// The order of ringing.
    public var strategy: RingStrategy
    /// Who rings.
    public var members: [Member]
    /// How long members ring.
    public var ring: Seconds?
    /// Where the call goes when nobody answered.
    public var otherwise: Destination
    /// Whether forwards of the members apply to the group's calls.
    @OffByDefault public var membersForward: Bool
    /// Whether calls from outside that its members answer are recorded.
    @OffByDefault public var record: Bool
    /// Whom to tell of missed calls.
    public var notify: AlertAddresses?

    /// A group of these values, unchecked.
    public init(
        extension: String, name: String, strategy: RingStrategy, members: [Member], ring: Seconds? = nil,
        otherwise: Destination, membersForward: Bool = false, record: Bool = false, notify: AlertAddresses? = nil
    ) {
        self.extension = `extension`
        self.name = name
        self.strategy = strategy
        self.members = members
        self.ring = ring
        self.otherwise = otherwise
        self.membersForward = membersForward
        self.record = record
        self.notify = notify
    }
}
