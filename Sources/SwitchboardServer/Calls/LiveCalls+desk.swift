import CallControl
import Foundation
import Routing

/// What the control API shows and does.
extension LiveCalls: CallDesk {
    func calls() -> [LiveCall] {
        picture.calls.sorted { ($0.began, $0.id) < ($1.began, $1.id) }.map(shown)
    }

    func call(_ id: LiveCall.ID) -> LiveCall? { picture.call(id).map(shown) }

    func transfer(
        _ id: LiveCall.ID, to target: String, attended: Bool
    ) async throws(CallDeskError) -> TransferReceipt {
        try await carryOut(.transfer(to: target, attended: attended), on: id, by: Self.commandLine)
    }

    func complete(_ id: LiveCall.ID) async throws(CallDeskError) -> TransferReceipt {
        try await carryOut(.complete, on: id, by: Self.commandLine)
    }

    func cancel(_ id: LiveCall.ID) async throws(CallDeskError) -> TransferReceipt {
        try await carryOut(.cancel, on: id, by: Self.commandLine)
    }

    func health() async -> ServerHealth { ServerHealth(connectedSince: connectedSince, agi: await sessions()) }

    /// Who asks where nobody says: whoever may use the control socket.
    static let commandLine = "command line"

    private func shown(_ call: Call) -> LiveCall {
        let facts = history.facts[call.id]
        let caller = call.caller
        let legs = call.liveReal
        var live = LiveCall(
            id: call.id, began: call.began,
            caller: caller.map { name(of: $0, in: call) } ?? "nobody",
            dialled: facts?.dialled ?? caller?.extension ?? "",
            legs: legs.map { leg in
                let (state, since) = Self.state(of: leg)
                return LiveLeg(
                    who: name(of: leg, in: call), number: leg.mark.number(in: tables.current), channel: leg.name,
                    state: state, since: since)
            },
            talks: call.currentTalks.map { talk in
                LiveTalk(
                    parties: talk.channels.compactMap { call[$0] }.map { name(of: $0, in: call) }, since: talk.began)
            })
        if let decision = call.decisions.last { live.route = [decision.step] + decision.explanation }
        let open = transfers.open.values.filter { $0.call == call.id }.max { $0.began < $1.began }
        live.transfer = open.map { transfer in
            LiveTransfer(
                id: transfer.id, transferor: Self.name(of: transfer.transferor, table: tables.current),
                target: transfer.target, state: state(of: transfer, in: call), since: transfer.began)
        }
        return live
    }

    /// A caller from outside by his number; legs by whose they are.
    private func name(of channel: Channel, in call: Call) -> String {
        guard channel.isCaller else { return Self.name(of: channel.mark, table: tables.current) }
        if let user = tables.current.flatMap({ channel.mark.user(in: $0) }) {
            return "user \(user.extension) (\(user.name))"
        }
        let number = history.facts[call.id]?.callerNumber ?? channel.callerNumber ?? "anonymous"
        return channel.callerName.map { "\($0) <\(number)>" } ?? number
    }

    private static func name(of mark: LegMark, table: RoutingTable?) -> String {
        guard let user = table.flatMap({ mark.user(in: $0) }) else { return mark.text }
        let name = "user \(user.extension) (\(user.name))"
        if case .device = mark { return name }
        return "\(name), mobile"
    }

    private static func state(of leg: Channel) -> (LiveLeg.State, Date) {
        if let parking = leg.parking { return (.parked, parking.since) }
        if let since = leg.holdsSince { return (.holding, since) }
        if leg.state == .up { return (.up, leg.answered ?? leg.created) }
        return (leg.isRinging ? .ringing : .dialling, leg.dial?.began ?? leg.created)
    }

    /// How far a transfer is.
    private func state(of transfer: Transfer, in call: Call) -> String {
        let legs = call.liveReal.filter { $0.transfer == transfer.id && $0.id != transfer.client }
        guard let leg = legs.first(where: \.isUp) ?? legs.first else { return "beginning" }
        let who = Self.name(of: leg.mark, table: tables.current)
        return leg.isUp ? "talking with \(who)" : "\(who) is called"
    }
}
