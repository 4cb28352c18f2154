import Foundation

@testable import AMI
@testable import CallControl
@testable import SwitchboardServer

/// What a real Asterisk 22.10 sent over AMI while real SIP calls ran through Switchboard's dialplan, as it came, and what
/// was done meanwhile.
struct Recording: Sendable {
    /// An event and its moment by Asterisk's clock.
    struct Event: Sendable {
        let event: CallEvent
        let moment: Date
    }

    let name: String
    let events: [Event]
    /// What the caller's side did or saw, noted by itself, by the same clock.
    let story: [String: Date]

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Recordings")

    init(_ name: String) throws {
        self.name = name
        events = try Self.messages("\(name).ami").compactMap { message in
            guard let event = CallEvent(message), let moment = message.moment else { return nil }
            return Event(event: event, moment: moment)
        }
        let data = try Data(contentsOf: Self.folder.appending(path: "story.json"))
        let stories = try JSONDecoder().decode([String: [String: Double]].self, from: data)
        story = (stories[name] ?? [:]).mapValues { Date(timeIntervalSince1970: $0) }
    }

    /// The lists that were asked for in mid-call, and when.
    func snapshot(_ label: String) throws -> (snapshot: PictureSnapshot, moment: Date) {
        let messages = try Self.messages("\(name).\(label).snapshot")
        let moment = messages.compactMap(\.moment).first ?? .distantPast
        var snapshot = PictureSnapshot(
            channels: messages, bridges: messages, devices: messages, parked: messages, queues: messages, held: [],
            ended: [:], at: moment)
        // Recorded before it was asked for; a phone with one channel says the same (chan_pjsip.c, chan_pjsip_devicestate).
        for shown in snapshot.channels {
            guard case .device(let name) = LegMark(channelName: shown.channel.name) else { continue }
            if snapshot.devices[name] == .onHold { snapshot.held.insert(shown.channel.id) }
        }
        return (snapshot, moment)
    }

    /// What the dialplan would have written down of each channel's end.
    var endings: [String: PictureSnapshot.Ended] {
        var endings: [String: PictureSnapshot.Ended] = [:]
        for one in events {
            if case .hungUp(let channel, let cause, _) = one.event {
                endings[channel.id] = .init(moment: one.moment, cause: cause)
            }
        }
        return endings
    }

    static func messages(_ file: String) throws -> [AMIMessage] {
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        return text.components(separatedBy: "\r\n\r\n").compactMap { block in
            var message = AMIMessage()
            for line in block.components(separatedBy: "\r\n") {
                guard let colon = line.range(of: ": ") else { continue }
                message.append(name: line[..<colon.lowerBound].utf8, value: line[colon.upperBound...].utf8)
            }
            return message.headers.isEmpty ? nil : message
        }
    }
}
