import Storage
import SwitchboardServer

extension CallText {
    /// A recording in one line: `12  2026-11-21 15:04:05  1 min 5 s  1 MB  +79035550001  user 101  call 1732194245.7`
    func line(of recording: Recording) -> String {
        let purpose = recording.purpose
        let parts = [
            "\(recording.id)", dateAndTime(recording.began),
            recording.ended.map { Self.duration(from: recording.began, to: $0) } ?? "under way",
            ByteCount.text(recording.bytes), purpose.caller?.printable ?? "anonymous",
            purpose.number.map { "number \($0.printable)" }, purpose.queue.map { "queue \($0.printable)" },
            purpose.group.map { "group \($0.printable)" }, purpose.user.map(user), "call \(recording.call.printable)",
        ]
        return parts.compactMap(\.self).joined(separator: "  ")
    }
}
