import Foundation

/// One end of a call: a phone, a trunk's line, or half of a Local channel.
public struct Channel: Sendable, Hashable {
    /// What a channel is to the picture.
    public enum Kind: Sendable, Hashable {
        /// Somebody is at its other end.
        case real
        /// Half of a Local channel (core_local.c): the two ends of a wire inside Asterisk.
        case local
    }

    /// Ringing somebody, as Dial does it.
    public struct Dial: Sendable, Hashable {
        /// Uniqueid of the channel that dialled; `nil`: an originate, or not known any more.
        public internal(set) var by: String?
        /// `101`, `+79160000103@main`: the part after the technology.
        public internal(set) var dialString: String
        /// When.
        public internal(set) var began: Date
        /// When it was answered, refused or given up.
        public internal(set) var ended: Date?
        /// DIALSTATUS of this leg: `ANSWER`, `BUSY`, `NOANSWER`, `CANCEL`, …
        public internal(set) var status: String?
    }

    /// Being in a parking lot.
    public struct Parking: Sendable, Hashable {
        /// Name of the lot.
        public internal(set) var lot: String
        /// The space; dialled to take the call out.
        public internal(set) var space: String
        /// When it was parked.
        public internal(set) var since: Date
    }

    /// The end of it.
    public struct Hangup: Sendable, Hashable {
        /// When.
        public internal(set) var moment: Date
        /// Q.850 cause; 0: not known.
        public internal(set) var cause: Int
        /// The cause in words.
        public internal(set) var text: String
        /// It happened while nobody watched and left no record: the moment is a limit, not a fact.
        public internal(set) var isEstimated: Bool
    }

    /// Uniqueid.
    public let id: String
    /// What it is.
    public let kind: Kind
    /// Its present name.
    public internal(set) var name: String
    /// Which leg of the office it is. A channel that called keeps its device, whatever its variables say: they are those
    /// of the leg it rings.
    public internal(set) var mark: LegMark
    /// How far its call has come.
    public internal(set) var state: ChannelState
    /// Who is at its other end.
    public internal(set) var callerNumber: String?
    /// His name.
    public internal(set) var callerName: String?
    /// Whom he is told he is connected with.
    public internal(set) var connectedNumber: String?
    /// That one's name.
    public internal(set) var connectedName: String?
    /// Where in the dialplan it was seen last.
    public internal(set) var context: String
    /// Where in the dialplan it was seen last.
    public internal(set) var `extension`: String
    /// What manager.conf's `channelvars` showed last; only those that are set.
    public internal(set) var variables: [String: String]
    /// When it came up.
    public internal(set) var created: Date
    /// When it was answered.
    public internal(set) var answered: Date?
    /// The bridge it is in.
    public internal(set) var bridge: String?
    /// Since when.
    public internal(set) var bridgedSince: Date?
    /// Since when it has the other side on hold.
    public internal(set) var holdsSince: Date?
    /// Since when it hears music on hold.
    public internal(set) var musicSince: Date?
    /// The parking space it is in.
    public internal(set) var parking: Parking?
    /// How it was dialled; `nil`: it came by itself, it is the caller's side.
    public internal(set) var dial: Dial?
    /// How it ended; `nil`: it is there.
    public internal(set) var hangup: Hangup?

    init(_ snapshot: ChannelSnapshot, created: Date) {
        id = snapshot.id
        kind = LocalName(snapshot.name) == nil ? .real : .local
        name = snapshot.name
        mark = LegMark(channelName: snapshot.name)
        state = snapshot.state
        context = snapshot.context
        `extension` = snapshot.extension
        variables = [:]
        self.created = created
    }
}

extension Channel {
    /// Still there.
    public var isLive: Bool { hangup == nil }
    /// Answered and still there.
    public var isUp: Bool { isLive && state == .up }
    /// It rings there.
    public var isRinging: Bool { isLive && state == .ringing }
    /// It called, nobody dialled it.
    public var isCaller: Bool { dial == nil }
    /// It has the other side on hold.
    public var isHolding: Bool { holdsSince != nil }
    /// ID of the transfer it was rung for (`SWITCHBOARD_TRANSFER`).
    public var transfer: String? { variables["SWITCHBOARD_TRANSFER"] }
    /// Name of the channel that transfers (`SWITCHBOARD_TRANSFEROR_CHANNEL`).
    public var transferorChannel: String? { variables["SWITCHBOARD_TRANSFEROR_CHANNEL"] }
    /// Which leg that one is (`SWITCHBOARD_TRANSFEROR_LEG`); `nil`: a phone.
    public var transferorLeg: LegMark? { variables["SWITCHBOARD_TRANSFEROR_LEG"].flatMap { LegMark(mark: $0) } }
}

extension Channel {
    /// Takes over what an event shows; its name, call and ID are dealt with elsewhere.
    mutating func update(_ snapshot: ChannelSnapshot, at moment: Date) {
        state = snapshot.state
        if state == .up, answered == nil { answered = moment }
        callerNumber = snapshot.callerNumber
        callerName = snapshot.callerName
        connectedNumber = snapshot.connectedNumber
        connectedName = snapshot.connectedName
        context = snapshot.context
        `extension` = snapshot.extension
        variables = snapshot.variables
    }

    /// Reads the mark of a leg that is being dialled. What is written on it later is for the legs it rings itself.
    mutating func readMark() {
        guard kind == .real, case .device = mark, let text = variables["SWITCHBOARD_LEG"] else { return }
        if let written = LegMark(mark: text) { mark = written }
    }
}
