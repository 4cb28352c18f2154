/// What a device does (devicestate.c, `ast_devstate_str`).
public enum DeviceState: String, Sendable, Hashable {
    case unknown = "UNKNOWN"
    case notInUse = "NOT_INUSE"
    case inUse = "INUSE"
    case busy = "BUSY"
    case invalid = "INVALID"
    case unavailable = "UNAVAILABLE"
    case ringing = "RINGING"
    case ringInUse = "RINGINUSE"
    case onHold = "ONHOLD"

    /// A call is on it or comes in: it is not free.
    public var isBusy: Bool {
        switch self {
        case .inUse, .busy, .ringing, .ringInUse, .onHold: true
        case .unknown, .notInUse, .invalid, .unavailable: false
        }
    }
}
