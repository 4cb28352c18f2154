/// Why a prompt was not installed, and what to do.
public enum PromptFolderError: Error, Equatable, CustomStringConvertible {
    /// Not a prompt's name.
    case invalidName(String)
    /// Not a language's code.
    case invalidLanguage(String)
    /// There is no such sounds directory.
    case noSounds(String)
    /// Asterisk has no folder by the language's code; `voices` are folders of the language under other names.
    case noLanguage(sounds: String, language: String, voices: [String])
    /// The file could not be written.
    case notWritten(String, reason: String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .invalidName(let name):
            return "\"\(name)\" is no prompt's name; expected 1 to 60 letters, digits, - and _"
        case .invalidLanguage(let code):
            return "\"\(code)\" is no language; expected a code like ru or pt_BR"
        case .noSounds(let path):
            return "\(path): there is no such folder; set asterisk.sounds to Asterisk's sounds directory"
        case .noLanguage(let sounds, let language, let voices):
            guard let voice = voices.first else {
                return "\(sounds)/\(language): there is no such folder; "
                    + "install Asterisk's sounds of language \"\(language)\" first"
            }
            return "\(sounds)/\(language): there is no such folder; "
                + "make it a link to the voice: ln -s \(voice) \(sounds)/\(language)"
        case .notWritten(let file, let reason):
            return "\(file): can't be written: \(reason)"
        }
    }
}
