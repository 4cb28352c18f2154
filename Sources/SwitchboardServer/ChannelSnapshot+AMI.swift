import AMI
import CallControl
import Foundation

extension ChannelSnapshot {
    /// A channel as an event shows it.
    /// - Parameter prefix: before the names of its headers; an event may show several.
    /// - Returns: `nil` when the event does not show it.
    init?(_ message: AMIMessage, _ prefix: String = "") {
        guard let id = message[prefix + "Uniqueid"], !id.isEmpty, let name = message[prefix + "Channel"] else {
            return nil
        }
        self.init(
            id: id, call: message[prefix + "Linkedid"] ?? id, name: name,
            state: message[prefix + "ChannelState"].flatMap { Int($0) }.flatMap { ChannelState(rawValue: $0) } ?? .down,
            callerNumber: Self.known(message[prefix + "CallerIDNum"]),
            callerName: Self.known(message.unescaped(prefix + "CallerIDName")),
            connectedNumber: Self.known(message[prefix + "ConnectedLineNum"]),
            connectedName: Self.known(message.unescaped(prefix + "ConnectedLineName")),
            context: message[prefix + "Context"] ?? "", extension: message[prefix + "Exten"] ?? "",
            variables: message.variables(of: prefix + "ChanVariable").filter { !$0.value.isEmpty })
    }

    private static func known(_ text: String?) -> String? {
        text == "<unknown>" || text?.isEmpty == true ? nil : text
    }
}

extension BridgeSnapshot {
    /// A bridge as an event shows it.
    /// - Returns: `nil` when the event shows none.
    init?(_ message: AMIMessage) {
        guard let id = message["BridgeUniqueid"] else { return nil }
        self.init(
            id: id, type: message["BridgeType"] ?? "", technology: message["BridgeTechnology"] ?? "",
            channelCount: message["BridgeNumChannels"].flatMap { Int($0) } ?? 0)
    }
}

extension AMIMessage {
    /// When it happened, by Asterisk's clock: `Timestamp`, in seconds of Unix time (manager.conf, timestampevents).
    var moment: Date? { self["Timestamp"].flatMap { Double($0) }.map { Date(timeIntervalSince1970: $0) } }
}
