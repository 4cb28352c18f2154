/// How far a channel's call has come, as Asterisk numbers it (channelstate.h, `ast_channel_state`).
public enum ChannelState: Int, Sendable, Hashable {
    case down = 0
    case reserved = 1
    case offHook = 2
    case dialing = 3
    /// Somebody has called us and hears ringing.
    case ring = 4
    /// The far end rings.
    case ringing = 5
    /// Answered.
    case up = 6
    case busy = 7
    case dialingOffHook = 8
    case preRing = 9
}
