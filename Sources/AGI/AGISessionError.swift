/// Why a session was given up. Nothing in it is text from the wire, so it can be logged as it is.
enum AGISessionError: Error, Equatable {
    /// The environment block was refused.
    case environment(AGIEnvironmentError)
    /// A line of more than 8 KiB.
    case lineTooLong
    /// Asterisk sent something when no command was under way.
    case unexpectedData
    /// A line that is no reply.
    case malformedReply
    /// The usage text of a 520 has more than 64 KiB.
    case usageTooLong
    /// The conversation's command could not be sent safely.
    case refusedCommand(AGIEncodingError)
    /// Asterisk closed the connection in the middle.
    case closedEarly
    /// The environment block did not come in time.
    case environmentTimeout
    /// The reply did not come in time.
    case replyTimeout
    /// The server was stopped and the session did not end in the time it was given.
    case serverStopped
    /// The socket reported an error, by its number.
    case connection(errno: Int32)
}
