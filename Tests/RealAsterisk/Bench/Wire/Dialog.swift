/// One leg of a call as it stood on the wire: everything with one Call-ID between the PBX and the world.
public struct Dialog: Sendable {
    /// Who sent the INVITE.
    public enum Direction: Sendable {
        /// Somebody called the PBX.
        case toPBX
        /// The PBX rang somebody.
        case fromPBX
    }

    /// A message and when it was sent.
    public struct Entry: Sendable {
        /// The kernel's stamp.
        public let time: WireTime
        /// Else from the world.
        public let isFromPBX: Bool
        /// What was sent.
        public let message: SIPMessage
    }

    /// The same in every entry.
    public let callID: String
    /// Who called whom.
    public let direction: Direction
    /// The first one is the INVITE. Retransmissions are in it too.
    public internal(set) var entries: [Entry]

    /// The INVITE that began it.
    public var invite: SIPMessage { entries[0].message }
    /// When it was sent.
    public var invitedAt: WireTime { entries[0].time }
    /// The caller as From has him.
    public var callerUser: String { invite.callerUser }
    /// Who was called: the request URI's user part.
    public var calledUser: String { invite.calledUser }
    /// The trunk the PBX called out by; nil for phones and SIP addresses.
    public var trunk: String? { invite.header("From").flatMap(WorldProxy.trunk(ofFrom:)) }

    /// The first 180 or 183.
    public var ringingAt: WireTime? { response { 180...183 ~= $0 }?.time }
    /// The 200 to it.
    public var answeredAt: WireTime? { response { 200..<300 ~= $0 }?.time }
    /// The INVITE's final code; nil while it rings.
    public var finalStatus: Int? { response { $0 >= 200 }?.message.status }
    /// When it was answered, refused or given up.
    public var settledAt: WireTime? { first("CANCEL")?.time ?? response { $0 >= 200 }?.time }
    /// When the first BYE, CANCEL or refusal was sent.
    public var endedAt: WireTime? {
        [first("CANCEL")?.time, first("BYE")?.time, response { $0 >= 300 }?.time].compactMap(\.self).min()
    }
    /// Whether the caller's side gave up.
    public var wasCancelled: Bool { first("CANCEL") != nil }
    /// "SIP;cause=200;text=…" (RFC 3326): who gave up and why; nil without CANCEL or Reason.
    public var cancelReason: String? { first("CANCEL")?.message.headers("Reason").joined(separator: ", ") }
    /// Whether the CANCEL says that somebody else has answered, by Q.850's cause 26: `Reason: Q.850;cause=26`.
    public var wasAnsweredElsewhere: Bool {
        first("CANCEL")?.message.headers("Reason").contains("Q.850;cause=26") ?? false
    }
    /// Whether the PBX said goodbye first; nil while nobody did.
    public var wasHungUpByPBX: Bool? { first("BYE")?.isFromPBX }

    /// The first request of that method.
    public func first(_ method: String) -> Entry? { entries.first { $0.message.method == method } }

    /// Where the world's side took its audio, in this dialog's time.
    var worldAudioPorts: Set<UInt16> { Set(entries.filter { !$0.isFromPBX }.compactMap(\.message.audioPort)) }
    var pbxAudioPorts: Set<UInt16> { Set(entries.filter(\.isFromPBX).compactMap(\.message.audioPort)) }

    /// The first response to the INVITE that began it; a re-INVITE has another CSeq.
    private func response(_ wanted: (Int) -> Bool) -> Entry? {
        let sequence = invite.header("CSeq")
        return entries.first { entry in
            entry.message.status.map(wanted) ?? false && entry.message.header("CSeq") == sequence
        }
    }
}
