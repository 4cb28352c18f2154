import AMI
import CallControl
import Foundation

extension PictureSnapshot {
    /// What the lists say. Each takes the events of its list; the responses among them and what else comes are left out.
    /// - Parameters:
    ///   - channels: of CoreShowChannels.
    ///   - bridges: of BridgeList. BridgeInfo is not needed: CoreShowChannels names each channel's bridge.
    ///   - devices: of DeviceStateList.
    ///   - parked: of ParkedCalls; none where res_parking is not loaded.
    ///   - queues: of QueueStatus; none where app_queue is not loaded.
    ///   - held: by Uniqueid: those whose CHANNEL(onhold) is 1.
    ///   - ended: by Uniqueid, as the dialplan has written them down.
    ///   - moment: when the lists were taken, by Asterisk's clock: `Timestamp` of a Ping before them.
    init(
        channels: [AMIMessage], bridges: [AMIMessage], devices: [AMIMessage], parked: [AMIMessage],
        queues: [AMIMessage], held: Set<String>, ended: [String: Ended], at moment: Date
    ) {
        self.init()
        self.channels = channels.filter { $0.event == "CoreShowChannel" }.compactMap { LiveChannel($0, at: moment) }
        self.bridges = bridges.filter { $0.event == "BridgeListItem" }.compactMap { BridgeSnapshot($0) }
        for message in devices {
            if case .deviceState(let name, let state)? = CallEvent(message) { self.devices[name] = state }
        }
        self.parked = parked.filter { $0.event == "ParkedCall" }.compactMap { ParkedChannel($0, at: moment) }
        waiting = queues.filter { $0.event == "QueueEntry" }.compactMap { QueueEntry($0, at: moment) }
        self.held = held
        self.ended = ended
    }
}

extension PictureSnapshot.LiveChannel {
    fileprivate init?(_ message: AMIMessage, at moment: Date) {
        guard let channel = ChannelSnapshot(message) else { return nil }
        let bridge = message["BridgeId"] ?? ""
        self.init(
            channel, created: Date(uniqueID: channel.id) ?? moment - Self.seconds(message["Duration"] ?? ""),
            bridge: bridge.isEmpty ? nil : bridge,
            // What a channel that Dial has made runs (app_dial.c).
            isDialled: message["Application"] == "AppDial")
    }

    /// `01:02:03`, as CoreShowChannels has it.
    private static func seconds(_ text: String) -> TimeInterval {
        text.split(separator: ":").reduce(0) { $0 * 60 + (TimeInterval($1) ?? 0) }
    }
}

extension PictureSnapshot.ParkedChannel {
    fileprivate init?(_ message: AMIMessage, at moment: Date) {
        guard let id = message["ParkeeUniqueid"] else { return nil }
        self.init(
            id: id, lot: message["Parkinglot"] ?? "", space: message["ParkingSpace"] ?? "",
            since: moment - (message["ParkingDuration"].flatMap { TimeInterval($0) } ?? 0))
    }
}

extension Date {
    /// When a channel came up: Uniqueid is `1700000000.42`, after the system's name where it has one
    /// (channel_internal_api.c).
    init?(uniqueID id: String) {
        guard let seconds = id.split(separator: "-").last?.split(separator: ".").first.flatMap({ Int($0) }) else {
            return nil
        }
        self.init(timeIntervalSince1970: Double(seconds))
    }
}
