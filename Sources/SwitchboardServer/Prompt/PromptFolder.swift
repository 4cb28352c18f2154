import Foundation
import Routing

/// Asterisk's sounds directory, where Switchboard's prompts stand as `LANGUAGE/switchboard/NAME.wav`.
public struct PromptFolder: Sendable {
    private let path: String

    /// - Parameter path: Asterisk's sounds directory, `/usr/share/asterisk/sounds` in Debian.
    public init(_ path: String) {
        self.path = path
    }

    /// Puts a prompt in its place in one step, readable by all: a call that is hearing the old one hears it to its end.
    ///
    /// - Returns: the file's path.
    public func install(_ prompt: PromptFile, name: String, language: String) throws(PromptFolderError) -> String {
        guard PromptName.isValid(name) else { throw .invalidName(name) }
        guard LanguageCode.isValid(language) else { throw .invalidLanguage(language) }
        guard Self.isFolder(path) else { throw .noSounds(path) }
        let languageFolder = "\(path)/\(language)"
        guard Self.isFolder(languageFolder) else {
            throw .noLanguage(sounds: path, language: language, voices: voices(of: language))
        }
        let folder = "\(languageFolder)/switchboard"
        let file = "\(folder)/\(name).wav"
        do {
            if !Self.isFolder(folder) { try Self.make(folder) }
            try Self.replace(file, with: prompt.canonical, beside: "\(folder)/.\(name).\(UUID().uuidString)")
        } catch {
            throw .notWritten(file, reason: error.localizedDescription)
        }
        return file
    }

    /// Folders of the language under their own names, like `ru_RU_f_IvrvoiceRU`.
    private func voices(of language: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasPrefix("\(language)_") && Self.isFolder("\(path)/\($0)") }.sorted()
    }

    /// Links count as what they lead to: Debian's `en` is one.
    private static func isFolder(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    /// Whatever the umask is, Asterisk runs as a user of its own and must be able to read.
    private static func make(_ folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
    }

    private static func replace(_ file: String, with contents: Data, beside temporary: String) throws {
        do {
            try contents.write(to: URL(filePath: temporary), options: .withoutOverwriting)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: temporary)
            guard rename(temporary, file) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        } catch {
            try? FileManager.default.removeItem(atPath: temporary)
            throw error
        }
    }
}
