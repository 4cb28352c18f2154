import Foundation

@testable import SwitchboardServer

/// A desk that does nothing and remembers what it was asked.
actor FakeDesk: CallDesk {
    private let live: [LiveCall]
    private let failure: CallDeskError?
    private(set) var asked: [String] = []

    init(_ live: [LiveCall] = [], failing failure: CallDeskError? = nil) {
        self.live = live
        self.failure = failure
    }

    func calls() -> [LiveCall] { live }

    func call(_ id: LiveCall.ID) -> LiveCall? { live.first { $0.id == id } }

    func transfer(
        _ id: LiveCall.ID, to target: String, attended: Bool
    ) throws(CallDeskError) -> TransferReceipt {
        try note("transfer \(id) to \(target)\(attended ? " attended" : "")", id)
    }

    func complete(_ id: LiveCall.ID) throws(CallDeskError) -> TransferReceipt { try note("complete \(id)", id) }

    func cancel(_ id: LiveCall.ID) throws(CallDeskError) -> TransferReceipt { try note("cancel \(id)", id) }

    func health() -> ServerHealth {
        ServerHealth(
            connectedSince: Date(timeIntervalSince1970: 1_790_000_000), agi: .init(open: 1, finished: 20, failed: 3))
    }

    private func note(_ what: String, _ id: LiveCall.ID) throws(CallDeskError) -> TransferReceipt {
        asked.append(what)
        if let failure { throw failure }
        return TransferReceipt(call: id, transfer: "t1")
    }
}

extension LiveCall {
    /// A client who talks with 103's mobile; 1790000000 is 2026-09-21 14:13:20 UTC.
    static func sample(_ id: String = "1790000000.42") -> LiveCall {
        func at(_ seconds: TimeInterval) -> Date { Date(timeIntervalSince1970: 1_790_000_000 + seconds) }
        return LiveCall(
            id: id, began: at(0), caller: "+79035550000 \"Иванов\"", dialled: "+74951234567",
            legs: [
                LiveLeg(who: "+79035550000", channel: "PJSIP/main-1", state: .up, since: at(0)),
                LiveLeg(
                    who: "user 103 (Field engineer), mobile", number: "+79160000103", channel: "PJSIP/main-3",
                    state: .up, since: at(25)),
            ],
            talks: [LiveTalk(parties: ["+79035550000", "user 103 (Field engineer), mobile"], since: at(25))],
            transfer: LiveTransfer(
                id: "1790000060.50", transferor: "user 103 (Field engineer), mobile", target: "102", state: "ringing",
                since: at(60)),
            route: ["ring PJSIP/101 for 20s", "number main: rule 1"])
    }
}
