import Foundation

/// What an event changed in the picture.
public enum CallEffect: Sendable, Hashable {
    /// A call is there, by its first real channel.
    case callBegan(String)
    /// Something of it changed.
    case changed(String)
    /// It is part of an older one now: its channels, decisions and talks are there, and its ID leads there.
    case callMerged(String, into: String)
    /// People hear each other.
    case talkBegan(Talk)
    /// They do not any more; ``Talk/ended`` is set.
    case talkEnded(Talk)
    /// Asterisk did or refused a blind transfer.
    case blindTransfer(BlindTransfer, call: String)
    /// Asterisk ended an attended transfer.
    case attendedTransfer(AttendedTransfer, call: String)
    /// A call is over; this is all of it.
    case callEnded(Call)
    /// A device has another state.
    case device(String, DeviceState)
    /// An operator wants something.
    case command(OperatorCommand)
}
