/// Opening hours under a name.
public struct Schedule: Sendable, Hashable, Codable {
    /// A code by which phones hold the schedule open or closed.
    public struct Switch: Sendable, Hashable, Codable {
        /// What is dialled, `*281`.
        public var code: String
        /// The extensions of the users who may; empty: the operator.
        public var users: [String]

        /// A switch of these values.
        public init(code: String, users: [String] = []) {
            self.code = code
            self.users = users
        }
    }

    /// Its name in rules.
    public var name: String
    /// When it is open, as written: `Mon-Fri 09:00-18:00`, `daily 22:00-06:00`.
    public var open: [String]
    /// Dates on which it is not, as written: `2026-12-31..2027-01-08`, `*-05-09`.
    public var except: [String]
    /// IANA zone of its clock; `nil`: the office's.
    public var zone: String?
    /// How phones override it, if they can.
    public var `switch`: Switch?

    /// A schedule of these values, unchecked.
    public init(
        name: String, open: [String], except: [String] = [], zone: String? = nil, switch: Switch? = nil
    ) {
        self.name = name
        self.open = open
        self.except = except
        self.zone = zone
        self.switch = `switch`
    }
}
