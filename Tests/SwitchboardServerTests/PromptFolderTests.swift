import Foundation
import Routing
import Testing

@testable import SwitchboardServer

@Suite("prompts are put where Asterisk finds them") final class PromptFolderTests {
    let sounds = FileManager.default.temporaryDirectory.appending(path: "PromptFolderTests-\(UUID().uuidString)").path
    let folder: PromptFolder

    init() throws {
        folder = PromptFolder(sounds)
        try FileManager.default.createDirectory(atPath: "\(sounds)/it", withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: sounds)
    }

    func prompt(of samples: Int = 800) throws -> PromptFile {
        let data = WaveBytes.file([
            WaveBytes.format(), WaveBytes.chunk("LIST", Data(count: 200)),
            WaveBytes.chunk("data", WaveBytes.samples(samples, of: 5000)),
        ])
        return try PromptFile(contentsOf: data, name: "a.wav")
    }

    func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("a new one and its folder, readable by all")
    func first() throws {
        let prompt = try prompt()
        let path = try folder.install(prompt, name: "welcome", language: "it")
        #expect(path == "\(sounds)/it/switchboard/welcome.wav")
        #expect(FileManager.default.contents(atPath: path) == prompt.canonical)
        #expect(try permissions(path) == 0o644)
        #expect(try permissions("\(sounds)/it/switchboard") == 0o755)
    }

    @Test("one in place of another: whoever has the old one open keeps it")
    func replacing() throws {
        let old = try prompt(of: 900)
        let path = try folder.install(old, name: "welcome", language: "it")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let playing = try FileHandle(forReadingFrom: URL(filePath: path))
        let new = try prompt(of: 1000)
        #expect(try folder.install(new, name: "welcome", language: "it") == path)
        #expect(FileManager.default.contents(atPath: path) == new.canonical)
        #expect(try permissions(path) == 0o644)
        #expect(try playing.readToEnd() == old.canonical)
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(sounds)/it/switchboard")
        #expect(names == ["welcome.wav"], "nothing is left beside it")
    }

    @Test("a language's folder may be a link, as Debian's en is")
    func link() throws {
        try FileManager.default.createDirectory(atPath: "\(sounds)/ru_RU_f", withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(atPath: "\(sounds)/ru", withDestinationPath: "ru_RU_f")
        _ = try folder.install(prompt(), name: "welcome", language: "ru")
        #expect(FileManager.default.fileExists(atPath: "\(sounds)/ru_RU_f/switchboard/welcome.wav"))
    }

    @Test("without the language's folder nothing is made, and the error says what to do")
    func noLanguage() throws {
        let expected = PromptFolderError.noLanguage(sounds: sounds, language: "ru", voices: [])
        #expect(throws: expected) { try folder.install(prompt(), name: "welcome", language: "ru") }
        #expect(
            expected.description
                == "\(sounds)/ru: there is no such folder; install Asterisk's sounds of language \"ru\" first")

        try FileManager.default.createDirectory(atPath: "\(sounds)/ru_RU_f", withIntermediateDirectories: false)
        let error = #expect(throws: PromptFolderError.self) {
            try folder.install(prompt(), name: "welcome", language: "ru")
        }
        #expect(
            error?.description
                == "\(sounds)/ru: there is no such folder; make it a link to the voice: ln -s ru_RU_f \(sounds)/ru")
        #expect(!FileManager.default.fileExists(atPath: "\(sounds)/ru"))
    }

    @Test("without the sounds directory nothing is made")
    func noSounds() throws {
        let nowhere = "\(sounds)/nowhere"
        #expect(throws: PromptFolderError.noSounds(nowhere)) {
            try PromptFolder(nowhere).install(prompt(), name: "welcome", language: "it")
        }
        #expect(!FileManager.default.fileExists(atPath: nowhere))
    }

    @Test("what can't be replaced is left alone")
    func occupied() throws {
        let path = "\(sounds)/it/switchboard/welcome.wav"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let error = #expect(throws: PromptFolderError.self) {
            try folder.install(prompt(), name: "welcome", language: "it")
        }
        #expect(error?.description.hasPrefix("\(path): can't be written: ") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(sounds)/it/switchboard") == ["welcome.wav"])
    }

    @Test(
        "names and languages that lead elsewhere are refused",
        arguments: [("../welcome", "it"), ("", "it"), ("welcome", ".."), ("welcome", "it/../it"), ("welcome", "")])
    func hostile(name: String, language: String) throws {
        let expected: PromptFolderError = PromptName.isValid(name) ? .invalidLanguage(language) : .invalidName(name)
        #expect(throws: expected) { try folder.install(prompt(), name: name, language: language) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(sounds)/it").isEmpty)
    }

    @Test(
        "names",
        arguments: [
            ("welcome", true), ("A-z_09", true), ("1", true), (String(repeating: "a", count: 60), true),
            (String(repeating: "a", count: 61), false), ("", false), ("a b", false), ("a.wav", false), ("a/b", false),
            ("a&b", false), ("a\n", false), ("привет", false), ("e\u{301}", false), ("a\0", false),
        ])
    func names(name: String, isValid: Bool) {
        #expect(PromptName.isValid(name) == isValid)
    }

    @Test(
        "languages",
        arguments: [
            ("ru", true), ("fil", true), ("pt_BR", true), ("en-GB", true), ("zh-Hans", true), ("RU", false),
            ("r", false), ("russ", false), ("ru_", false), ("ru_R", false), ("ru_abcdefghi", false), ("ru\n", false),
            ("ru/it", false),
        ])
    func languages(code: String, isValid: Bool) {
        #expect(LanguageCode.isValid(code) == isValid)
    }
}
