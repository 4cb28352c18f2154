import Foundation
import Routing
import Testing

@testable import SwitchboardServer

@Suite("the prompts in asterisk-conf/sounds") struct PromptSoundsTests {
    static let sounds = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../asterisk-conf/sounds").standardized
    static let languages = ["en", "it", "ru"]

    /// The names in prompts.txt, for each language.
    static func listed() throws -> [String: Set<String>] {
        let text = try String(contentsOf: sounds.appending(path: "prompts.txt"), encoding: .utf8)
        var names: [String: Set<String>] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            try #require(fields.count == 3 && !fields[2].isEmpty, "\(line)")
            let isNew = names[fields[1], default: []].insert(fields[0]).inserted
            #expect(isNew, "\(line): a second time")
        }
        return names
    }

    @Test("every prompt has a text in every language")
    func texts() throws {
        let listed = try Self.listed()
        #expect(listed.keys.sorted() == Self.languages)
        #expect(Set(listed.values).count == 1)
        #expect(try #require(listed["en"]).allSatisfy(PromptName.isValid))
    }

    @Test("each language has every prompt and nothing else, and Asterisk can play them", arguments: languages)
    func files(language: String) throws {
        let folder = Self.sounds.appending(path: "\(language)/switchboard")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(files) == Set(try #require(try Self.listed()[language]).map { "\($0).wav" }))
        for file in files {
            let data = try Data(contentsOf: folder.appending(path: file))
            #expect(try PromptFile(contentsOf: data, name: file).canonical == data, "\(file)")
        }
    }
}
