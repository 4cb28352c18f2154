/// Everything captured so far, in memory.
struct WireRecord: Sendable {
    /// By Call-ID.
    private(set) var dialogs: [String: Dialog] = [:]
    /// Call-IDs in the order of their INVITEs.
    private(set) var order: [String] = []
    /// By destination port.
    private(set) var streams: [UInt16: AudioStream] = [:]
    /// The newest packet.
    private(set) var latest: WireTime?
    private(set) var packetCount = 0
    private let pbxSIP: UInt16
    private let worldRTP: ClosedRange<UInt16>
    private let pbxRTP: ClosedRange<UInt16>

    init(ports: PortBlock) {
        pbxSIP = ports.pbxSIP
        worldRTP = ports.worldRTP
        pbxRTP = ports.pbxRTP
    }

    /// What the datagram was: the dialog and entry it added to, if it was SIP.
    mutating func add(_ datagram: PcapReader.Datagram) -> Dialog? {
        latest = datagram.time
        packetCount += 1
        let isFromPBX = datagram.source == pbxSIP
        guard isFromPBX || datagram.destination == pbxSIP else {
            // Ports are even for RTP and odd for RTCP (RFC 3550 section 11). A raw call listens anywhere.
            guard datagram.destination % 2 == 0 || !worldRTP.contains(datagram.destination) else { return nil }
            // Only what the PBX sends is listened to.
            let isHeard = !pbxRTP.contains(datagram.destination)
            streams[datagram.destination, default: AudioStream()]
                .add(datagram.payload, at: datagram.time, keepsSamples: isHeard)
            return nil
        }
        guard let message = SIPMessage(datagram: datagram.payload) else { return nil }
        let entry = Dialog.Entry(time: datagram.time, isFromPBX: isFromPBX, message: message)
        let id = message.callID
        if dialogs[id] != nil {
            dialogs[id]?.entries.append(entry)
        } else if message.method == "INVITE" {
            dialogs[id] = Dialog(callID: id, direction: isFromPBX ? .fromPBX : .toPBX, entries: [entry])
            order.append(id)
        }
        return dialogs[id]
    }

    /// In order of their INVITEs.
    var allDialogs: [Dialog] { order.compactMap { dialogs[$0] } }

    /// What the party of a dialog was sent by the PBX.
    func stream(heardBy dialog: Dialog, from start: WireTime, to end: WireTime) -> AudioStream {
        // A port moves only with a re-INVITE; of several, the one that was in use has the packets.
        dialog.worldAudioPorts.compactMap { streams[$0] }
            .max { $0.packets(from: start, to: end).count < $1.packets(from: start, to: end).count }?
            .part(from: start, to: end) ?? AudioStream()
    }

    /// What the party of a dialog has keyed. A port is another call's later.
    func digits(keyedIn dialog: Dialog) -> [KeyedDigit] {
        let events = dialog.pbxAudioPorts.compactMap { streams[$0] }.flatMap(\.events).filter { event in
            event.time >= dialog.invitedAt && dialog.endedAt.map { event.time <= $0 } ?? true
        }
        return KeyedDigit.digits(of: events)
    }

    /// Longest time between two packets that the party sent, in seconds.
    func longestGapSent(by dialog: Dialog, from start: WireTime, to end: WireTime) -> Double {
        let gaps = dialog.pbxAudioPorts.compactMap { streams[$0] }.map { stream in
            let times = stream.packets(from: start, to: end).map(\.time)
            return zip(times, times.dropFirst()).map { $1 - $0 }.max() ?? end - start
        }
        return gaps.min() ?? end - start
    }
}
