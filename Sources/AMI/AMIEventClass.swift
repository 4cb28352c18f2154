/// A class of events, as manager.conf's `read` names it (main/manager.c, `perms`; the classes without events are left
/// out).
public enum AMIEventClass: String, Sendable, CaseIterable {
    /// The server itself: start, stop, reload.
    case system
    /// Channels, bridges, dialling, `OriginateResponse`.
    case call
    /// Agents and queue members.
    case agent
    /// `UserEvent`.
    case user
    /// Keys pressed on phones.
    case dtmf
    /// Quality and status reports.
    case reporting
    /// Call detail records.
    case cdr
    /// `VarSet` and `Newexten`.
    case dialplan
    /// AGI commands.
    case agi
    /// Call completion.
    case cc
    /// Advice of charge.
    case aoc
    /// Logins and refused requests.
    case security
}
