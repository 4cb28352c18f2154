import AMI
import Foundation
import Logging

/// Learns of messages in mailboxes from what the dialplan writes down, and has them told. What was left while nobody
/// listened is found after the next login.
actor LeftMessages {
    /// How large a recording may be to go along: five minutes are 5 MB.
    private static let largest = 20 << 20
    /// How recordings are named by Asterisk's formats, and what they are.
    private static let types = [("wav", "audio/wav"), ("WAV", "audio/wav"), ("gsm", "audio/gsm"), ("ogg", "audio/ogg")]

    private let client: AMIClient
    private let tables: RoutingTables
    private let desk: AlertDesk
    /// Asterisk's folder of messages.
    private let folder: URL
    private let logger: Logger
    /// Those that were told by this process.
    private var known: Set<String> = []
    private var isLooking = false
    private var mustLookAgain = false

    init(client: AMIClient, tables: RoutingTables, desk: AlertDesk, folder: String, logger: Logger) {
        self.client = client
        self.tables = tables
        self.desk = desk
        self.folder = URL(filePath: folder)
        self.logger = logger
    }

    /// Reads what Asterisk has; one look at a time.
    func look() async {
        mustLookAgain = true
        guard !isLooking else { return }
        isLooking = true
        while mustLookAgain {
            mustLookAgain = false
            do {
                // No such family: there were none.
                let reply = try await client.send(
                    AMIAction("DBGetTree", ["Family": "switchboard-messages"]), within: .seconds(10))
                take(reply.events.compactMap(LeftMessage.init))
            } catch {
                // The connection broke: the next login asks again.
                logger.warning("messages left can't be read", metadata: ["error": "\(error)"])
            }
        }
        isLooking = false
    }

    private func take(_ messages: [LeftMessage]) {
        // What the store did not take is told with the next look.
        known = Set(messages.filter { known.contains($0.channel) || tell($0) }.map(\.channel))
    }

    /// - Returns: whether it is kept.
    private func tell(_ message: LeftMessage) -> Bool {
        let recording = recording(of: message)
        let sound = recording.flatMap { try? WaveFile($0.body) }
        let isPlain = sound?.encoding.format == WaveFile.Encoding.pcm && sound?.encoding.bits == 16
        let number = message.number.map { tables.current?.read($0).parsed?.e164 ?? $0 }
        return desk.note(
            .voicemailLeft(
                VoicemailFact(
                    id: message.channel, mailbox: message.mailbox, call: message.call, number: number,
                    name: message.name, left: message.moment,
                    seconds: isPlain
                        ? sound.map { Double($0.sound.count) / 2 / Double(max(1, $0.encoding.rate)) } : nil,
                    recording: recording)))
    }

    /// The file, as long as it is where Asterisk has put it: its owner may have heard and removed it.
    private func recording(of message: LeftMessage) -> VoicemailFact.Recording? {
        let box = folder.appending(path: "switchboard/\(message.mailbox)/INBOX")
        for (suffix, type) in Self.types {
            let file = box.appending(path: "\(message.file).\(suffix)")
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: file.path) else { continue }
            guard let size = attributes[.size] as? Int, size <= Self.largest,
                // Numbers are used again: a file that is newer is another message.
                let changed = attributes[.modificationDate] as? Date,
                abs(changed.timeIntervalSince(message.moment)) < 60,
                let body = try? Data(contentsOf: file)
            else { break }
            return VoicemailFact.Recording(
                name: "\(message.mailbox)-\(message.file).\(suffix.lowercased())", type: type, body: body)
        }
        logger.warning(
            "a recording can't be attached: is asterisk.voicemail Asterisk's folder, and may it be read?",
            metadata: ["mailbox": "\(message.mailbox)", "folder": "\(box.path)"])
        return nil
    }
}
