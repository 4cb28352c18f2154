import ArgumentParser
import Foundation

/// The program. Exit codes: 0 done, 1 refused, 2 used wrongly.
@main
enum Main {
    static func main() async {
        do {
            var command = try Switchboard.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let refusal as Refusal {
            write(refusal.description)
            exit(1)
        } catch {
            let code = Switchboard.exitCode(for: error)
            if code.isSuccess { Switchboard.exit(withError: error) }
            write(Switchboard.fullMessage(for: error))
            exit(code == .validationFailure ? 2 : 1)
        }
    }

    private static func write(_ message: String) {
        FileHandle.standardError.write(Data((message + "\n").utf8))
    }
}

struct Switchboard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "switchboard",
        abstract: "The brain beside Asterisk: calls that always find somebody.",
        subcommands: [
            Serve.self, Apply.self, Export.self, Check.self, Explain.self, Forward.self, ScheduleCommand.self,
            ListCommand.self, QueueCommand.self, CallbackCommand.self, Familiar.self, PromptCommand.self,
            CallCommand.self, RecordingCommand.self, ReportCommand.self, AlertCommand.self, Doctor.self, History.self,
            Undo.self,
        ])
}

/// A request that was understood and not done. Nothing has changed.
struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
