import ArgumentParser
import Foundation
import Routing
import Storage
import SwitchboardServer

/// `switchboard recording`: what was recorded of calls.
struct RecordingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recording", abstract: "List, export and remove recordings of calls.",
        subcommands: [List.self, Export.self, Remove.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List recordings, newest first.")

        @OptionGroup var global: GlobalOptions
        @Option(help: "Those that began then or later, on the office's clock: 2026-12-31T18:00.")
        var from: LocalDateTime?
        @Option(help: "Those that began before.") var to: LocalDateTime?
        @Option(help: "Only with this number: outside, or the office's.") var number: String?
        @Option(help: "Only of this user, by extension.") var user: String?
        @Option(help: "Only of this queue, by name.") var queue: String?
        @Option(help: "How many. Without it: all.") var limit: Int?

        func validate() throws {
            if let limit, limit < 1 { throw ValidationError("--limit must be 1 or more") }
        }

        func run() async throws {
            let (recordings, text) = try await global.refusing { repository in
                let text = try global.callText(repository)
                let number = try number.map { try repository.e164([$0])[0] }
                let recordings = try repository.recordings(
                    from: from?.moment(in: text.zone), to: to?.moment(in: text.zone), number: number, user: user,
                    queue: queue, limit: limit)
                return (recordings, text)
            }
            guard !global.json else { return try global.print(json: recordings) }
            for recording in recordings { print(text.line(of: recording)) }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Copy a recording (WAV).")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The recording's number in the list.") var id: Int
        @Argument(help: "Where to: a file, or - for standard output.") var file: String
        @Flag(help: "Overwrite a file that is there.") var force = false

        func run() async throws {
            let folder = try await global.recordings()
            let recording = try await global.recording(id)
            let source = folder.path(of: recording.file)
            guard let input = FileHandle(forReadingAtPath: source) else {
                throw Refusal("\(source): can't be read: is it there, and may this user read it?")
            }
            guard let output = file == "-" ? .standardOutput : try create() else {
                throw Refusal("\(file): can't be written")
            }
            do {
                while let data = try input.read(upToCount: 1 << 20), !data.isEmpty {
                    try output.write(contentsOf: data)
                }
            } catch {
                throw Refusal("\(file): can't be written: \(error.localizedDescription)")
            }
        }

        /// In one step with the question whether it is there.
        private func create() throws -> FileHandle? {
            let flags = O_WRONLY | O_CREAT | (force ? O_TRUNC : O_EXCL)
            let descriptor = open(file, flags, 0o600)
            guard descriptor >= 0 || errno != EEXIST else {
                throw Refusal("\(file) is there already: say --force to overwrite it")
            }
            return descriptor < 0 ? nil : FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Remove a recording for good.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The recording's number in the list.") var id: Int

        func run() async throws {
            let folder = try await global.recordings()
            let recording = try await global.recording(id)
            guard recording.ended != nil else {
                throw Refusal("recording \(id) is of a call under way: it can be removed when that is over")
            }
            try await global.refusing { try $0.remove(recording, from: folder) }
            guard !global.json else { return try global.print(json: recording) }
            print("Recording \(id) is removed.")
        }
    }
}

extension GlobalOptions {
    fileprivate func recordings() async throws -> RecordingFolder {
        guard let settings = try await settings().recordings() else {
            throw Refusal("recordings.path is not set: the folder into which Asterisk records")
        }
        return RecordingFolder(settings.path)
    }

    fileprivate func recording(_ id: Recording.ID) async throws -> Recording {
        guard let recording = try await refusing({ try $0.recording(id) }) else {
            throw Refusal("there is no recording \(id): switchboard recording list shows them")
        }
        return recording
    }
}
