import Foundation
import Synchronization

/// The prompts in a PBX's `sounds` folder, read when they are asked for: some are written while the PBX runs.
final class PromptLibrary: Sendable {
    /// What was read, while the file is the same.
    private struct Cached<Value: Sendable>: Sendable {
        let stamp: [Int]
        let value: Value
    }

    /// Has a folder for each language.
    let sounds: URL
    private let prompts = Mutex<[String: Cached<Prompt?>]>([:])
    /// The first half second of each, by which lookalikes are told.
    private let beginnings = Mutex<[String: Cached<[Float]?>]>([:])
    private static let beginning = 0.5

    init(sounds: URL) {
        self.sounds = sounds
    }

    /// - Parameter name: as the dialplan has it, without language and suffix: `vm-goodbye`, `switchboard/welcome`.
    /// - Throws: `BenchError` when there is none, it is no WAV of 8 kHz, or silence.
    func prompt(_ name: String, language: String) throws -> Prompt {
        let file = file(name, language: language)
        let prompt = try Self.cached(in: prompts, file) {
            Prompt(name: name, language: language, samples: try WAV.samples(of: file))
        }
        guard let prompt else { throw BenchError("\(file.path) has no 0.1 s of sound to be told by") }
        return prompt
    }

    /// The names of a folder's prompts, sorted: `switchboard` → `switchboard/call-taken`, …
    func names(in folder: String, language: String) -> [String] {
        let path = sounds.appending(path: language).appending(path: folder).path
        let prefix = folder.isEmpty ? "" : folder + "/"
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
            .filter { $0.hasSuffix(".wav") }.map { prefix + $0.dropLast(4) }.sorted()
    }

    /// The prompts in the same folder that begin with the same sound.
    func lookalikes(of prompt: Prompt) -> [Prompt] {
        let folder = prompt.name.split(separator: "/").dropLast().joined(separator: "/")
        let own = Array(prompt.samples.prefix(Int(Self.beginning * 8_000)))
        return names(in: folder, language: prompt.language).filter { $0 != prompt.name }.compactMap { name in
            let file = file(name, language: prompt.language)
            let other = Self.cached(in: beginnings, file) { try? WAV.samples(of: file, first: Self.beginning) }
            guard let other, Self.isAlike(own, other) else { return nil }
            return try? self.prompt(name, language: prompt.language)
        }
    }

    private func file(_ name: String, language: String) -> URL {
        sounds.appending(path: language).appending(path: name + ".wav")
    }

    private static func isAlike(_ a: [Float], _ b: [Float]) -> Bool {
        let count = min(a.count, b.count)
        let product = SampleArithmetic.dot(a, b, count: count)
        let energies = SampleArithmetic.dot(a, a, count: count) * SampleArithmetic.dot(b, b, count: count)
        return product > 0 && product > 0.8 * energies.squareRoot()
    }

    private static func cached<Value>(
        in cache: borrowing Mutex<[String: Cached<Value>]>, _ file: URL, read: () throws -> Value
    ) rethrows -> Value {
        var status = stat()
        stat(file.path, &status)
        let stamp = [Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
        if let known = cache.withLock({ $0[file.path] }), known.stamp == stamp { return known.value }
        let value = try read()
        cache.withLock { $0[file.path] = Cached(stamp: stamp, value: value) }
        return value
    }
}
