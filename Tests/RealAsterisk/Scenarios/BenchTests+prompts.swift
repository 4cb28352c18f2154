import Foundation
import Testing

@testable import AsteriskBench

/// What was said, and in which language, is told by what was sent.
extension BenchTests {
    /// `say.LANGUAGE.NAME` says a prompt; `wait.…` a second after the answer; `ask.…` until a digit is keyed; and
    /// `list.LANGUAGE.N` what is in the global variable LIST_N: an extension has 79 characters at most.
    static let promptDialplan = """
        [switchboard-inbound]
        exten => _say.,1,Set(CHANNEL(language)=${EXTEN:4:2})
         same => n,Answer()
         same => n,Playback(${EXTEN:7})
         same => n,Wait(1)
        exten => _list.,1,Set(CHANNEL(language)=${EXTEN:5:2})
         same => n,Answer()
         same => n,Playback(${LIST_${EXTEN:8}})
         same => n,Wait(1)
        exten => _wait.,1,Set(CHANNEL(language)=${EXTEN:5:2})
         same => n,Answer()
         same => n,Wait(1)
         same => n,Playback(${EXTEN:8})
        exten => _ask.,1,Set(CHANNEL(language)=${EXTEN:4:2})
         same => n,Answer()
         same => n,Read(BENCH_KEYED,${EXTEN:7},1,,1,1)
         same => n,Wait(2)
        """

    /// Prompts of 0.5 to 2 s: of Asterisk's own some of each language, of Switchboard's as many as there are.
    private static func prompts(_ library: PromptLibrary) -> [String: [Prompt]] {
        Dictionary(
            uniqueKeysWithValues: ["en", "it", "ru"].map { language in
                // Other tests write prompts of their own to the PBX's folder, and take them away again.
                let shipped = Set(names(in: promptFolder(language)))
                let some = { (folder: String, count: Int) in
                    let names = library.names(in: folder, language: language).filter {
                        folder != "switchboard" || shipped.contains("\($0.dropFirst("switchboard/".count)).wav")
                    }
                    // Of all over the alphabet; what is too long or too short goes.
                    let picked = stride(from: 0, to: names.count, by: max(1, names.count / (count * 2))).map {
                        names[$0]
                    }
                    return picked.compactMap { try? library.prompt($0, language: language) }
                        .filter { 4_000...16_000 ~= $0.samples.count }.prefix(count)
                        // Asterisk has some recordings twice, by different names.
                        .filter { folder == "switchboard" || library.lookalikes(of: $0).isEmpty }
                }
                return (language, some("", 22) + some("digits", 4) + some("switchboard", 10))
            })
    }

    @Test("A hundred prompts in three languages: each is told from all others as the PBX says it")
    func hundredPrompts() async throws {
        let bench = try await Self.bench.value
        let library = bench.wire.prompts
        let prompts = Self.prompts(library)
        #expect(prompts.values.map(\.count).reduce(0, +) >= 70, "and Switchboard's own, as far as they are there")
        let said = prompts.flatMap { language, all in
            stride(from: 0, to: all.count, by: 6).map { (language, all[$0..<min($0 + 6, all.count)].map(\.name)) }
        }
        var calls: [(String, [String], CallerLeg)] = []
        for (number, (language, names)) in said.enumerated() {
            _ = try await bench.pbx.console("dialplan set global LIST_\(number) \(names.joined(separator: "&"))")
            let call = try await bench.call(from: .trunk("+79035550030"), to: "list.\(language).\(number)")
            calls.append((language, names, call))
        }
        for (language, names, call) in calls {
            let start = try await call.leg.answered()
            let sound = try await call.leg.heard(from: start, to: try await call.leg.ends())
            let heard = sound.heard(prompts.values.flatMap(\.self))
            #expect(heard.map(\.name) == names)
            #expect(heard.allSatisfy { $0.language == language && $0.isWhole })
        }
    }

    @Test("When a prompt began is known to a packet, and it is known while it goes on")
    func began() async throws {
        let bench = try await Self.bench.value
        let call = try await bench.call(from: .trunk("+79035550031"), to: "wait.ru.vm-intro")
        let answered = try await call.leg.answered()
        let heard = try await call.leg.comesToHear(prompt: "vm-intro", language: "ru")
        #expect(0.9...1.4 ~= heard.began - answered)
        #expect(!heard.isWhole)
        #expect(call.dialog.endedAt == nil)
        let sound = try await call.leg.heard(from: answered, to: try await call.leg.ends())
        let whole = try #require(try sound.heard(prompt: "vm-intro", language: "ru").first)
        #expect(whole.isWhole && whole.began == heard.began)
        #expect(try !sound.holds(prompt: "vm-intro", language: "it"))
        let began = try await call.leg.beganToHear(prompt: "vm-intro", language: "ru", within: 1)
        #expect(began == heard.began)
    }

    @Test("A prompt that is cut by a digit is heard after a second of it, not after half", arguments: [0.5, 1.5])
    func cutShort(after seconds: Double) async throws {
        let bench = try await Self.bench.value
        let call = try await bench.call(
            from: .trunk("+7903555003\(Int(seconds) + 2)"), to: "ask.it.vm-intro",
            then: [.wait(seconds - 0.1), .digits("5")])
        let answered = try await call.leg.answered()
        let sound = try await call.leg.heard(from: answered, to: try await call.leg.ends())
        let heard = try sound.heard(prompt: "vm-intro", language: "it")
        guard seconds > 1 else {
            #expect(heard.isEmpty)
            return
        }
        let prompt = try #require(heard.first)
        let keyed = try #require(call.leg.keyed.first)
        #expect(!prompt.isWhole)
        #expect(-0.1...0.5 ~= prompt.until - keyed.ended, "cut by the digit")
    }

    @Test("Prompts that begin alike are told apart; what is written while the PBX runs is heard, too")
    func alike() async throws {
        let bench = try await Self.bench.value
        let library = bench.wire.prompts
        let start = Array(try library.prompt("vm-intro", language: "en").samples.prefix(12_000))
        for (name, rest) in [("alike-a", "vm-goodbye"), ("alike-b", "vm-nobodyavail")] {
            try WAV.write(
                start + library.prompt(rest, language: "en").samples,
                to: bench.sounds.appending(path: "en/switchboard/\(name).wav"))
        }
        defer {
            for name in ["alike-a", "alike-b"] {
                try? FileManager.default.removeItem(at: bench.sounds.appending(path: "en/switchboard/\(name).wav"))
            }
        }
        let call = try await bench.call(from: .trunk("+79035550034"), to: "say.en.switchboard/alike-a")
        let heard = try await call.leg.comesToHear(prompt: "switchboard/alike-a", language: "en")
        #expect(heard.until - heard.began > 1.4, "a second was not enough")
        let sound = try await call.leg.heard(from: heard.began + -0.5, to: try await call.leg.ends())
        #expect(sound.heardPrompts().map(\.name) == ["switchboard/alike-a"])
        #expect(try !sound.holds(prompt: "switchboard/alike-b", language: "en"))
        // Cut while they are alike: it may have been either.
        let prompt = try library.prompt("switchboard/alike-a", language: "en")
        var cut = AudioRun(Self.stream(Array(prompt.samples.prefix(11_000)) + Array(repeating: 0, count: 4_000)))
        #expect(cut.matches(of: prompt).count == 1)
        #expect(cut.findings(of: prompt, among: library.lookalikes(of: prompt), isOver: true).isEmpty)
    }

    @Test("A prompt that does not come is an error that tells what was heard instead")
    func otherPrompt() async throws {
        let bench = try await Self.bench.value
        let name = "switchboard/bench-goodbye"
        let file = bench.sounds.appending(path: "it/\(name).wav")
        try WAV.write(bench.wire.prompts.prompt("vm-goodbye", language: "it").samples, to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let call = try await bench.call(from: .trunk("+79035550035"), to: "say.it.\(name)")
        let error = await #expect(throws: BenchError.self) {
            try await call.leg.comesToHear(prompt: "vm-goodbye", language: "en", within: 4)
        }
        #expect(error?.description.contains("heard \(name) (it)") == true)
        await #expect(throws: BenchError.self) {
            try await call.leg.comesToHear(prompt: "switchboard/nonsense", language: "it")
        }
    }

    @Test(
        "A prompt is found in A-law and at half the loudness, with packets lost, repeated and late, and not backwards")
    func damaged() async throws {
        let library = try await Self.bench.value.wire.prompts
        let prompt = try library.prompt("vm-intro", language: "en")
        let before = [Float](repeating: 0, count: 1_234)
        let samples = before + prompt.samples.map { $0 / 2 }
        // The twentieth packet of the prompt and two after, one here and there.
        let lost: Set<Int> = [28, 29, 30, 41, 60]
        for isALaw in [false, true] {
            var run = AudioRun(Self.stream(samples, aLaw: isALaw, losing: lost, repeating: [35, 61]))
            let found = run.matches(of: prompt)
            #expect(found.map(\.start) == [1_234])
            #expect(found.first?.heard == prompt.loud.upperBound)
        }
        var backwards = AudioRun(Self.stream(samples.reversed()))
        #expect(backwards.matches(of: prompt).isEmpty)
    }

    @Test("Ten seconds of audio are searched for a prompt in less than 50 ms of processor time")
    func searchTime() async throws {
        let library = try await Self.bench.value.wire.prompts
        let prompt = try library.prompt("vm-goodbye", language: "en")
        let audio = try library.prompt("vm-msginstruct", language: "en").samples.prefix(80_000)
        #expect(audio.count == 80_000)
        let stream = Self.stream(Array(audio))
        let times = (0..<5).map { _ in
            let start = Self.processorTime
            var run = AudioRun(stream)
            #expect(run.matches(of: prompt).isEmpty)
            return Self.processorTime - start
        }
        #expect(times.min() ?? 1 < 0.05)
    }
}
