import Foundation

extension Bench {
    /// The first message in a mailbox of the PBX, when Asterisk has written it.
    /// - Parameter mailbox: in Switchboard's voicemail context.
    public func message(in mailbox: String, within seconds: Double = 10) async throws -> Recording {
        let file = pbx.directory.appending(path: "spool/voicemail/switchboard/\(mailbox)/INBOX/msg0000.wav")
        let deadline = ContinuousClock.now + .seconds(seconds)
        // Another process writes it when the caller is gone: it is looked for.
        while !FileManager.default.fileExists(atPath: file.path) {
            guard ContinuousClock.now < deadline else { throw BenchError("no message in mailbox \(mailbox)") }
            try await Task.sleep(for: .milliseconds(100))
        }
        return try Recording(file)
    }
}
