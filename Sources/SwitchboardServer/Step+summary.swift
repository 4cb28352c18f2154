import Routing

extension Step {
    /// One line for people: `ring PJSIP/101 for 20s`.
    public var summary: String {
        switch self {
        case .ring(let ring): "ring \(ring.legs.dialString) for \(ring.seconds)"
        case .voicemail(let mailbox, let greeting): "voicemail \(mailbox) (\(greeting.rawValue))"
        case .announce(let announcement): "announce \(announcement.rawValue)"
        case .busy: "busy"
        case .hangup: "hang up"
        case .failure: "the failure route"
        }
    }
}
