import ArgumentParser
import Foundation
import Routing
import SwitchboardServer

/// `switchboard prompt`: recordings that callers hear.
struct PromptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prompt", abstract: "Manage the prompts that callers hear.", subcommands: [Add.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a recording and put it where Asterisk finds it, in place of an older one.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The recording: WAV, 16 bit PCM, 8,000 Hz mono.") var file: String
        @Option(help: "The prompt's name. Without it: the file's, without .wav.") var name: String?
        @Option(help: "The language it is in, like ru. Without it: the office's.") var language: String?

        private struct Report: Encodable {
            let name, language: String
            let seconds: Double
            let path: String
        }

        private var promptName: String {
            if let name { return name }
            let base = URL(filePath: file).lastPathComponent
            return base.lowercased().hasSuffix(".wav") ? String(base.dropLast(4)) : base
        }

        func validate() throws {
            guard PromptName.isValid(promptName) else {
                let hint = name == nil ? "; give one with --name" : ""
                throw ValidationError("\(PromptFolderError.invalidName(promptName))\(hint)")
            }
            if let language, !LanguageCode.isValid(language) {
                throw ValidationError("--language: \(PromptFolderError.invalidLanguage(language))")
            }
        }

        func run() async throws {
            let prompt = try read()
            let chosen: String
            if let language {
                chosen = language
            } else {
                chosen = try await officeLanguage()
            }
            let folder = PromptFolder(try await global.settings().sounds)
            let path: String
            do {
                path = try folder.install(prompt, name: promptName, language: chosen)
            } catch {
                throw Refusal("\(error)")
            }
            let report = Report(name: promptName, language: chosen, seconds: prompt.duration, path: path)
            guard !global.json else { return try global.print(json: report) }
            let seconds = String(format: "%.1f", prompt.duration)
            print("\(promptName) (\(chosen)): \(seconds) s, installed as \(path)")
        }

        private func read() throws -> PromptFile {
            let data: Data
            do {
                let handle = try FileHandle(forReadingFrom: URL(filePath: file))
                data = try handle.read(upToCount: PromptFile.largest) ?? Data()
            } catch {
                throw Refusal("\(file): can't be read: \(error.localizedDescription)")
            }
            do {
                return try PromptFile(contentsOf: data, name: file)
            } catch {
                throw Refusal("\(error)")
            }
        }

        private func officeLanguage() async throws -> String {
            try await global.refusing { repository in
                guard let (checked, _) = try repository.office() else {
                    throw Refusal("there is no office yet to take the language from: give --language")
                }
                return checked.office.settings.language
            }
        }
    }
}
