import Foundation
import Storage

/// Something that somebody wants to be told of, as soon as it is known. ``AlertDesk/note(_:)`` keeps it.
public enum AlertFact: Sendable, Hashable {
    /// A client wants to be called back.
    case callbackRequested(CallbackFact)
    /// A callback is given up.
    case callbackFailed(CallbackFact)
    /// Somebody called from outside, and nobody talked with him.
    case missedCall(MissedCallFact)
    /// Somebody has left a message.
    case voicemailLeft(VoicemailFact)
    /// A trunk can't be reached.
    case trunkDown(TrunkFact)
    /// A trunk can be reached again.
    case trunkUp(TrunkFact)
    /// Recordings fill the space they may have.
    case recordingQuota(RecordingQuotaFact)

    /// Its name in JSON and in the store.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case callbackRequested, callbackFailed, missedCall, voicemailLeft, trunkDown, trunkUp, recordingQuota
    }

    /// Its name.
    public var kind: Kind {
        switch self {
        case .callbackRequested: .callbackRequested
        case .callbackFailed: .callbackFailed
        case .missedCall: .missedCall
        case .voicemailLeft: .voicemailLeft
        case .trunkDown: .trunkDown
        case .trunkUp: .trunkUp
        case .recordingQuota: .recordingQuota
        }
    }

    /// What tells it from others of its kind: noted again, it is the same fact.
    var key: String {
        switch self {
        case .callbackRequested(let fact): fact.id
        // One that is taken up again may fail again.
        case .callbackFailed(let fact): "\(fact.id) \(Int64((moment.timeIntervalSince1970 * 1_000).rounded()))"
        case .missedCall(let fact): fact.call
        case .voicemailLeft(let fact): fact.id
        case .trunkDown(let fact), .trunkUp(let fact):
            "\(fact.trunk) \(Int64((fact.since.timeIntervalSince1970 * 1_000).rounded()))"
        case .recordingQuota(let fact): fact.id
        }
    }

    /// When it happened.
    var moment: Date {
        switch self {
        case .callbackRequested(let fact): fact.requested
        case .callbackFailed(let fact): fact.ended ?? fact.requested
        case .missedCall(let fact): fact.ended
        case .voicemailLeft(let fact): fact.left
        case .trunkDown(let fact): fact.since
        case .trunkUp(let fact): fact.until ?? fact.since
        case .recordingQuota(let fact): fact.noticed
        }
    }
}

/// A client's wish to be called back, or the end of it.
public struct CallbackFact: Sendable, Hashable, Encodable {
    /// ID of the request.
    public var id: String
    /// The queue's name.
    public var queue: String
    /// The client's number, E.164.
    public var number: String
    /// The name that was shown with it.
    public var name: String?
    /// When he asked.
    public var requested: Date
    /// Attempts made so far.
    public var attempts: Int
    /// When it was given up.
    public var ended: Date?
    /// Why, in words.
    public var reason: String?

    /// A fact of these values.
    public init(
        id: String, queue: String, number: String, name: String? = nil, requested: Date, attempts: Int = 0,
        ended: Date? = nil, reason: String? = nil
    ) {
        self.id = id
        self.queue = queue
        self.number = number
        self.name = name
        self.requested = requested
        self.attempts = attempts
        self.ended = ended
        self.reason = reason
    }
}

/// A call from outside with which nobody of the office talked.
public struct MissedCallFact: Sendable, Hashable, Encodable {
    /// One who was rung.
    public struct Tried: Sendable, Hashable, Encodable {
        /// `101 (Ivanova)`, `101 (Ivanova), mobile` or an outside number.
        public var who: String
        /// What came of it; `nil`: not known.
        public var outcome: CallRecord.Leg.Outcome?
    }

    /// Linkedid.
    public var call: String
    /// The caller's number; `nil`: withheld.
    public var number: String?
    /// The name that was shown with it.
    public var name: String?
    /// What he dialled.
    public var dialled: String
    /// What the administrator calls that.
    public var entry: String?
    /// When he called.
    public var began: Date
    /// When he was gone.
    public var ended: Date
    /// What became of it.
    public var disposition: CallDisposition
    /// Who was rung, in order.
    public var tried: [Tried]
    /// The users, groups and queues that it was for, as destinations.
    var missedBy: [String]

    private enum CodingKeys: CodingKey {
        case call, number, name, dialled, entry, began, ended, disposition, tried
    }
}

/// A message in a mailbox.
public struct VoicemailFact: Sendable, Hashable, Encodable {
    /// Names the message.
    public var id: String
    /// The mailbox: a user's extension.
    public var mailbox: String
    /// Linkedid of the call.
    public var call: String
    /// The caller's number; `nil`: withheld.
    public var number: String?
    /// The name that was shown with it.
    public var name: String?
    /// When it was left.
    public var left: Date
    /// How long it is; `nil`: the recording can't be read here.
    public var seconds: Double?
    /// The recording; `nil`: it can't be read here.
    var recording: Recording?

    private enum CodingKeys: CodingKey {
        case mailbox, call, number, name, left, seconds
    }

    /// A file of Asterisk's voicemail.
    struct Recording: Sendable, Hashable {
        let name: String
        let type: String
        let body: Data
    }
}

/// A trunk that can't be reached, or can again.
public struct TrunkFact: Sendable, Hashable, Encodable {
    /// Its name in the office file.
    public var trunk: String
    /// Since when it could not be reached.
    public var since: Date
    /// When it could again.
    public var until: Date?

    /// A fact of these values.
    public init(trunk: String, since: Date, until: Date? = nil) {
        self.trunk = trunk
        self.since = since
        self.until = until
    }
}

/// Recordings that take nearly all or more than the space they may.
public struct RecordingQuotaFact: Sendable, Hashable, Encodable {
    /// Names the occasion: noted again under the same ID it is told once.
    public var id: String
    /// Bytes in use.
    public var used: Int64
    /// Bytes allowed.
    public var quota: Int64
    /// When that was noticed.
    public var noticed: Date

    /// A fact of these values.
    public init(id: String, used: Int64, quota: Int64, noticed: Date) {
        self.id = id
        self.used = used
        self.quota = quota
        self.noticed = noticed
    }

    private enum CodingKeys: CodingKey {
        case used, quota, noticed
    }
}
