import Foundation
import Storage

/// The folder into which Asterisk records (`[switchboard-record]` in asterisk-conf/include/extensions.conf). Files are
/// named `CALL+CHANNEL+PLACE.wav`, by Linkedid and Uniqueid; others are not touched.
public struct RecordingFolder: Sendable {
    /// Bytes of a file before its first sample (format_wav.c).
    static let header = 44
    /// Asterisk's `wav` is 16 bit, 8 kHz, mono.
    static let bytesASecond = 16_000

    /// Its path.
    public let path: String

    /// The folder at this path.
    public init(_ path: String) {
        self.path = path
    }

    /// All recordings, also those without audio so far.
    ///
    /// - Throws: when it can't be read.
    func files() throws -> [RecordingFile] {
        try FileManager.default.contentsOfDirectory(atPath: path).compactMap(file)
    }

    /// Where a recording is.
    public func path(of file: String) -> String { path + "/" + file }

    /// Removes a file; that it is not there is no failure.
    public func remove(_ file: String) throws {
        do {
            try FileManager.default.removeItem(atPath: path(of: file))
        } catch CocoaError.fileNoSuchFile {}
    }

    /// `nil`: no recording, or gone meanwhile. Links are not followed.
    private func file(_ name: String) -> RecordingFile? {
        guard let (call, channel) = Self.parts(of: name),
            let attributes = try? FileManager.default.attributesOfItem(atPath: path(of: name)),
            attributes[.type] as? FileAttributeType == .typeRegular,
            let bytes = (attributes[.size] as? NSNumber)?.intValue,
            let written = attributes[.modificationDate] as? Date
        else { return nil }
        let seconds = Double(max(0, bytes - Self.header)) / Double(Self.bytesASecond)
        return RecordingFile(
            name: name, call: call, channel: channel, began: written.addingTimeInterval(-seconds), written: written,
            bytes: bytes)
    }

    /// The call and the channel of a recording by its file's name.
    static func parts(of name: String) -> (call: String, channel: String)? {
        guard name.hasSuffix(".wav") else { return nil }
        let parts = name.dropLast(".wav".count).split(separator: "+", omittingEmptySubsequences: false)
        func isID(_ text: Substring) -> Bool {
            !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
        }
        guard parts.count == 3, isID(parts[0]), isID(parts[1]), let place = Int(parts[2]), place > 0 else { return nil }
        return (String(parts[0]), String(parts[1]))
    }
}

extension RecordingFile {
    /// Whether somebody can be heard in it. Asterisk makes the file before the call is answered.
    var hasAudio: Bool { bytes > RecordingFolder.header }
}
