import Foundation

/// A file of Asterisk's configuration that the server writes.
enum ConfigurationFile {
    /// Replaces the file in one step, readable by its owner and group only.
    ///
    /// - Returns: whether anything changed.
    static func write(_ contents: String, to path: String) throws -> Bool {
        let url = URL(filePath: path)
        if let current = try? String(contentsOf: url, encoding: .utf8), current == contents { return false }
        let temporary = url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).new")
        try Data(contents.utf8).write(to: temporary)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: temporary.path)
        guard rename(temporary.path, path) == 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
        }
        return true
    }
}
