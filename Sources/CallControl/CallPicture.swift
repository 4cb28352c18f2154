import Foundation

/// The live picture of all calls: a pure state machine over what Asterisk tells.
///
/// Uniqueids stay with the device through every masquerade (channel.c, channel_do_masquerade, swaps them with the rest), so
/// a channel is followed by its Uniqueid alone.
public struct CallPicture: Sendable {
    /// What devices do, whoever's calls they have.
    public internal(set) var devices = DeviceStates()

    /// Calls by ID.
    var live: [String: Call] = [:]
    /// The call of each channel, ended channels of live calls too.
    var callOfChannel: [String: String] = [:]
    /// Calls that are part of another one now.
    var mergedInto: [String: String] = [:]
    /// Live channels by name.
    var names: [String: String] = [:]
    /// Live real channels of each leg.
    var legs: [LegMark: Set<String>] = [:]
    /// Bridges with channels in them.
    var bridges: [String: Bridge] = [:]
    /// The talk each channel is in.
    var talkOfChannel: [String: Talk] = [:]
    /// Calls in the middle of a rearrangement.
    var rearrangements = Rearrangements()
    /// Decisions for channels that AMI has not told of yet.
    var early = EarlyDecisions()
    /// Channels of calls that ended a moment ago: what is still told of them is late.
    var graves = Graves()
    /// When the connection was lost; `nil`: it is there.
    var lostAt: Date?
    /// Talks are looked at when the picture is complete again.
    var isRebuilding = false
    /// Effects of the event at hand.
    var effects: [CallEffect] = []
    /// Calls that the event at hand changed, in order.
    var touched: [String] = []

    /// An empty picture: for a new process, before its first ``rebuild(from:followedBy:at:asteriskStarted:)``.
    public init() {}

    /// Takes an event in.
    /// - Parameter moment: when it happened, by Asterisk's clock.
    public mutating func handle(_ event: CallEvent, at moment: Date) -> [CallEffect] {
        settleOverdue(at: moment)
        apply(event, at: moment)
        return flush()
    }

    /// Looks at what had to wait: a hold that was taken back and is followed by no transfer, rearrangements whose end was
    /// missed. Events do it too; on a quiet server call it once a second or oftener. The moments told are the real ones.
    public mutating func settle(at moment: Date) -> [CallEffect] {
        settleOverdue(at: moment)
        return flush()
    }

    /// What the event at hand has brought about.
    mutating func flush() -> [CallEffect] {
        for id in touched where live[id]?.isKnown == true { effects.append(.changed(id)) }
        defer { (effects, touched) = ([], []) }
        return effects
    }

    mutating func touch(_ call: String) {
        if !touched.contains(call) { touched.append(call) }
    }
}

// MARK: What it shows

extension CallPicture {
    /// All calls with somebody in them, in no order.
    public var calls: [Call] { live.values.filter(\.isKnown) }
    /// A call by ID; the ID of one that was merged leads to the one it is part of.
    public func call(_ id: String) -> Call? { live[current(id)] }
    /// The call a channel is in, by Uniqueid; ended channels of live calls too.
    public func call(ofChannel id: String) -> Call? { callOfChannel[id].flatMap { live[$0] } }
    /// A live channel by name.
    public func channel(named name: String) -> Channel? { names[name].flatMap { channel($0) } }
    /// Names of live channels.
    public func names(where isWanted: (String) -> Bool) -> [String] { names.keys.filter(isWanted).sorted() }
    /// A channel by Uniqueid, ended channels of live calls too.
    public func channel(_ id: String) -> Channel? { call(ofChannel: id)?[id] }
    /// Live real channels of a leg, whatever call they are in: they ring, talk, hold or wait.
    public func channels(of mark: LegMark) -> [Channel] { (legs[mark] ?? []).sorted().compactMap { channel($0) } }
    /// Legs that ring, talk, hold or wait.
    public var legsInUse: Set<LegMark> { Set(legs.keys) }
    /// Whether a leg rings, talks, holds or waits.
    public func isInUse(_ mark: LegMark) -> Bool { legs[mark] != nil }
    /// Whether a leg talks.
    public func isTalking(_ mark: LegMark) -> Bool { legs[mark]?.contains { talkOfChannel[$0] != nil } ?? false }
    /// Legs that talk: all of them, which takes a while; of one, ask ``isTalking(_:)``.
    public var legsTalking: Set<LegMark> { Set(talkOfChannel.keys.compactMap { channel($0)?.mark }) }
    /// Everybody who hears somebody.
    public var talks: [Talk] { Array(Set(talkOfChannel.values)).sorted { $0.began < $1.began } }
    /// The talk a channel is in.
    public func talk(of channel: String) -> Talk? { talkOfChannel[channel] }

    /// Who has this channel on hold: those connected with it that hold.
    public func holders(of channel: String) -> [Channel] {
        guard let bridge = self.channel(channel)?.bridge else { return [] }
        return connected(with: bridge).filter { $0 != channel }.compactMap { self.channel($0) }.filter(\.isHolding)
    }

    /// The present ID of a call.
    func current(_ call: String) -> String { mergedInto[call] ?? call }
}
