extension Queue {
    /// An agent of a queue: a user, or a number outside the office.
    public struct Member: Sendable, Hashable {
        /// Which of a user's telephones rings.
        public enum Rings: String, Sendable, Hashable, Codable, CaseIterable {
            case phone, mobile, both
        }

        /// Who: `user 101` or `number +7916…`.
        public var to: Destination
        /// What rings; `nil`: the desk phone of one who has one, else the mobile.
        public var rings: Rings?
        /// Whoever picks up must press 1 to accept; `nil`: on telephones outside the office.
        public var confirm: Bool?
        /// Those with a lower one ring first; `nil`: 0. With ``Strategy/wrandom`` they only ring less often the higher it is.
        public var penalty: Int?

        /// How members are written, for messages to the administrator.
        public static let forms = "user 101 · number +…"

        /// A member of these values, unchecked.
        public init(to: Destination, rings: Rings? = nil, confirm: Bool? = nil, penalty: Int? = nil) {
            self.to = to
            self.rings = rings
            self.confirm = confirm
            self.penalty = penalty
        }

        /// It says who, and nothing else.
        public var isPlain: Bool { rings == nil && confirm == nil && penalty == nil }

        /// What he is called in Asterisk and in the store: a user's extension, or the number in E.164. Extensions have no
        /// plus.
        public var agent: String {
            switch to {
            case .user(let name): name
            case .number(let number): number
            default: to.description
            }
        }

        /// Which telephones of this user ring.
        public func rings(of user: User) -> Rings { rings ?? (user.phone == nil ? .mobile : .phone) }

        /// Whether some telephone outside the office rings; `user` is the member where it is one.
        public func ringsOutside(_ user: User?) -> Bool { user.map { rings(of: $0) != .phone } ?? true }

        /// Whether whoever picks up a telephone outside the office must accept.
        public var confirmsOutside: Bool { confirm ?? true }
    }
}

extension Queue.Member: Codable {
    private enum CodingKeys: String, CodingKey {
        case to, rings, confirm, penalty
    }

    /// Reads the destination alone, as version 0.1 stored members, or an object.
    public init(from decoder: any Decoder) throws {
        if let line = try? decoder.singleValueContainer().decode(Destination.self) {
            self.init(to: line)
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            to: try container.decode(Destination.self, forKey: .to),
            rings: try container.decodeIfPresent(Rings.self, forKey: .rings),
            confirm: try container.decodeIfPresent(Bool.self, forKey: .confirm),
            penalty: try container.decodeIfPresent(Int.self, forKey: .penalty))
    }

    /// Writes the destination alone where there is nothing else.
    public func encode(to encoder: any Encoder) throws {
        guard !isPlain else {
            var container = encoder.singleValueContainer()
            return try container.encode(to)
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(to, forKey: .to)
        try container.encodeIfPresent(rings, forKey: .rings)
        try container.encodeIfPresent(confirm, forKey: .confirm)
        try container.encodeIfPresent(penalty, forKey: .penalty)
    }
}
