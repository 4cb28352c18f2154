import Foundation
import Routing

/// Whether Asterisk finds what callers are told.
struct PromptFindings {
    /// The folder with Asterisk's sounds.
    let sounds: String
    let office: Office

    /// Asked of everybody who takes a call outside: where it is, ours are installed.
    private static let known = "press-one-to-accept"

    var findings: [Doctor.Finding] {
        guard FileManager.default.fileExists(atPath: sounds) else {
            return [
                .warning(
                    "prompts", "\(sounds) is not there", "set asterisk.sounds, or run doctor on Asterisk's machine")
            ]
        }
        let languages =
            Set(
                [office.settings.language] + office.numbers.compactMap(\.language)
                    + office.users.compactMap(\.languages.first))
        let bare = languages.filter { !has(Self.known, in: $0) }.sorted()
        let own = Set(office.menus.map(\.greeting))
        let missing = own.filter { !has($0, in: office.settings.language) }.sorted()
        if bare.contains(office.settings.language) {
            return [
                .error(
                    "prompts", "Switchboard's prompts are not installed in \(office.settings.language)",
                    "copy asterisk-conf/sounds/\(office.settings.language)/switchboard to \(sounds)")
            ]
        }
        if !missing.isEmpty {
            return [
                .warning(
                    "prompts", "menus' greetings are missing: \(missing.joined(separator: ", "))",
                    "switchboard prompt add")
            ]
        }
        guard bare.isEmpty else {
            return [
                .warning(
                    "prompts", "not installed in \(bare.joined(separator: ", ")), which callers may hear",
                    "copy asterisk-conf/sounds to \(sounds), or record them")
            ]
        }
        return [.ok("prompts", "installed in \(languages.sorted().joined(separator: ", "))")]
    }

    private func has(_ prompt: String, in language: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(sounds)/\(language)/switchboard/\(prompt).wav")
    }
}
