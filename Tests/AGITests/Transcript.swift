import Foundation
import Testing

/// A recorded session: `< ` is a line from Asterisk, `> ` one to it, `>|` our close, `#` a comment.
struct Transcript {
    /// What Asterisk said, in a piece for each turn: everything up to our next line.
    var turns: [String] = []
    /// Our lines, without line ends.
    var commands: [String] = []

    init(named name: String, file: String = #filePath) throws {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: folder.appending(path: "Transcripts/agi/\(name).txt"), encoding: .utf8)
        var turn = ""
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("<") {
                turn += line.dropFirst(2) + "\n"
                continue
            }
            turns.append(turn)
            turn = ""
            if line.hasPrefix("> ") { commands.append(String(line.dropFirst(2))) }
        }
        try #require(turn.isEmpty, "a transcript ends with our close")
        try #require(turns.count == commands.count + 1)
    }
}
