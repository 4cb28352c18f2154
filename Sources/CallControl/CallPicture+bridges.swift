import Foundation

extension CallPicture {
    /// A bridge with channels in it.
    struct Bridge: Sendable {
        /// Those in it hear nobody.
        var isHolding: Bool
        var members: [String] = []
    }

    func members(of bridge: String) -> [String] { bridges[bridge]?.members ?? [] }

    mutating func enter(_ bridge: BridgeSnapshot, _ snapshot: ChannelSnapshot, swapping: String?, at moment: Date) {
        see(snapshot, at: moment)
        guard let channel = channel(snapshot.id), channel.isLive else { return }
        if let swapping, self.channel(swapping)?.bridge == bridge.id { leave(swapping, at: moment) }
        let left = put(channel.id, into: bridge.id, isHolding: bridge.isHolding, at: moment)
        if bridge.type == "basic" {
            // Asterisk gives all in it the oldest Linkedid (bridge_channel.c, ast_bridge_channel_update_linkedids).
            for member in members(of: bridge.id) {
                if let mine = callOfChannel[channel.id], let other = callOfChannel[member] { merge(mine, other) }
            }
        }
        judge([channel.id] + left, at: moment)
    }

    mutating func leave(_ bridge: BridgeSnapshot, _ snapshot: ChannelSnapshot, at moment: Date) {
        see(snapshot, at: moment, adopting: false)
        if channel(snapshot.id)?.bridge == bridge.id { leave(snapshot.id, at: moment) }
        // Nobody is left, whatever was missed.
        if bridge.channelCount == 0 {
            for member in members(of: bridge.id) { leave(member, at: moment) }
        }
    }

    mutating func leave(_ channel: String, at moment: Date) {
        guard self.channel(channel)?.bridge != nil else { return }
        judge(removeFromBridge(channel), at: moment)
        arranged([channel], [.unhold(by: channel)], at: moment)
    }

    /// - Returns: the channels whose talks may end by it.
    @discardableResult
    mutating func put(_ channel: String, into bridge: String, isHolding: Bool, at moment: Date) -> [String] {
        bridges[bridge, default: Bridge(isHolding: isHolding)].isHolding = isHolding
        guard self.channel(channel)?.bridge != bridge else { return [] }
        let left = removeFromBridge(channel)
        bridges[bridge, default: Bridge(isHolding: isHolding)].members.append(channel)
        update(channel) { channel in
            channel.bridge = bridge
            channel.bridgedSince = moment
        }
        return left
    }

    /// - Returns: the channels whose talks it may end: its own, or of a Local channel all that it connected.
    @discardableResult
    mutating func removeFromBridge(_ channel: String) -> [String] {
        guard let known = self.channel(channel), let bridge = known.bridge else { return [channel] }
        let around = known.kind == .local ? connected(with: bridge) : [channel]
        bridges[bridge]?.members.removeAll { $0 == channel }
        if bridges[bridge]?.isHolding == true { update(channel) { $0.parking = nil } }
        if bridges[bridge]?.members.isEmpty == true { bridges[bridge] = nil }
        // It was those in that bridge who were on hold. Asterisk tells of no Unhold, or later (bridge_basic.c: the code
        // for a transfer holds, and the transferor goes to another bridge as he is).
        let isMoving = callOfChannel[channel].map { rearrangements.includes($0) } ?? false
        update(channel) { channel in
            channel.bridge = nil
            channel.bridgedSince = nil
            if !isMoving { channel.holdsSince = nil }
        }
        return around
    }
}
