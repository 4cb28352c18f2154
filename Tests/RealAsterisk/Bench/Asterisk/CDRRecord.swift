import Foundation

/// A call detail record, as Asterisk itself wrote it: one for each pair of channels, when both have settled.
public struct CDRRecord: Sendable {
    /// The same for all channels of a call.
    public let linkedID: String
    /// Of its first channel.
    public let uniqueID: String
    /// The caller's number.
    public let source: String
    /// The extension dialled.
    public let destination: String
    /// The first channel.
    public let channel: String
    /// The other one; empty when there was none.
    public let destinationChannel: String
    /// "ANSWERED", "NO ANSWER", "BUSY", "FAILED" or "CONGESTION".
    public let disposition: String
    /// When the first channel came to be, or the one before it of the same pair ended.
    public let start: WireTime?
    /// Nil: never.
    public let answer: WireTime?
    /// When it was over.
    public let end: WireTime?

    /// CDR()'s names; `u` is a time as it is kept: seconds and microseconds.
    static let fields = [
        "linkedid", "uniqueid", "src", "dst", "channel", "dstchannel", "disposition", "start,u", "answer,u", "end,u",
    ]
    static let file = "bench.csv"

    /// Nil when the line has not as many fields.
    init?(line: some StringProtocol) {
        let fields = Self.fields(of: line)
        guard fields.count == Self.fields.count else { return nil }
        linkedID = fields[0]
        uniqueID = fields[1]
        source = fields[2]
        destination = fields[3]
        channel = fields[4]
        destinationChannel = fields[5]
        disposition = fields[6]
        start = Self.time(fields[7])
        answer = Self.time(fields[8])
        end = Self.time(fields[9])
    }

    /// `"a","b ""c"""` (RFC 4180 section 2).
    private static func fields(of line: some StringProtocol) -> [String] {
        var fields: [String] = []
        var field = ""
        var isQuoted = false
        var isAfterQuote = false
        for character in line {
            let isQuote = character == "\""
            if isQuote {
                // The second of two is one that was meant.
                if !isQuoted, isAfterQuote { field.append(character) }
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                fields.append(field)
                field = ""
            } else {
                field.append(character)
            }
            isAfterQuote = isQuote
        }
        return fields + [field]
    }

    /// "1763725000.123456"; 0 is never.
    private static func time(_ text: String) -> WireTime? {
        let parts = text.split(separator: ".").map { Int64($0) }
        guard let seconds = parts.first ?? nil, seconds > 0 else { return nil }
        return WireTime(microseconds: seconds * 1_000_000 + ((parts.dropFirst().first ?? nil) ?? 0))
    }
}

extension Bench {
    /// Asterisk's own records of all calls that are over, in the order they were written.
    public func cdr() -> [CDRRecord] {
        let file = pbx.directory.appending(path: "log/cdr-custom/\(CDRRecord.file)")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { CDRRecord(line: $0) }
    }

    /// The records of one caller's calls, when there are so many.
    /// - Parameter source: the caller's number, as the PBX has it.
    public func cdr(from source: String, count: Int, within seconds: Double = 10) async throws -> [CDRRecord] {
        let deadline = ContinuousClock.now + .seconds(seconds)
        // Another process writes them when the call is over: they are looked for.
        while true {
            let records = cdr().filter { $0.source == source }
            if records.count >= count { return records }
            guard ContinuousClock.now < deadline else {
                throw BenchError("\(records.count) records of calls from \(source), not \(count): \(records)")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
