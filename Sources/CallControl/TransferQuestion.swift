/// A question of the dialplan in the course of a transfer, and what was answered.
public struct TransferQuestion: Sendable, Hashable {
    /// What the answer leads to.
    public enum Answer: Sendable, Hashable {
        /// Somebody rings, or something else that goes on.
        case goesOn
        /// A mailbox takes the client: a user's extension.
        case voicemail(String)
        /// The transferor, or the client when he is alone, is told why not, by the name of the announcement.
        case told(String)
    }

    /// ID of the transfer.
    public var id: String
    /// Linkedid of the call.
    public var call: String
    /// Uniqueid of the channel that asks.
    public var channel: String
    /// How the transfer is made.
    public var mode: Transfer.Mode
    /// Which leg transfers.
    public var transferor: LegMark
    /// Name of its channel.
    public var transferorChannel: String
    /// Whether it is still there.
    public var holds: Bool
    /// The number dialled.
    public var target: String
    /// What was answered.
    public var answer: Answer

    /// A question of these values.
    public init(
        id: String, call: String, channel: String, mode: Transfer.Mode, transferor: LegMark, transferorChannel: String,
        holds: Bool, target: String, answer: Answer
    ) {
        self.id = id
        self.call = call
        self.channel = channel
        self.mode = mode
        self.transferor = transferor
        self.transferorChannel = transferorChannel
        self.holds = holds
        self.target = target
        self.answer = answer
    }
}
