import Foundation
import Testing

@testable import AsteriskBench

/// Where the PBX has its sounds from.
extension BenchTests {
    @Test("The PBX has a folder of sounds for each language, where more may be put")
    func sounds() async throws {
        let bench = try await Self.bench.value
        #expect(bench.sounds == bench.pbx.directory.appending(path: "data/sounds"))
        for language in ["en", "it", "ru"] {
            let own = bench.sounds.appending(path: "\(language)/switchboard")
            #expect(FileManager.default.isWritableFile(atPath: own.path))
            #expect(Set(Self.names(in: own)).isSuperset(of: Self.names(in: Self.promptFolder(language))))
            // A folder of Asterisk's, and a file.
            for name in ["digits/1", "vm-goodbye"] {
                let file = bench.sounds.appending(path: "\(language)/\(name).wav")
                #expect(try !WAV.samples(of: file).isEmpty)
            }
        }
        let settings = try await bench.pbx.console("core show settings")
        #expect(settings.contains("Data directory:              /tmp/switchboard-bench-\(bench.sipPort)-pbx/data"))
    }

    @Test("What is missing in the prompts is missing, what is there already stays")
    func dataDirectory() throws {
        let manager = FileManager.default
        let root = manager.temporaryDirectory.appending(path: "bench-data-\(UUID())")
        defer { try? manager.removeItem(at: root) }
        let installed = root.appending(path: "usr/share/asterisk")
        for path in [
            "keys/key.pub", "moh/music.wav", "sounds/it_IT_m_Carlo/hello.wav", "sounds/it_IT_m_Carlo/digits/1.wav",
        ] {
            try Self.write("installed", to: installed.appending(path: path))
        }
        let data = DataDirectory(root: AsteriskRoot(path: root.path), inside: "/tmp/pbx/data")
        let text = { (path: String) in
            try? String(contentsOf: root.appending(path: "tmp/pbx/data").appending(path: path), encoding: .utf8)
        }
        let prompts = root.appending(path: "prompts")
        for source in [nil, prompts] {
            try data.make()
            try data.makeSounds(prompts: source)
            #expect(Self.names(in: root.appending(path: "tmp/pbx/data/moh")) == ["bench.wav"])
            for path in ["keys/key.pub", "sounds/it/hello.wav", "sounds/it/digits/1.wav"] {
                #expect(text(path) == "installed")
            }
            #expect(
                ["en", "it", "ru"].allSatisfy {
                    Self.names(in: data.sounds.appending(path: "\($0)/switchboard")).isEmpty
                })
        }
        try Self.write("new", to: prompts.appending(path: "it/switchboard/welcome.wav"))
        try Self.write("new", to: prompts.appending(path: "it/switchboard/own.wav"))
        try Self.write("written by hand", to: data.sounds.appending(path: "it/switchboard/own.wav"))
        try data.makeSounds(prompts: prompts)
        #expect(text("sounds/it/switchboard/welcome.wav") == "new")
        #expect(text("sounds/it/switchboard/own.wav") == "written by hand")
        #expect(Self.names(in: data.sounds.appending(path: "ru/switchboard")).isEmpty)
    }

    @Test(
        "A file that is no WAV of 16 bit, mono, 8 kHz is refused by name",
        arguments: ["RIFF", "no sound at all, and longer than the header of one is, which has 44 bytes"])
    func noWAV(text: String) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "bench-\(UUID()).wav")
        defer { try? FileManager.default.removeItem(at: file) }
        let missing = #expect(throws: BenchError.self) { try WAV.samples(of: file) }
        #expect(missing?.description == "there is no \(file.path)")
        try Self.write(text, to: file)
        let error = #expect(throws: BenchError.self) { try WAV.samples(of: file) }
        #expect(error?.description == "\(file.path) is no WAV of 16 bit, mono, 8 kHz")

        try WAV.write([0.5, -0.5], to: file)
        var data = try Data(contentsOf: file)
        #expect(try WAV.samples(of: file).map { ($0 * 4).rounded() } == [2, -2])
        // Another block before the samples, and the length that Asterisk writes while it records.
        data.insert(contentsOf: Data("LIST".utf8) + [3, 0, 0, 0, 65, 66, 67, 0], at: 36)
        data.replaceSubrange(52..<56, with: [0, 0, 0, 0])
        try data.write(to: file)
        #expect(try WAV.samples(of: file).map { ($0 * 4).rounded() } == [2, -2])
        // 16 kHz.
        data.replaceSubrange(24..<28, with: [0x80, 0x3E, 0, 0])
        try data.write(to: file)
        #expect(throws: BenchError.self) { try WAV.samples(of: file) }
    }

    /// Switchboard's own prompts as they are shipped.
    static func promptFolder(_ language: String) -> URL {
        Bench.repository.appending(path: "asterisk-conf/sounds/\(language)/switchboard")
    }

    static func names(in folder: URL) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    }

    private static func write(_ text: String, to file: URL) throws {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }
}
