/// The desk of a server that has no AMI account: it knows of no calls, and says so.
struct UnfollowedDesk: CallDesk {
    let sessions: @Sendable () async -> ServerHealth.Sessions

    func calls() -> [LiveCall] { [] }
    func call(_ id: LiveCall.ID) -> LiveCall? { nil }

    func transfer(
        _ id: LiveCall.ID, to target: String, attended: Bool
    ) throws(CallDeskError) -> TransferReceipt { throw .notConnected }

    func complete(_ id: LiveCall.ID) throws(CallDeskError) -> TransferReceipt { throw .notConnected }
    func cancel(_ id: LiveCall.ID) throws(CallDeskError) -> TransferReceipt { throw .notConnected }
    func health() async -> ServerHealth { ServerHealth(connectedSince: nil, agi: await sessions()) }
}
