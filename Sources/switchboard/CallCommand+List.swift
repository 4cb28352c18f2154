import ArgumentParser
import Foundation
import SwitchboardServer

extension CallCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List live calls.")

        /// Between two looks.
        private static let pause = Duration.milliseconds(500)

        @OptionGroup var global: GlobalOptions
        @Flag(help: "Go on and show every change, until stopped with Ctrl-C.") var watch = false

        func run() async throws {
            let text = try await global.refusing { try global.callText($0) }
            try await global.asking { control in
                if try await control.health().connectedSince == nil {
                    let remark = "not connected to Asterisk's manager interface: this is what was known last\n"
                    FileHandle.standardError.write(Data(remark.utf8))
                }
                guard watch else { return try show(try await control.calls(), text) }
                try await follow(control, text)
            }
        }

        private func show(_ calls: [LiveCall], _ text: CallText) throws {
            guard !global.json else { return try global.print(json: calls) }
            text.lines(of: calls).forEach { print($0) }
        }

        private func follow(_ control: ControlClient, _ text: CallText) async throws {
            let isTerminal = isatty(STDOUT_FILENO) == 1
            var shown: [LiveCall]?
            while true {
                let calls = try await control.calls()
                if calls != shown {
                    write(calls, text, isTerminal: isTerminal)
                    shown = calls
                }
                try await Task.sleep(for: Self.pause)
            }
        }

        /// All at once, past `print`'s buffer: a reader of the pipe waits for it.
        private func write(_ calls: [LiveCall], _ text: CallText, isTerminal: Bool) {
            var output = ""
            if global.json {
                output = String(decoding: (try? ControlAPI.encoder.encode(calls)) ?? Data(), as: UTF8.self) + "\n"
            } else {
                // Home, and erase what is below (ECMA-48 CUP, ED).
                if isTerminal { output = "\u{1B}[H\u{1B}[J" }
                let lines = [text.dateAndTime(Date())] + text.lines(of: calls) + (isTerminal ? [] : [""])
                output += lines.joined(separator: "\n") + "\n"
            }
            FileHandle.standardOutput.write(Data(output.utf8))
        }
    }
}
