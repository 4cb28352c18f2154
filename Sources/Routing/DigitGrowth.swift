/// Which digits may be followed by more: for some beginnings, how many digits there are at most. The longest beginning
/// of what was keyed counts; what begins like none of them can't grow.
///
/// It travels into the dialplan, which collects digits without asking after each one: a digit that comes while Asterisk
/// asks would be lost (res_agi.c, `run_agi`, reads and drops frames while it waits).
public struct DigitGrowth: Sendable, Hashable {
    /// Tells plans apart, so that one does not read another's beginnings on the same channel.
    public let id: Int
    /// By beginning, at most ``limit`` of them.
    public let longest: [String: Int]

    /// How many beginnings travel. Of more the longest ones are left out: then digits that could stop are waited for.
    static let limit = 120

    /// A plan of these values.
    public init(id: Int, longest: [String: Int]) {
        self.id = id
        self.longest = longest
    }

    /// The plan for all of these. A number with `*` or `#` in it can't grow, and would be no variable's name.
    init(id: Int, of numbers: some Sequence<String>) {
        self.id = id
        let sorted = Set(numbers).filter { !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }.sorted()
        var found: [(beginning: String, longest: Int)] = []
        Self.walk(sorted[...], depth: 0, parent: 0, into: &found)
        found.sort { ($0.beginning.count, $0.beginning) < ($1.beginning.count, $1.beginning) }
        longest = Dictionary(
            found.prefix(Self.limit).map { ($0.beginning, $0.longest) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether what was keyed may be followed by more, as the dialplan asks (switchboard-grows): by the digits in it.
    public func mayGrow(_ keyed: String) -> Bool {
        let digits = keyed.filter(\.isASCIIDigit)
        for length in stride(from: digits.count, to: 0, by: -1) {
            if let longest = longest[String(digits.prefix(length))] { return digits.count < longest }
        }
        return digits.isEmpty
    }

    /// Notes each beginning whose longest number is not that of the beginning before it.
    private static func walk(
        _ numbers: ArraySlice<String>, depth: Int, parent: Int, into found: inout [(beginning: String, longest: Int)]
    ) {
        var rest = numbers.drop { $0.count <= depth }
        while let first = rest.first {
            let beginning = String(first.prefix(depth + 1))
            let same = rest.prefix { $0.hasPrefix(beginning) }
            let longest = same.map(\.count).max() ?? 0
            if longest != parent { found.append((beginning, longest)) }
            // One of a kind: nothing below it can differ.
            if same.count > 1 { walk(same, depth: depth + 1, parent: longest, into: &found) }
            rest = rest[same.endIndex...].drop { $0.count <= depth }
        }
    }
}
