/// What operators may see and do of calls. The control API and the AMI commands go through it.
///
/// An ID is a whole one; those that are not live are ``CallDeskError/noSuchCall(_:)``.
public protocol CallDesk: Sendable {
    /// All live calls, oldest first.
    func calls() async -> [LiveCall]
    /// One of them.
    func call(_ id: LiveCall.ID) async -> LiveCall?
    /// Hands a call on.
    ///
    /// - Parameters:
    ///   - target: an extension, a number, or what else may be dialled from inside; as the operator typed it.
    ///   - attended: who is in the call with the client talks with the target first.
    func transfer(
        _ id: LiveCall.ID, to target: String, attended: Bool
    ) async throws(CallDeskError) -> TransferReceipt
    /// Joins client and target of the attended transfer under way.
    func complete(_ id: LiveCall.ID) async throws(CallDeskError) -> TransferReceipt
    /// Takes the transfer under way back: the client is with who transferred.
    func cancel(_ id: LiveCall.ID) async throws(CallDeskError) -> TransferReceipt
    /// How the server is.
    func health() async -> ServerHealth
}

/// That something was begun. What comes of it is in the history, and in the AMI event with the same ID.
public struct TransferReceipt: Sendable, Hashable, Codable {
    /// The call.
    public var call: LiveCall.ID
    /// The transfer; `nil`: it has its ID when the dialplan asks where to.
    public var transfer: LiveTransfer.ID?

    /// A receipt of these values.
    public init(call: LiveCall.ID, transfer: LiveTransfer.ID? = nil) {
        self.call = call
        self.transfer = transfer
    }
}

/// Why a desk did not do what it was asked to. Nothing has changed.
public enum CallDeskError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No live call has this ID.
    case noSuchCall(LiveCall.ID)
    /// No request to be called back has this number.
    case noSuchCallback(Int64)
    /// Not in the state the call is in; the reason is a sentence's end.
    case notPossible(String)
    /// There is no connection to Asterisk.
    case notConnected
    /// Nobody can be called like that; the reason is a sentence's end.
    case badTarget(String)
    /// Asterisk did not do it, or did not say so in time.
    case notDone(String)

    /// It may not or can't be done as things are; else Asterisk did not do it.
    var isRefusal: Bool {
        switch self {
        case .noSuchCall, .noSuchCallback, .notPossible, .badTarget: true
        case .notConnected, .notDone: false
        }
    }

    /// A sentence for the operator.
    public var description: String {
        switch self {
        case .noSuchCall(let id): "there is no live call \(id)"
        case .noSuchCallback(let id): "there is no callback \(id)"
        case .notPossible(let reason): reason
        case .notConnected: "there is no connection to Asterisk's manager interface: see the server's log"
        case .badTarget(let reason), .notDone(let reason): reason
        }
    }
}
