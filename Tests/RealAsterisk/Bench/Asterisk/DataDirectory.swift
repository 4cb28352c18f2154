import Foundation
import Glibc

/// A data directory of an Asterisk's own (asterisk.conf, astdatadir): links to the entries of the installed one, but for
/// the sounds and the music. Sounds are in folders by language code there, `sounds/it`, and may have more written to them;
/// the music on hold is a tone.
///
/// The links are relative: they lead to the same file inside of the root and outside.
struct DataDirectory: Sendable {
    /// Its path as the Asterisk sees it.
    let inside: String
    /// Its sounds as this process sees them.
    let sounds: URL
    private let root: AsteriskRoot

    /// Debian's.
    private static let installed = "/usr/share/asterisk"
    /// The folders of Debian's packages of sounds, which are named after country and voice.
    private static let voices = ["en": "en_US_f_Allison", "it": "it_IT_m_Carlo", "ru": "ru_RU_f_IvrvoiceRU"]

    init(root: AsteriskRoot, inside: String) {
        self.root = root
        self.inside = inside
        sounds = URL(filePath: root.outside(inside)).appending(path: "sounds")
    }

    /// Makes all but the sounds: what an Asterisk wants to find when it starts.
    func make() throws {
        try link("", to: "", except: ["sounds", "moh"])
        // Ten seconds: whole waves, so that it goes on as it ends.
        let music = URL(filePath: root.outside(inside)).appending(path: "moh")
        try FileManager.default.createDirectory(at: music, withIntermediateDirectories: true)
        try WAV.write(Tone.music.samples(80_000), to: music.appending(path: "bench.wav"))
    }

    /// Makes the sounds. There are a thousand, and a file system may take half a millisecond for each.
    /// - Parameter prompts: has `LANGUAGE/switchboard/NAME.wav`, as asterisk-conf/sounds has. What is missing in it is
    ///   missing here, what is here already stays.
    func makeSounds(prompts: URL?) throws {
        try link("/sounds", to: "/sounds", except: Set(Self.voices.keys))
        for (language, voice) in Self.voices {
            try link("/sounds/\(voice)", to: "/sounds/\(language)", except: ["switchboard"])
            let own = sounds.appending(path: "\(language)/switchboard")
            try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
            guard let source = prompts?.appending(path: "\(language)/switchboard") else { continue }
            for name in Self.names(in: source.path) where name.hasSuffix(".wav") {
                let copy = own.appending(path: name)
                guard !FileManager.default.fileExists(atPath: copy.path) else { continue }
                try FileManager.default.copyItem(at: source.appending(path: name), to: copy)
            }
        }
    }

    /// Fills a folder with links to the entries of an installed one. Sounds are there in two formats; one will do.
    private func link(_ source: String, to target: String, except: Set<String>) throws {
        let source = Self.installed + source
        let folder = inside + target
        let outside = root.outside(folder)
        try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: true)
        let up = String(repeating: "../", count: folder.split(separator: "/").count)
        for name in Self.names(in: root.outside(source)) where !except.contains(name) && !name.hasSuffix(".gsm") {
            let link = "\(outside)/\(name)"
            guard symlink("\(up)\(source.dropFirst())/\(name)", link) == 0 || errno == EEXIST else {
                throw BenchError("\(link): no link can be made, errno \(errno)")
            }
        }
    }

    /// None when there is no such folder.
    private static func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }
}
