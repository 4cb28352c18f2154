import Foundation

/// A call: everybody who is or was in it, what was decided for it, who talked with whom.
public struct Call: Sendable, Hashable {
    /// Linkedid.
    public internal(set) var id: String
    /// When its first channel came up.
    public internal(set) var began: Date
    /// When its last real channel ended; `nil`: it is there.
    public internal(set) var ended: Date?
    /// All channels, ended ones too, in the order they came.
    public private(set) var channels: [Channel] = []
    /// What Routing decided, in order.
    public internal(set) var decisions: [DecisionRecord] = []
    /// Who talked with whom, in order of their beginnings.
    public private(set) var talks: [Talk] = []
    /// Its stays in queues, in order of their beginnings.
    public internal(set) var visits: [QueueVisit] = []
    /// Whether ``CallEffect/callBegan(_:)`` was told: it has or had a real channel.
    var isKnown = false
    /// IDs of calls that have become part of it.
    var earlierIDs: [String] = []
    /// Where in ``channels`` an ID is.
    private var places: [String: Int] = [:]

    init(id: String, began: Date) {
        self.id = id
        self.began = began
    }
}

extension Call {
    /// A channel by Uniqueid, ended ones too.
    public subscript(channel: String) -> Channel? { places[channel].map { channels[$0] } }
    /// Channels that are still there.
    public var live: [Channel] { channels.filter(\.isLive) }
    /// Those of them with somebody at the other end.
    public var liveReal: [Channel] { channels.filter { $0.isLive && $0.kind == .real } }
    /// A live channel by name.
    public func channel(named name: String) -> Channel? { channels.last { $0.isLive && $0.name == name } }
    /// Who talks now.
    public var currentTalks: [Talk] { talks.filter { $0.ended == nil } }
    /// The talk a channel is in.
    public func talk(of channel: String) -> Talk? { talks.last { $0.ended == nil && $0.has(channel) } }
    /// With whom a channel talks.
    public func talkPartners(of channel: String) -> [Channel] {
        (talk(of: channel)?.channels ?? []).filter { $0 != channel }.compactMap { self[$0] }
    }
    /// Live real channels of a leg.
    public func channels(of mark: LegMark) -> [Channel] { liveReal.filter { $0.mark == mark } }
    /// The channel the call began with.
    public var caller: Channel? { channels.first { $0.kind == .real } }
    /// The other half of a Local channel, live or ended.
    public func otherHalf(of channel: Channel) -> Channel? {
        guard channel.kind == .local, let name = LocalName(channel.name) else { return nil }
        return channels.last { $0.kind == .local && $0.name == name.other }
    }
    /// The decisions that led to a channel: its own, those of who dialled it, and so on, oldest first.
    public func route(to channel: String) -> [DecisionRecord] {
        var (way, next): (Set<String>, Channel?) = ([], self[channel])
        while let channel = next, way.insert(channel.id).inserted {
            next = channel.dial?.by.flatMap { self[$0] } ?? otherHalf(of: channel)
        }
        return decisions.filter { way.contains($0.channel) }
    }
}

extension Call {
    mutating func add(_ channel: Channel) {
        places[channel.id] = channels.count
        channels.append(channel)
    }

    /// - Returns: whether the channel is different now.
    mutating func update(_ id: String, _ change: (inout Channel) -> Void) -> Bool {
        guard let place = places[id] else { return false }
        let before = channels[place]
        change(&channels[place])
        return channels[place] != before
    }

    /// Takes in another call with all its history.
    mutating func absorb(_ other: Call) {
        for channel in other.channels { add(channel) }
        decisions = (decisions + other.decisions).sorted { $0.moment < $1.moment }
        for talk in other.talks { set(talk) }
        visits = (visits + other.visits).sorted { $0.entered < $1.entered }
        began = min(began, other.began)
        earlierIDs += other.earlierIDs + [other.id]
    }

    /// Writes a talk down, or its end.
    mutating func set(_ talk: Talk) {
        var talk = talk
        talk.call = id
        if let place = talks.lastIndex(where: { $0.began == talk.began && $0.channels == talk.channels }) {
            talks[place] = talk
        } else {
            talks.append(talk)
        }
    }
}
