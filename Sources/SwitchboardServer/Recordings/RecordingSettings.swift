/// Where recordings are and how long they are kept.
public struct RecordingSettings: Sendable, Hashable {
    /// The folder, as Switchboard sees it.
    public var path: String
    /// How many bytes all of them may take.
    public var quota: Int
    /// After how many days they are removed; `nil`: only when the quota is reached.
    public var days: Int?

    /// Settings of these values.
    public init(path: String, quota: Int = 20_000_000_000, days: Int? = nil) {
        self.path = path
        self.quota = quota
        self.days = days
    }
}

/// A number of bytes as settings have it: `20 GB`, `500MB`, `1.5 TB`. Units are powers of 1,000, as disks are sold.
public enum ByteCount {
    private static let units: [(name: String, bytes: Double)] = [
        ("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3), ("B", 1),
    ]

    /// Reads one; `nil` for anything else, less than one byte and more than 1,000 TB.
    public static func read(_ text: String) -> Int? {
        let text = text.trimmingPrefix(while: \.isWhitespace)
        guard let unit = units.first(where: { text.lowercased().hasSuffix($0.name.lowercased()) }) else { return nil }
        let digits = text.dropLast(unit.name.count).filter { !$0.isWhitespace }
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
            let count = Double(digits)
        else { return nil }
        let bytes = count * unit.bytes
        return (1...1e15).contains(bytes) ? Int(bytes) : nil
    }

    /// For people, rounded to one place: `18.3 GB`.
    public static func text(_ bytes: Int) -> String {
        let unit = units.first { Double(bytes) >= $0.bytes } ?? ("B", 1)
        let tenths = (Double(bytes) / unit.bytes * 10).rounded()
        let number = tenths.truncatingRemainder(dividingBy: 10) == 0 ? "\(Int(tenths / 10))" : "\(tenths / 10)"
        return "\(number) \(unit.name)"
    }
}
