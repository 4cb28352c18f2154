import ArgumentParser
import Foundation
import Storage
import SwitchboardServer

extension CallCommand {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the whole way of a call: what was decided and why, who rang, who talked.")

        @OptionGroup var global: GlobalOptions
        @Argument(help: "The call's ID, or what it alone begins or ends with.") var id: String

        private struct Report: Encodable {
            /// As it is now.
            var live: LiveCall?
            /// What is remembered of it so far.
            var record: CallRecord?
            /// What was recorded of it.
            var recordings: [Recording]
        }

        func run() async throws {
            let live = try await liveCall()
            let (record, recordings, text) = try await global.refusing { repository in
                let record = try live.map { try repository.call($0.id) } ?? repository.call(matching: id)
                let recordings = try (live?.id ?? record?.id).map(repository.recordings(of:)) ?? []
                return (record, recordings, try global.callText(repository))
            }
            guard live != nil || record != nil else {
                throw Refusal("there is no call \(id), live or remembered: switchboard call history lists them")
            }
            guard !global.json else {
                return try global.print(json: Report(live: live, record: record, recordings: recordings))
            }
            if let live { text.lines(of: live).forEach { print($0) } }
            if live != nil, record != nil { print() }
            if let record { text.lines(of: record).forEach { print($0) } }
            if !recordings.isEmpty { print() }
            for recording in recordings { print("recording " + text.line(of: recording)) }
        }

        /// A server that doesn't run has no live calls.
        private func liveCall() async throws -> LiveCall? {
            do {
                return try await global.control().call(matching: id)
            } catch is ServerNotRunning {
                return nil
            }
        }
    }
}
