/// An event or a response of AMI, and when it came.
public struct AMIMessage: Sendable, CustomStringConvertible {
    /// When its last line was read.
    public let arrived: WireTime
    /// In the order they were sent; a name may come more than once.
    public let headers: [(name: String, value: String)]

    /// The first header of that name, upper or lower case alike; nil when there is none.
    public subscript(name: String) -> String? {
        let name = name.lowercased()
        return headers.first { $0.name.utf8.count == name.utf8.count && $0.name.lowercased() == name }?.value
    }

    /// The event's name; of a UserEvent the name its sender gave it. Nil in a response.
    public let event: String?

    /// Whether it is a response that does not say Error.
    public var isSuccess: Bool { self["Response"].map { $0 != "Error" } ?? false }

    /// Its lines.
    public var description: String { headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n") }

    /// - Parameter lines: without line ends; what has no colon is left out.
    init(lines: [String], arrived: WireTime) {
        self.arrived = arrived
        let headers: [(name: String, value: String)] = lines.compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
        self.headers = headers
        let value = { (name: String) in headers.first { $0.name == name }?.value }
        let event = value("Event")
        self.event = event == "UserEvent" ? value("UserEvent") : event
    }
}
