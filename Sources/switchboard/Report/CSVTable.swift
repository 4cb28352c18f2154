/// A table as RFC 4180 has it: a header, lines that end with CR LF, quotes where they are needed.
struct CSVTable {
    private var records: [[String]]

    init(_ header: String...) {
        records = [header]
    }

    mutating func add(_ record: [String]) { records.append(record) }

    var text: String { records.map { $0.map(Self.field).joined(separator: ",") + "\r\n" }.joined() }

    /// RFC 4180 §2.6, §2.7. Swift takes CR LF for one character: bytes are looked at.
    private static func field(_ text: String) -> String {
        guard text.utf8.contains(where: { [UInt8(ascii: ","), UInt8(ascii: "\""), 13, 10].contains($0) }) else {
            return text
        }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
