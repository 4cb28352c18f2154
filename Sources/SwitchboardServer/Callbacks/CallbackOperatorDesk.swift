/// What operators may do about clients who are called back. The control API goes through it.
public protocol CallbackOperatorDesk: Sendable {
    /// Asks for a client, who takes his place at the queue's end.
    ///
    /// - Parameters:
    ///   - queue: its name or extension.
    ///   - number: as the operator wrote it.
    func requestCallback(queue: String, number: String) async throws(CallDeskError) -> CallbackReceipt
    /// Makes the next attempt at once; a request that has failed is taken up again.
    func retryCallback(_ id: Int64) async throws(CallDeskError) -> CallbackReceipt
    /// Takes a request back.
    func cancelCallback(_ id: Int64) async throws(CallDeskError) -> CallbackReceipt
}

/// That something was done about a request. What comes of it is in the database, and in the AMI events with its number.
public struct CallbackReceipt: Sendable, Hashable, Codable {
    /// The request.
    public var callback: Int64
    /// The queue's extension.
    public var queue: String
    /// The client's number, E.164.
    public var number: String

    /// A receipt of these values.
    public init(callback: Int64, queue: String, number: String) {
        self.callback = callback
        self.queue = queue
        self.number = number
    }
}
