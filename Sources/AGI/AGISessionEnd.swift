/// How a session ended.
enum AGISessionEnd: Equatable {
    /// The conversation was through.
    case finished
    /// The other side closed without a byte, as a probe of the port does.
    case noRequest
    /// The caller hung up, and Asterisk closed.
    case hungUp
    /// Something was wrong.
    case failed(AGISessionError)
}
