import Foundation

/// A call as it is now: what the control API shows of it.
public struct LiveCall: Sendable, Hashable, Codable, Identifiable {
    /// Asterisk's Linkedid.
    public var id: String
    /// When it began.
    public var began: Date
    /// Who calls: a number with the name shown, `user 101 (Account manager)`, `anonymous`.
    public var caller: String
    /// What was dialled.
    public var dialled: String
    /// Everybody who is in it or is being rung, in the order they came.
    public var legs: [LiveLeg]
    /// Who talks with whom.
    public var talks: [LiveTalk]
    /// The transfer under way.
    public var transfer: LiveTransfer?
    /// The last decision: its step, then its reasons.
    public var route: [String]

    /// A call of these values.
    public init(
        id: String, began: Date, caller: String, dialled: String, legs: [LiveLeg] = [], talks: [LiveTalk] = [],
        transfer: LiveTransfer? = nil, route: [String] = []
    ) {
        self.id = id
        self.began = began
        self.caller = caller
        self.dialled = dialled
        self.legs = legs
        self.talks = talks
        self.transfer = transfer
        self.route = route
    }
}

/// Somebody who is in a call or is being rung.
public struct LiveLeg: Sendable, Hashable, Codable {
    /// What he does.
    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        /// He is being called; it does not ring yet.
        case dialling
        /// It rings.
        case ringing
        /// Answered.
        case up
        /// He has the others on hold.
        case holding
        /// He waits in a parking lot.
        case parked
    }

    /// Who: `user 103 (Field engineer), mobile`.
    public var who: String
    /// His number; `nil`: none or not shown.
    public var number: String?
    /// Name of his channel.
    public var channel: String
    /// What he does.
    public var state: State
    /// Since when.
    public var since: Date

    /// A leg of these values.
    public init(who: String, number: String? = nil, channel: String, state: State, since: Date) {
        self.who = who
        self.number = number
        self.channel = channel
        self.state = state
        self.since = since
    }
}

/// People who hear each other.
public struct LiveTalk: Sendable, Hashable, Codable {
    /// Who: as ``LiveLeg/who``, two or more.
    public var parties: [String]
    /// Since when.
    public var since: Date

    /// A talk of these values.
    public init(parties: [String], since: Date) {
        self.parties = parties
        self.since = since
    }
}

/// A transfer under way.
public struct LiveTransfer: Sendable, Hashable, Codable, Identifiable {
    /// Its ID, as the history and the AMI events have it.
    public var id: String
    /// Who transfers: as ``LiveLeg/who``.
    public var transferor: String
    /// Where to.
    public var target: String
    /// How far it is, in words: `ringing`, `talking with 102`.
    public var state: String
    /// Since when it is so far.
    public var since: Date

    /// A transfer of these values.
    public init(id: String, transferor: String, target: String, state: String, since: Date) {
        self.id = id
        self.transferor = transferor
        self.target = target
        self.state = state
        self.since = since
    }
}
