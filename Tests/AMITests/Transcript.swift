import Foundation
import NIOCore
import Testing

@testable import AMI

/// A recorded connection. `< ` is a line from Asterisk ended by CR LF, `<LF ` one ended by a bare LF, `<| ` its close,
/// `> ` a line to it, `#` a comment.
struct Transcript {
    /// One side's words, until the other has its turn.
    enum Turn {
        /// What Asterisk sent.
        case asterisk([UInt8])
        /// An action, its lines without line ends and without the blank one.
        case action([String])
        case close
    }

    var turns: [Turn] = []

    init(named name: String, file: String = #filePath) throws {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        let bytes = try [UInt8](Data(contentsOf: folder.appending(path: "Transcripts/\(name).txt")))
        var lines: [String] = []
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true) {
            if line.starts(with: "< ".utf8) {
                append(line.dropFirst(2) + Array("\r\n".utf8))
            } else if line.starts(with: "<LF ".utf8) {
                append(line.dropFirst(4) + Array("\n".utf8))
            } else if line.starts(with: "<|".utf8) {
                turns.append(.close)
            } else if line.elementsEqual("> ".utf8) {
                turns.append(.action(lines))
                lines = []
            } else if line.starts(with: "> ".utf8) {
                lines.append(String(decoding: line.dropFirst(2), as: UTF8.self))
            } else {
                try #require(line.starts(with: "#".utf8), "\(String(decoding: line, as: UTF8.self))")
            }
        }
        try #require(lines.isEmpty, "a transcript ends with a whole action")
    }

    /// All that Asterisk sent, cut at its blank lines: another way to read messages than the parser's.
    var messages: [[String]] {
        let sent = turns.reduce(into: [UInt8]()) { all, turn in
            if case .asterisk(let bytes) = turn { all += bytes }
        }
        let afterBanner = String(decoding: sent, as: UTF8.self).components(separatedBy: "\r\n").dropFirst()
        return afterBanner.split(separator: "").map(Array.init)
    }

    private mutating func append(_ bytes: some Sequence<UInt8>) {
        if case .asterisk(let earlier)? = turns.last {
            turns[turns.count - 1] = .asterisk(earlier + bytes)
        } else {
            turns.append(.asterisk(Array(bytes)))
        }
    }
}
