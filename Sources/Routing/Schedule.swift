/// Opening hours under a name.
public struct Schedule: Sendable, Hashable, Codable {
    /// Its name in rules.
    public var name: String
    /// When it is open, as written: `Mon-Fri 09:00-18:00`, `daily 22:00-06:00`.
    public var open: [String]
    /// Dates on which it is not, as written: `2026-12-31..2027-01-08`, `*-05-09`.
    public var except: [String]

    /// A schedule of these values, unchecked.
    public init(name: String, open: [String], except: [String] = []) {
        self.name = name
        self.open = open
        self.except = except
    }
}
