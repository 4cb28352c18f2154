import Foundation

extension CallPicture {
    mutating func apply(_ event: CallEvent, at moment: Date) {
        switch event {
        case .created(let channel), .changed(let channel):
            see(channel, at: moment)
        case .renamed(let id, let from, let to):
            rename(id, from: from, to: to)
        case .hungUp(let channel, let cause, let text):
            update(channel.id) { $0.update(channel, at: moment) }
            hangUp(channel.id, .init(moment: moment, cause: cause, text: text, isEstimated: false))
        case .dialBegan(let caller, let callee, let dialString):
            dialBegan(caller, callee, dialString, at: moment)
        case .dialEnded(let caller, let callee, let status):
            dialEnded(caller, callee, status, at: moment)
        case .bridgeEntered(let bridge, let channel, let swapped):
            enter(bridge, channel, swapping: swapped, at: moment)
        case .bridgeLeft(let bridge, let channel):
            leave(bridge, channel, at: moment)
        case .bridgesMerged(let from, let into):
            rearrange(members(of: from) + members(of: into), .merge, at: moment)
        case .bridgeDestroyed(let id):
            for channel in members(of: id) { leave(channel, at: moment) }
        case .localConnected(let one, let two):
            see(one, at: moment)
            see(two, at: moment)
        case .localOptimizationBegan(let one, let two):
            rearrange([one.id, two.id], .optimization(of: one.id), at: moment)
        case .localOptimizationEnded(let one, let two):
            arranged([one.id, two.id], [.optimization(of: one.id), .merge], at: moment)
        case .held(let channel):
            see(channel, at: moment, adopting: false)
            update(channel.id) { $0.holdsSince = $0.holdsSince ?? moment }
            judge([channel.id], at: moment)
        case .unheld(let channel):
            see(channel, at: moment, adopting: false)
            takeBack(channel.id, at: moment)
        case .musicBegan(let channel):
            update(channel.id) { $0.musicSince = $0.musicSince ?? moment }
        case .musicEnded(let channel):
            update(channel.id) { $0.musicSince = nil }
        case .parked(let channel, let lot, let space):
            see(channel, at: moment)
            update(channel.id) { $0.parking = .init(lot: lot, space: space, since: moment) }
        case .unparked(let channel, _):
            update(channel.id) { $0.parking = nil }
        case .blindTransfer(let transfer):
            effects.append(.blindTransfer(transfer, call: call(of: transfer.transferor)))
        case .attendedTransfer(let transfer):
            effects.append(.attendedTransfer(transfer, call: call(of: transfer.transferor)))
            if transfer.result == "Success", let one = callOfChannel[transfer.transferor.id],
                let two = callOfChannel[transfer.second.id]
            {
                merge(one, two)
            }
            arranged([transfer.transferor.id, transfer.second.id], [.merge], at: moment)
        case .pickedUp(let channel, _):
            see(channel, at: moment)
        case .queue(let event):
            apply(event, at: moment)
        case .queueResult(let channel, let queue, let result):
            close(channel, queue: queue, result, at: moment)
        case .deviceState(let name, let state):
            if devices.set(name, state) { effects.append(.device(name, state)) }
        case .decided(let decision):
            decide(decision)
        case .command(let command):
            effects.append(.command(command))
        case .fullyBooted, .shutdown:
            // The loss of the connection, or what the snapshot shows after it, tells the rest.
            break
        }
    }

    /// Unhold. A phone that transfers ends the hold a moment before (res_pjsip_refer.c): that is nobody's talk, so it is
    /// waited a little.
    private mutating func takeBack(_ id: String, at moment: Date) {
        guard let channel = channel(id), channel.isLive, channel.isHolding else { return }
        update(id) { $0.holdsSince = nil }
        if channel.bridge != nil { rearrange([id], .unhold(by: id), at: moment) }
        judge([id], at: moment)
    }

    private func call(of channel: ChannelSnapshot) -> String {
        callOfChannel[channel.id] ?? current(channel.call)
    }

    private mutating func dialBegan(
        _ caller: ChannelSnapshot?, _ callee: ChannelSnapshot, _ dialString: String, at moment: Date
    ) {
        if let caller { see(caller, at: moment) }
        see(callee, at: moment)
        update(callee.id) { channel in
            guard channel.dial == nil else { return }
            channel.dial = .init(by: caller?.id, dialString: dialString, began: moment)
        }
        readMark(of: callee.id)
    }

    private mutating func dialEnded(
        _ caller: ChannelSnapshot?, _ callee: ChannelSnapshot, _ status: String, at moment: Date
    ) {
        see(callee, at: moment, adopting: false)
        update(callee.id) { channel in
            // Whoever has picked a call up was not dialled himself.
            var dial = channel.dial ?? .init(by: caller?.id, dialString: "", began: channel.created)
            dial.ended = moment
            dial.status = status
            channel.dial = dial
        }
    }

    private mutating func decide(_ decision: DecisionRecord) {
        guard let id = callOfChannel[decision.channel] else { return early.add(decision) }
        live[id]?.decisions.append(decision)
        touch(id)
    }
}
