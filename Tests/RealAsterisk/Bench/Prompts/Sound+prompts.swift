extension Sound {
    /// Each time a prompt was heard, in order.
    /// - Parameters:
    ///   - name: as the dialplan has it: `switchboard/invalid-choice`, `vm-goodbye`.
    ///   - language: its folder: `it`. A recording that two languages have alike, `beep`, is heard in both.
    /// - Throws: `BenchError` when the PBX has no such prompt.
    public func heard(prompt name: String, language: String) throws -> [HeardPrompt] {
        let prompt = try prompts.prompt(name, language: language)
        return heard([prompt])
    }

    /// Whether a prompt was heard, from its beginning: the whole of it or, when it was cut short, a second at least.
    public func holds(prompt name: String, language: String) throws -> Bool {
        try !heard(prompt: name, language: language).isEmpty
    }

    /// All prompts of a folder that were heard, in order.
    /// - Parameters:
    ///   - folder: Switchboard's own, unless another is wanted; "" has Asterisk's.
    ///   - languages: those of Switchboard's own prompts.
    public func heardPrompts(
        in folder: String = "switchboard", languages: [String] = ["en", "it", "ru"]
    ) -> [HeardPrompt] {
        heard(
            languages.flatMap { language in
                prompts.names(in: folder, language: language).compactMap { try? prompts.prompt($0, language: language) }
            })
    }

    func heard(_ wanted: [Prompt]) -> [HeardPrompt] {
        var run = AudioRun(stream)
        return wanted.flatMap { prompt in
            run.findings(of: prompt, among: prompts.lookalikes(of: prompt), isOver: true).compactMap { finding in
                if case .heard(let heard) = finding { heard } else { nil }
            }
        }
        .sorted { $0.began < $1.began }
    }
}
