import Foundation

extension Bench {
    /// Runs a scenario; when it throws, what was on the wire and in the PBX's log stays in `bench-logs/NAME`.
    /// - Parameter numbers: the numbers that are this scenario's alone.
    public func scenario(_ name: String, numbers: [String], _ body: () async throws -> Void) async throws {
        do { try await body() } catch {
            try? keep(name, numbers: numbers, why: "\(error)")
            throw error
        }
    }

    /// Keeps what a scenario's numbers did: ladder.txt and pbx.log in `bench-logs/NAME`.
    public func keep(_ name: String, numbers: [String], why: String) throws {
        let folder = logs.appending(path: name.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined())
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("\(why)\n\n\(wire.ladder(about: numbers))\n".utf8).write(to: folder.appending(path: "ladder.txt"))
        try Data(pbxLog(about: numbers).utf8).write(to: folder.appending(path: "pbx.log"))
    }

    /// The PBX's log lines of every call whose lines name one of the numbers; calls are told by Asterisk's [C-…] mark.
    public func pbxLog(about numbers: [String]) -> String {
        let lines = pbx.log.split(separator: "\n")
        let marks = lines.filter { line in numbers.contains { line.contains($0) } }.compactMap(Self.mark)
        let wanted = Set(marks)
        return lines.filter { line in
            Self.mark(of: line).map(wanted.contains) ?? numbers.contains { line.contains($0) }
        }
        .joined(separator: "\n")
    }

    private static func mark(of line: Substring) -> Substring? {
        guard let start = line.range(of: "[C-") else { return nil }
        return line[start.lowerBound...].prefix { $0 != "]" }
    }
}
